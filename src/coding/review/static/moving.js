// Where the coder is: at a suggestion, a coding or a sentence; and which words are marked.
import { codingKey, count, cut, itemKey } from "./dom.js";
import { Card } from "./card.js";

export class Moving extends Card {
  coding() {
    if (!this.stop) return null;
    if (this.stop.coding) return this.open.shown.codings.get(this.stop.coding) ?? null;
    return this.stop.item ? this.open.answer(this.stop.item) ?? null : null;
  }

  stopAt(stop) {
    const segment = stop.item ? this.open.byName.get(stop.item.segment) : this.open.segmentAt(stop.at);
    this.stop = stop.item ? { segment, item: stop.item } : { segment, coding: stop.coding };
    this.arrive();
  }

  goTo(segment, indicator = null) {
    const item = indicator !== null && segment.items.find((one) => one.indicator === indicator);
    const coding = indicator !== null && this.open.codingsIn(segment).find((one) => one.indicator === indicator);
    this.stop = item ? { segment, item } : coding ? { segment, coding: codingKey(coding) } : { segment };
    this.arrive();
  }

  arrive() {
    this.mark();
    this.showQuestion(this.stop.segment.turn);
    this.arriving = true;
    this.later();
    const { segment, item } = this.stop;
    const coding = this.coding();
    const code = coding?.indicator ?? item?.indicator;
    const turn = this.open.turns[segment.turn];
    this.report(`${turn.speaker}: ${this.words(segment.start, segment.end)}${code ? ` · ${this.name(code)}` : ""}${item ? `, ${this.t(`state_${this.state(item)}`)}` : ""}${coding ? `, ${this.t(coding.status)}` : ""}`);
  }

  /** Scrolls the sentence at hand into the upper half of the text, unless it can be read where it is. */
  bring() {
    if (!this.stop?.segment.node) return;
    const node = this.stop.segment.node.getBoundingClientRect();
    const box = this.text.getBoundingClientRect();
    if (node.top < box.top + 40 || node.bottom > box.bottom - 60) this.text.scrollTop += node.top - box.top - box.height * 0.35;
  }

  mark() {
    for (const node of [...this.text.getElementsByClassName("cr-current")]) node.classList.remove("cr-current");
    if (!this.stop) return;
    const { segment, item } = this.stop;
    segment.node?.classList.add("cr-current");
    const coding = this.coding();
    for (const badge of segment.node?.querySelectorAll(".cr-badge") ?? []) {
      const here = item ? badge.dataset.item === itemKey(item) : coding && badge.dataset.coding === codingKey(coding);
      badge.classList.toggle("cr-current", Boolean(here));
    }
  }

  place() {
    const stops = this.open.stops();
    const { segment, item, coding } = this.stop ?? {};
    const at = stops.findIndex((stop) => (item ? stop.item === item : coding ? stop.coding === coding : false));
    return { stops, at, segment };
  }

  move(step) {
    const { stops, at, segment } = this.place();
    let next = at >= 0 ? stops[at + step]
      : step > 0 ? stops.find((stop) => stop.at >= (segment?.start ?? 0)) : stops.findLast((stop) => stop.at < (segment?.start ?? Infinity));
    if (next) this.stopAt(next);
    else this.tell(this.t("no_more"), "note");
  }

  nextOpen({ quiet = false } = {}) {
    const { stops, at, segment } = this.place();
    const open = (stop) => stop.item && this.state(stop.item) === "open";
    const after = at >= 0 ? stops.slice(at + 1) : stops.filter((stop) => stop.at >= (segment?.start ?? 0));
    const next = after.find(open) ?? stops.find(open);
    if (next) return this.stopAt(next);
    if (this.mode === "elusion") {
      const other = this.overview.find((one) => one.transcript !== this.open.transcript && one.done < one.items);
      if (other) return this.openTranscript(other.transcript);
    }
    if (!quiet || this.open.items.length) this.tell(this.t(this.open.items.length && !this.open.progress.completed && this.mode === "suggestions" ? "all_decided" : "no_more"), "note");
    return null;
  }

  sentence(step) {
    const next = this.open.segments[(this.stop?.segment.number ?? -1) + step];
    if (next) this.goTo(next);
    else this.tell(this.t("no_more"), "note");
  }

  nextTurn() {
    const from = this.stop?.segment.turn ?? -1;
    const next = this.open.segments.find((segment) => segment.turn > from && !this.open.turns[segment.turn].segments.some((one) => this.open.codingsIn(one).length));
    if (next) this.goTo(next);
    else this.tell(this.t("all_coded"), "note");
  }

  transcriptBy(step) {
    const at = this.overview.findIndex((one) => one.transcript === this.open.transcript);
    const next = this.overview[at + step];
    if (next) this.openTranscript(next.transcript);
  }

  clicked(event) {
    if (this.marked) return;
    const node = event.target.closest?.(".cr-segment");
    if (node) this.goTo(this.open.segments[Number(node.dataset.segment)]);
    this.root.focus({ preventScroll: true });
  }

  get marked() { return this.range(); }

  selecting() {
    const range = this.marked;
    const now = range ? `${range.start}-${range.end}` : "";
    if (now === this.markedBefore) return;
    this.markedBefore = now;
    if (range) {
      const segment = this.open.segmentAt(range.start);
      if (this.stop?.segment !== segment) { this.stop = { segment }; this.mark(); }
    }
    this.showCard();
  }

  /** The words marked with mouse or keys, as a span of one informant's turn; null when there are none. */
  range() {
    const selection = document.getSelection();
    if (!this.open || !selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return null;
    let start = this.offset(range.startContainer, range.startOffset, true);
    let end = this.offset(range.endContainer, range.endOffset, false);
    if (start === null || end === null || start >= end) return null;
    const turn = this.open.turns.find((one) => one.start <= start && start < one.end);
    if (!turn || end > turn.end || !["informant", "document"].includes(turn.kind)) return null;
    const text = cut(turn, start, end);
    start += count(text) - count(text.trimStart());
    end -= count(text) - count(text.trimEnd());
    return start < end ? { start, end } : null;
  }

  offset(node, at, forward) {
    if (node.nodeType === Node.TEXT_NODE && node.parentElement.dataset.at !== undefined) {
      return Number(node.parentElement.dataset.at) + count(node.data.slice(0, at));
    }
    const pieces = [...this.text.querySelectorAll("[data-at]")];
    const mark = document.createRange();
    mark.setStart(node, at);
    // The first piece behind the point, or the end of the last one before it.
    const next = pieces.findIndex((piece) => mark.comparePoint(piece, 0) >= 0);
    if (forward) return next >= 0 ? Number(pieces[next].dataset.at) : null;
    const last = pieces[(next >= 0 ? next : pieces.length) - 1];
    return last ? Number(last.dataset.at) + count(last.textContent) : null;
  }

  unmark() {
    const selection = document.getSelection();
    if (selection?.rangeCount && this.text.contains(selection.anchorNode)) selection.removeAllRanges();
  }

  /** Marks words from the keyboard, beginning with the first of the sentence at hand. */
  extend(direction) {
    const selection = document.getSelection();
    if (!this.range()) {
      const first = this.stop?.segment.node.querySelector("[data-at]")?.firstChild;
      if (!first) return;
      selection.setBaseAndExtent(first, 0, first, 0);
    }
    // A step may end before a space or behind it, as the system has it: go on until a word came or went.
    const before = JSON.stringify(this.range());
    for (let step = 0; step < 3 && JSON.stringify(this.range()) === before; step += 1) selection.modify("extend", direction, "word");
  }
}
