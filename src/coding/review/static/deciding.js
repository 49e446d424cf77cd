// Deciding: each act becomes lines for the log, and a prediction for the screen.
import { codingKey, count, cut, itemKey, overlap } from "./dom.js";
import { Moving } from "./moving.js";

export class Deciding extends Moving {
  memoFor(item, coding) {
    return coding?.memo ?? (item && this.memos.get(itemKey(item))) ?? "";
  }

  line(action, span, more = {}) {
    return { action, start: span.start, end: span.end, ...more };
  }

  target(coding) { return { start: coding.start, end: coding.end, indicator: coding.indicator }; }

  label(code, words) { return `${code} “${words.length > 40 ? `${words.slice(0, 40)}…` : words}”`; }

  accept() {
    const { item, segment } = this.stop ?? {};
    if (!item || !item.indicator) return item ? this.tell(this.t("choose_indicator"), "note") : this.move(1);
    if (this.state(item) === "accepted") return this.nextOpen();
    if (!item.status) return this.tell(this.t("choose_status"), "note");
    this.code(item.indicator, segment, { action: "accept", status: item.status, item });
    return this.nextOpen({ quiet: true });
  }

  /** A new coding on a span. */
  code(indicator, span, { action = "add", status = "", item = null, replaces = "" } = {}) {
    const put = { start: span.start, end: span.end, indicator, status: status || this.guess(indicator, span), subcode: "", memo: this.memoFor(item, null) };
    const operations = [{ put }];
    for (const [name, state] of this.statesAfter(put)) operations.push({ item: name, state });
    if (item && item.indicator && item.indicator !== indicator) operations.push({ item: itemKey(item), state: "rejected" });
    if (item && !item.indicator) operations.push({ item: itemKey(item), state: "accepted" });
    this.decide(this.label(indicator, this.words(put.start, put.end)), [this.line(action, put, { indicator, status: put.status, memo: put.memo, replaces })], operations);
    if (item) this.memos.delete(itemKey(item));
    return put;
  }

  statesAfter(put) {
    return this.open.segmentsIn(put.start, put.end).flatMap((number) => this.open.segments[number].items)
      .filter((one) => one.indicator === put.indicator && overlap(put.start, put.end, one.start, one.end) * 2 >= one.end - one.start)
      .map((one) => [itemKey(one), "accepted"]);
  }

  /** The status that a coder most likely means: that of a suggestion of this indicator on these words, or present. */
  guess(indicator, span) {
    const item = this.open.segmentsIn(span.start, span.end).flatMap((number) => this.open.segments[number].items).find((one) => one.indicator === indicator);
    return item?.status || "present";
  }

  reject() {
    const { item, segment } = this.stop ?? {};
    const coding = this.coding();
    if (!item && !coding) return this.tell(this.t("no_coding_here"), "note");
    const memo = this.memoFor(item, coding);
    const operations = item ? [{ item: itemKey(item), state: "rejected" }] : [];
    if (item && !item.indicator && !coding) {
      this.decide(`${this.t("nothing")} “${this.words(segment.start, segment.end).slice(0, 40)}”`, [this.line("none", segment, { memo })], operations);
      return this.nextOpen({ quiet: true });
    }
    if (item && this.state(item) === "rejected") return this.nextOpen({ quiet: true });
    const span = coding ?? segment;
    const indicator = coding?.indicator ?? item.indicator;
    if (coding) {
      operations.push({ drop: codingKey(coding) });
      for (const [name] of this.statesAfter(coding)) operations.push({ item: name, state: "rejected" });
    }
    this.decide(`${this.t("reject")} ${this.label(indicator, this.words(span.start, span.end))}`,
      [this.line("reject", span, { indicator, memo, ...(coding ? { target: this.target(coding) } : {}) })], operations);
    if (item) return this.nextOpen({ quiet: true });
    this.stop = { segment };
    return this.arrive();
  }

