// The card of what is at hand, with why it is suggested, and the codebook below it.
import { SIGNS, STATUS_KEYS, clear, cut, element, itemKey } from "./dom.js";
import { Drawing } from "./drawing.js";

export class Card extends Drawing {
  showCard() {
    if (!this.open || !this.stop) return clear(this.card);
    if (this.card.contains(document.activeElement) && document.activeElement.tagName === "TEXTAREA") return;
    const { segment, item } = this.stop;
    const coding = this.coding();
    const code = coding?.indicator ?? item?.indicator ?? "";
    const parts = [];
    const marked = this.marked;
    if (marked) {
      parts.push(element("p", { class: "cr-marked" }, this.t("selection")), element("blockquote", {}, this.words(marked.start, marked.end)));
    }
    if (item) {
      const number = this.open.items.indexOf(item) + 1;
      const kind = { suggestions: "suggestion_of", elusion: "sample_of", consensus: "difference_of" }[this.mode];
      parts.push(element("p", { class: "cr-small" }, this.t(kind, { i: number, n: this.open.items.length }), " · ", this.t(`state_${this.state(item)}`)));
    } else {
      parts.push(element("p", { class: "cr-small" }, coding ? this.t("coding") : this.open.codingsIn(segment).length ? this.t("sentence_coded") : this.t("sentence")));
    }
    if (code) parts.push(element("h3", { class: "cr-code", style: `--cr-here: var(--cr-hue-${this.hue(code)})` }, this.name(code)));
    if (coding || !item) parts.push(element("blockquote", {}, coding ? this.words(coding.start, coding.end) : this.words(segment.start, segment.end)));
    if (item?.hits.length) parts.push(this.why(item));
    if (item?.claims.length) {
      parts.push(element("ul", { class: "cr-claims" }, item.claims.map((claim) => element("li", {},
        element("b", {}, claim.coder), ` ${claim.status ? `${this.t("holds")}: ${SIGNS[claim.status]} ${this.t(claim.status)}` : this.t("holds_not")}`,
        claim.memo && element("q", {}, claim.memo)))));
    }
    if (item) {
      parts.push(element("div", { class: "cr-row" },
        item.indicator && this.button("accept", () => this.accept(), { key: "a", extra: "cr-first", pressed: this.state(item) === "accepted" }),
        this.button(item.indicator ? "reject" : "nothing", () => this.reject(), { key: "r", pressed: this.state(item) === "rejected" })));
    } else if (coding) {
      parts.push(element("div", { class: "cr-row" }, this.button("reject", () => this.reject(), { key: "r" })));
    }
    parts.push(element("div", { class: "cr-row cr-statuses", role: "group", "aria-label": this.t("status") }, Object.entries(STATUS_KEYS).map(([key, status]) =>
      this.button(status, () => this.setStatus(status), { key, pressed: (coding?.status ?? null) === status, extra: `cr-status ${!coding && item?.status === status ? "cr-proposed" : ""}`, label: `${SIGNS[status]} ${this.t(status)}` }))));
    const subcodes = this.indicators.find((one) => one.code === code)?.subcodes ?? [];
    if (coding && subcodes.length) {
      parts.push(element("div", { class: "cr-row", role: "group", "aria-label": this.t("part") }, subcodes.map((sub) =>
        this.button(sub.key, () => this.setPart(sub.key), { key: "b", pressed: coding.subcode === sub.key, label: sub.label[this.language] }))));
    }
    parts.push(element("div", { class: "cr-indicators", role: "group", "aria-label": this.t("indicator") }, this.indicators.map((one, number) =>
      element("button", {
        class: "cr-indicator", type: "button", "data-name": `indicator ${one.code}`, "aria-pressed": String(one.code === code), style: `--cr-here: var(--cr-hue-${this.hue(one.code)})`,
        onclick: () => this.digit(number, false), title: one.label[this.language],
      }, element("kbd", {}, String(number + 1)), ` ${one.short[this.language]}`))));
    parts.push(this.memoField(coding, item));
    clear(this.card, parts);
    this.showBook(code || this.lastCode || this.indicators[0]?.code);
  }

  why(item) {
    const percent = Math.round(100 * item.score);
    return element("dl", { class: "cr-why" },
      element("dt", {}, this.t("keyword")), element("dd", {}, [...new Set(item.hits.map((hit) => hit.keyword))].join("; ")),
      item.hits[0].cue && [element("dt", {}, this.t("cue")), element("dd", {}, `${item.hits[0].cue} → ${this.t(item.status)}`)],
      !item.hits[0].cue && [element("dt", {}, this.t("suggested_status")), element("dd", {}, `${SIGNS[item.status]} ${this.t(item.status)}`)],
      element("dt", {}, this.t("score")), element("dd", {}, element("meter", { min: 0, max: 1, value: item.score, "aria-label": this.t("score_label", { s: item.score.toFixed(2) }) }), ` ${(percent / 100).toFixed(2)}`),
      element("dt", {}, this.t("why")), element("dd", {}, item.hits[0].reason[this.language]));
  }

  memoField(coding, item) {
    const id = `cr-memo-${this.view}`;
    const before = coding?.memo ?? (item && this.memos.get(itemKey(item))) ?? "";
    const field = element("textarea", { id, class: "cr-input cr-memo", rows: "2", placeholder: this.t("memo_hint") });
    field.value = before;
    let closed = false;
    const close = (keep) => {
      if (closed) return;
      closed = true;
      if (keep && field.value !== before) this.setMemo(field.value, coding, item);
      field.blur();
      closed = false;
      this.showCard();
      this.root.focus({ preventScroll: true });
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { field.value = before; close(false); event.preventDefault(); }
      if (event.key === "Enter" && !event.shiftKey) { close(true); event.preventDefault(); }
    });
    // Words typed into the memo are not lost when the coder clicks elsewhere.
    field.addEventListener("blur", () => { if (!closed && field.value !== before) this.setMemo(field.value, coding, item); });
    return element("div", { class: "cr-memo-box" }, element("label", { for: id }, this.t("memo"), " ", element("kbd", { "aria-hidden": "true" }, "m")), field);
  }

  showBook(code) {
    this.lastCode = code;
    const one = this.indicators.find((indicator) => indicator.code === code);
    if (!one || (this.booked === code + this.language && this.book.children.length)) return;
    this.booked = code + this.language;
    const l = this.language;
    const listed = (title, texts, open = false) => texts?.length > 0 && element("details", { open }, element("summary", {}, title), element("ul", {}, texts.map((text) => element("li", {}, text))));
    clear(this.book, element("h4", {}, `${this.t("codebook")}: ${one.code} ${one.label[l]}`), element("p", {}, one.definition[l]),
      listed(this.t("include"), one.include[l], true), listed(this.t("exclude"), one.exclude[l], true),
      listed(this.t("examples"), one.examples.map((example) => `${SIGNS[example.status] ?? ""} ${example.text[l]}`)),
      listed(this.t("counter_examples"), one.counter_examples.map((example) => example.text[l])));
  }

  words(start, end) {
    const turn = this.open.turns.find((one) => one.start <= start && end <= one.end);
    return turn ? cut(turn, start, end) : "";
  }
}
