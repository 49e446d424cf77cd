// Drawing the screen: head, list of transcripts, the transcript with its badges, the question in view.
import { SIGNS, clear, codingKey, cut, element, itemKey } from "./dom.js";
import { Kernel } from "./kernel.js";

export class Drawing extends Kernel {
  build() {
    this.head = element("div", { class: "cr-head" });
    this.savedSign = element("span", { class: "cr-saved" });
    this.notice = element("div", { class: "cr-notice", hidden: true, role: "alert" });
    this.list = element("nav", { class: "cr-list" });
    this.ask_ = element("div", { class: "cr-question" });
    this.text = element("div", { class: "cr-text", role: "document", tabindex: "-1" });
    this.card = element("div", { class: "cr-card" });
    this.book = element("div", { class: "cr-book" });
    this.foot = element("div", { class: "cr-foot" });
    this.live = element("div", { class: "cr-live", role: "status", "aria-live": "polite" });
    this.panel = element("div", { class: "cr-panel", hidden: true, role: "dialog", "aria-modal": "true" });
    clear(this.root, this.head, this.notice,
      element("div", { class: "cr-body" }, this.list,
        element("div", { class: "cr-main" }, this.ask_, this.text),
        element("div", { class: "cr-side" }, this.card, this.book)),
      this.foot, this.live, this.panel);
    this.text.addEventListener("click", (event) => this.clicked(event));
    this.text.addEventListener("scroll", () => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.showQuestion());
    });
    document.addEventListener("selectionchange", this.onSelect = () => { if (this.root.isConnected) this.selecting(); });
  }

  button(name, press, { key = "", pressed = null, extra = "", label = null } = {}) {
    return element("button", {
      class: `cr-button ${extra}`, type: "button", "data-name": name, "aria-pressed": pressed === null ? null : String(pressed),
      title: key ? `${label ?? this.t(name)} (${key})` : null, onclick: press,
    }, label ?? this.t(name), key && element("kbd", { "aria-hidden": "true" }, key));
  }

  showHead() {
    this.root.setAttribute("aria-label", `${this.t("app")}: ${this.setup.title[this.language]}`);
    const total = { items: 0, done: 0, codings: 0 };
    for (const one of this.overview ?? []) for (const name of Object.keys(total)) total[name] += one[name];
    const bar = total.items && element("progress", { class: "cr-bar", max: total.items, value: total.done, "aria-label": this.t("progress", { ...total, left: total.items - total.done }) });
    clear(this.head,
      element("strong", {}, this.setup.title[this.language]),
      this.setup.reconstructed && element("span", { class: "cr-tag" }, this.t("reconstruction")),
      this.begun && element("span", { class: "cr-tag cr-coder" }, this.coder, " · ", this.t(`short_${this.mode}`)),
      bar, this.begun && element("span", { class: "cr-count" }, total.items ? this.t("progress", { ...total, left: total.items - total.done }) : this.t("codings", { n: total.codings })),
      this.begun && this.savedSign,
      element("span", { class: "cr-tools", role: "toolbar", "aria-label": this.t("toolbar") },
        this.begun && [
          this.lost?.length > 0 && this.button("lost", () => this.showLost(), { extra: "cr-warn", label: this.t("lost", { n: this.lost.length }) }),
          this.button("undo", () => this.again("undo"), { key: "z" }),
          this.button("redo", () => this.again("redo"), { key: "y" }),
          this.button("search", () => this.showSearch(), { key: "/" }),
          this.readsWhole && this.button("complete", () => this.finish(), { key: "f", pressed: this.open?.progress.completed ?? false }),
        ],
        this.button("help", () => this.showHelp(), { key: "?" }),
        this.button("wide", () => (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen?.())),
        this.button("language", () => this.switchLanguage())));
    clear(this.foot, this.begun && this.t("hint"));
    this.showSaved();
  }

  showSaved() {
    const trouble = this.failed || (this.pending.length && this.trouble === "silent");
    const state = trouble ? "trouble" : this.pending.length ? "saving" : this.savedAt ? "saved" : "new";
    this.savedSign.dataset.state = state;
    this.savedSign.textContent = { trouble: this.t("not_saved"), saving: this.t("saving", { n: this.pending.length }), saved: this.t("saved_at", { t: this.savedAt }), new: this.t("nothing_yet") }[state];
  }

  switchLanguage() {
    this.language = this.language === "id" ? "en" : "id";
    this.showHead();
    if (!this.begun) return this.ask();
    this.showList();
    this.paint();
    this.arriving = true;
    this.later();
  }

  showList() {
    if (!this.overview) return;
    this.list.setAttribute("aria-label", this.t("transcripts"));
    const options = this.overview.map((one) => {
      const here = one.transcript === this.open?.transcript;
      const state = one.completed ? "✓" : one.items ? `${one.done}/${one.items}` : one.codings ? this.t("codings", { n: one.codings }) : "";
      return element("button", {
        class: "cr-transcript", type: "button", "aria-current": here ? "true" : null, "data-done": one.completed || null,
        onclick: () => this.openTranscript(one.transcript), title: `${one.method} · ${one.date}`,
        "aria-label": `${one.transcript}, ${one.completed ? this.t("completed") : state}`,
      }, element("span", {}, one.transcript), element("span", { class: "cr-small" }, state));
    });
    const names = this.overview.map((one) => one.transcript).join();
    // The buttons stay while a coder may be on one of them; only what they tell changes.
    if (this.listed === names + this.language && this.list.children.length === options.length + 1) {
      options.forEach((option, number) => { if (!option.isEqualNode(this.list.children[number + 1])) this.list.children[number + 1].replaceWith(option); });
    } else {
      clear(this.list, element("h4", {}, this.t("transcripts")), options);
      this.listed = names + this.language;
    }
  }

  paint() {
    const turns = this.open.turns.map((turn, number) => {
      const words = element("div", { class: "cr-words" });
      let at = turn.start;
      for (const segment of turn.segments ?? []) {
        if (segment.start > at) words.append(element("span", { "data-at": at }, cut(turn, at, segment.start)));
        segment.node = element("span", { class: "cr-segment", "data-segment": segment.number });
        words.append(segment.node);
        at = segment.end;
      }
      if (turn.end > at) words.append(element("span", { "data-at": at }, cut(turn, at, turn.end)));
      return element("div", { class: `cr-turn cr-${turn.kind}`, "data-turn": number },
        turn.speaker && element("div", { class: "cr-speaker" }, element("b", {}, turn.speaker), turn.role[this.language] && ` ${turn.role[this.language]}`), words);
    });
    clear(this.text, turns);
    this.text.setAttribute("aria-label", `${this.t("transcript")} ${this.open.transcript}`);
    for (const segment of this.open.segments) this.paintSegment(segment);
    this.text.scrollTop = 0;
  }

  /** A segment in pieces, so that each piece has one set of keywords and codings; behind it, a badge for each. */
  paintSegment(segment) {
    const turn = this.open.turns[segment.turn];
    const codings = this.open.codingsIn(segment);
    const hits = segment.items.flatMap((item) => item.hits.map((hit) => ({ ...hit, indicator: item.indicator })))
      .filter((hit) => hit.end - hit.start < segment.end - segment.start);
    const borders = new Set([segment.start, segment.end]);
    for (const one of [...codings, ...hits]) for (const at of [one.start, one.end]) if (at > segment.start && at < segment.end) borders.add(at);
    const sorted = [...borders].sort((a, b) => a - b);
    const pieces = sorted.slice(0, -1).map((start, number) => {
      const end = sorted[number + 1];
      const coded = codings.filter((one) => one.start <= start && one.end >= end);
      const hit = hits.find((one) => one.start <= start && one.end >= end);
      return element("span", {
        "data-at": start, class: `${coded.length ? "cr-coded" : ""} ${hit ? "cr-hit" : ""}`.trim() || null,
        style: coded.length || hit ? this.paintStyle(coded, hit) : null,
      }, cut(turn, start, end));
    });
    const answered = new Set();
    const badges = segment.items.map((item) => {
      const coding = this.open.answer(item);
      if (coding && item.indicator) answered.add(codingKey(coding));
      return this.badge(segment, { item, coding: item.indicator ? coding : null });
    });
    for (const one of codings) {
      if (!answered.has(codingKey(one)) && one.end > segment.start && one.end <= segment.end) badges.push(this.badge(segment, { coding: one }));
    }
    clear(segment.node, pieces, badges);
  }

  paintStyle(coded, hit) {
    const colours = coded.map((one) => `var(--cr-tint-${this.hue(one.indicator)})`);
    const bands = colours.map((colour, n) => `${colour} ${(100 * n) / colours.length}% ${(100 * (n + 1)) / colours.length}%`);
    const background = coded.length ? `background-image: linear-gradient(to bottom, ${bands.join(", ")});` : "";
    return background + (hit ? `--cr-here: var(--cr-hue-${this.hue(hit.indicator)})` : "");
  }

  hue(code) { return (Math.max(0, this.indicators.findIndex((one) => one.code === code)) % 9) + 1; }

  badge(segment, { item = null, coding = null }) {
    const state = item ? this.state(item) : "accepted";
    const code = coding?.indicator ?? item.indicator;
    const sign = coding ? SIGNS[coding.status] : state === "rejected" ? "✕" : state === "accepted" ? "✓" : "?";
    const waits = this.waitingSegments?.has(segment.number);
    const label = `${code ? this.name(code) : this.t("nothing")}: ${coding ? this.t(coding.status) : this.t(`state_${state}`)}`;
    return element("button", {
      class: "cr-badge", type: "button", tabindex: "-1", "data-state": state, "data-waits": waits || null, title: label, "aria-label": label,
      "data-item": item ? itemKey(item) : null, "data-coding": coding ? codingKey(coding) : null,
      style: code ? `--cr-here: var(--cr-hue-${this.hue(code)}); --cr-tint: var(--cr-tint-${this.hue(code)})` : null,
      onclick: (event) => {
        event.stopPropagation();
        this.unmark();
        this.stopAt(item ? { item } : { coding: codingKey(coding), at: coding.start });
        this.root.focus({ preventScroll: true });
      },
    }, `${code || "·"} ${sign}`, coding?.memo ? element("span", { class: "cr-memo-sign", title: coding.memo }, "✎") : "");
  }

  name(code) {
    const one = this.indicators.find((indicator) => indicator.code === code);
    return one ? `${code} ${one.short[this.language]}` : code;
  }

  state(item) { return this.open.shown.states[itemKey(item)] ?? "open"; }

  showQuestion(turnNumber = null) {
    if (!this.open) return;
    let number = turnNumber;
    if (number === null) {
      const top = this.text.scrollTop;
      const nodes = this.text.children;
      let low = 0, high = nodes.length - 1;
      while (low < high) { const middle = (low + high) >> 1; if (nodes[middle].offsetTop + nodes[middle].offsetHeight - this.text.offsetTop <= top + 4) low = middle + 1; else high = middle; }
      const here = this.stop && this.open.turns[this.stop.segment.turn] && this.text.children[this.stop.segment.turn];
      const visible = here && here.offsetTop - this.text.offsetTop + here.offsetHeight > top && here.offsetTop - this.text.offsetTop < top + this.text.clientHeight;
      number = visible ? this.stop.segment.turn : low;
    }
    const question = this.open.questionBefore(number);
    clear(this.ask_, element("span", { class: "cr-label" }, question?.speaker ? `${this.t("question")} (${question.speaker})` : this.t("question")),
      " ", question ? question.text.trim() : this.t("no_question"));
  }
}