  /** Change the coder's coding in some of its parts; it keeps the others. */
  change(coding, changes, what) {
    const put = { ...coding, ...changes };
    if (codingKey(put) !== codingKey(coding) && this.open.shown.codings.has(codingKey(put)) && changes.indicator) return;
    if (put.indicator !== coding.indicator) put.subcode = "";
    const operations = [{ drop: codingKey(coding) }, { put }];
    if (put.indicator !== coding.indicator) for (const [name] of this.statesAfter(coding)) operations.push({ item: name, state: "rejected" });
    for (const [name, state] of this.statesAfter(put)) operations.push({ item: name, state });
    const { start, end, ...told } = put;
    this.follow(coding, put);
    this.decide(what, [this.line("change", put, { ...told, replaces: coding.indicator === put.indicator ? "" : coding.indicator, target: this.target(coding) })], operations);
  }

  /** The coder stays with a coding whose span or indicator changed. */
  follow(coding, put) {
    if (this.stop?.coding === codingKey(coding)) this.stop = { segment: this.open.segmentAt(put.start), coding: codingKey(put) };
    else if (this.stop?.item && put.indicator !== this.stop.item.indicator) this.stop = { segment: this.stop.segment, coding: codingKey(put) };
  }

  digit(number, another) {
    const indicator = this.indicators[number]?.code;
    if (!indicator || !this.stop) return;
    if (this.marked) {
      const span = this.marked;
      this.unmark();
      const put = this.code(indicator, span);
      this.stop = { segment: this.open.segmentAt(span.start), coding: codingKey(put) };
      return this.arrive();
    }
    const { item, segment } = this.stop;
    const coding = this.coding();
    if (another || (!item && !coding)) {
      const there = this.open.codingsIn(segment).find((one) => one.indicator === indicator);
      if (there) { this.stop = { segment, coding: codingKey(there) }; return this.arrive(); }
      const put = this.code(indicator, segment);
      this.stop = { segment, coding: codingKey(put) };
      return this.arrive();
    }
    if (coding && !(item && !item.indicator && coding.indicator === indicator)) {
      if (coding.indicator !== indicator) this.change(coding, { indicator }, `${coding.indicator} → ${this.label(indicator, this.words(coding.start, coding.end))}`);
      return this.arrive();
    }
    if (item.indicator === indicator) return this.accept();
    // A suggestion of another indicator: that one is rejected and this one coded, in one line.
    this.code(indicator, segment, item.indicator ? { action: "change", status: item.status || "present", item, replaces: item.indicator } : { item });
    return this.nextOpen({ quiet: true });
  }

  setStatus(status) {
    const { item, segment } = this.stop ?? {};
    const coding = this.coding();
    if (coding) {
      if (coding.status !== status) this.change(coding, { status }, `${this.label(coding.indicator, this.words(coding.start, coding.end))} ${this.t(status)}`);
    } else if (item?.indicator) {
      this.code(item.indicator, segment, { action: "accept", status, item });
      this.nextOpen({ quiet: true });
    } else this.tell(this.t("no_coding_here"), "note");
  }

  setPart(subcode) {
    const coding = this.coding();
    if (coding) this.change(coding, { subcode: coding.subcode === subcode ? "" : subcode }, `${this.label(coding.indicator, this.words(coding.start, coding.end))} ${subcode}`);
  }

  nextPart() {
    const coding = this.coding();
    const parts = this.indicators.find((one) => one.code === coding?.indicator)?.subcodes ?? [];
    if (!parts.length) return;
    const order = ["", ...parts.map((one) => one.key)];
    this.setPart(order[(order.indexOf(coding.subcode) + 1) % order.length] || coding.subcode);
  }

  setMemo(memo, coding, item) {
    const now = coding && this.open.shown.codings.get(codingKey(coding));
    if (now) return this.change(now, { memo }, `${this.t("memo")} ${this.label(now.indicator, this.words(now.start, now.end))}`);
    if (!item) return this.tell(this.t("no_coding_here"), "note");
    this.memos.set(itemKey(item), memo);
    if (this.state(item) === "rejected") {
      const segment = this.open.byName.get(item.segment);
      this.memos.delete(itemKey(item));
      return this.decide(`${this.t("memo")} ${this.label(item.indicator, this.words(segment.start, segment.end))}`,
        [this.line(item.indicator ? "reject" : "none", segment, { indicator: item.indicator, memo })], []);
    }
    return this.tell(this.t("memo_first"), "note");
  }

  /** Moves an end of the coding at hand by one word. */
  stretch(end, step) {
    const coding = this.coding();
    if (!coding) return this.tell(this.t("no_coding_here"), "note");
    const turn = this.open.turns.find((one) => one.start <= coding.start && coding.end <= one.end);
    const text = cut(turn, turn.start, turn.end);
    const borders = [];
    for (const match of text.matchAll(/\S+/g)) {
      const start = turn.start + count(text.slice(0, match.index));
      borders.push({ start, end: start + count(match[0]) });
    }
    const place = end === "end" ? borders.findLastIndex((word) => word.start < coding.end) : borders.findIndex((word) => word.end > coding.start);
    const word = borders[place + step];
    const put = word && { ...coding, [end]: word[end] };
    if (!put || put.start >= put.end) return this.tell(this.t("cannot_widen"), "note");
    return this.change(coding, { [end]: word[end] }, this.label(coding.indicator, this.words(put.start, put.end)));
  }

  widen(step) {
    const coding = this.coding();
    if (!coding) return this.tell(this.t("no_coding_here"), "note");
    const inside = this.open.segments.filter((one) => overlap(one.start, one.end, coding.start, coding.end) > 0);
    const last = inside[inside.length - 1];
    const next = step > 0 ? (coding.end < last.end ? last : this.open.segments[last.number + 1]) : inside[inside.length - 2];
    if (!next || next.turn !== last.turn) return this.tell(this.t("cannot_widen"), "note");
    return this.change(coding, { end: next.end }, this.label(coding.indicator, this.words(coding.start, next.end)));
  }

  split() {
    const coding = this.coding() ?? (this.marked && [...this.open.shown.codings.values()].find((one) => one.start <= this.marked.start && this.marked.end <= one.end));
    if (!coding) return this.tell(this.t("no_coding_here"), "note");
    const marked = this.marked;
    const inner = marked ? [marked.start, marked.end]
      : this.open.segments.filter((one) => one.start > coding.start && one.start < coding.end).map((one) => one.start);
    const borders = [coding.start, ...inner.filter((at) => at > coding.start && at < coding.end), coding.end];
    if (borders.length < 3) return this.tell(this.t("split_where"), "note");
    const pieces = borders.slice(0, -1).map((start, number) => this.trimmed(start, borders[number + 1])).filter(Boolean);
    const { start: _, end: __, ...told } = coding;
    const operations = [{ drop: codingKey(coding) }, ...pieces.map((piece) => ({ put: { ...coding, ...piece } }))];
    this.unmark();
    this.stop = { segment: this.open.segmentAt(pieces[0].start), coding: codingKey({ ...coding, ...pieces[0] }) };
    return this.decide(`${this.label(coding.indicator, this.words(coding.start, coding.end))} → ${pieces.length}`,
      pieces.map((piece, number) => this.line(number ? "add" : "change", piece, number ? told : { ...told, target: this.target(coding) })), operations);
  }

  trimmed(start, end) {
    const text = this.words(start, end);
    const from = start + count(text) - count(text.trimStart());
    const to = end - count(text) + count(text.trimEnd());
    return from < to ? { start: from, end: to } : null;
  }

  again(kind) {
    this.send(this.t(kind), { do: kind }, this.open.transcript, [], { undoing: kind });
  }

  /** Only who reads a transcript as a whole can have read it to its end. */
  get readsWhole() { return this.mode === "suggestions" || this.mode === "blind"; }

  finish() {
    if (!this.readsWhole) return this.tell(this.t("not_whole"), "note");
    const { completed } = this.open.progress;
    if (completed) return this.tell(this.t("completed"), "note");
    const left = this.open.items.filter((one) => this.state(one) === "open").length;
    if (left && this.asked !== this.open.transcript && this.mode === "suggestions") {
      this.asked = this.open.transcript;
      return this.tell(this.t("complete_ask", { n: left }), "note");
    }
    this.asked = null;
    this.decide(this.t("complete"), [{ action: "complete" }], []);
    return this.tell(this.t("completed_now"), "note");
  }
}
