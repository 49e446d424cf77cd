// What lies over the screen: help, search, codings that lost their place, notices.
import { SIGNS, clear, element } from "./dom.js";
import { Deciding } from "./deciding.js";

export class Panels extends Deciding {
  showPanel(title, ...content) {
    this.before = document.activeElement;
    const close = this.button("close", () => this.closePanel(), { key: "Esc" });
    clear(this.panel, element("div", { class: "cr-panel-head" }, element("h3", {}, title), close), content);
    this.panel.setAttribute("aria-label", title);
    this.panel.hidden = false;
    (this.panel.querySelector("input") ?? close).focus();
  }

  closePanel() {
    this.panel.hidden = true;
    this.root.focus({ preventScroll: true });
  }

  showHelp() {
    const keys = (title, rows) => element("section", {}, element("h4", {}, this.t(title)), element("dl", { class: "cr-keys" },
      rows.map(([name, what]) => [element("dt", {}, name.split(" ").map((one) => element("kbd", {}, one))), element("dd", {}, this.t(what))])));
    this.showPanel(this.t("help_title"), element("div", { class: "cr-columns" },
      keys("keys_decide", [["a Enter", "k_accept"], ["r Del", "k_reject"], [`1…${this.indicators.length}`, "k_digit"], [`Shift+1…${this.indicators.length}`, "k_shift_digit"], ["p s n u", "k_status"], ["b", "k_part"], ["m", "k_memo"]]),
      keys("keys_move", [["j k ↓ ↑", "k_next"], ["Space", "k_open"], ["→ ←", "k_sentence"], ["g", "k_turn"], [". ,", "k_transcript"]]),
      keys("keys_span", [["Shift+→ Shift+←", "k_select"], ["] [", "k_end"], ["} {", "k_begin"], ["+ -", "k_widen"], ["x", "k_split"]]),
      keys("keys_other", [["z y", "k_undo"], ["/", "k_search"], ["f", "k_finish"], ["?", "k_help"], ["Esc", "k_escape"]])),
    element("p", { class: "cr-small" }, this.t("help_note")));
  }

  showSearch() {
    const input = element("input", { class: "cr-input", type: "search", "aria-label": this.t("search_label"), placeholder: this.t("search_label") });
    const found = element("div", { class: "cr-found" });
    const told = element("p", { class: "cr-small", role: "status" });
    input.addEventListener("keydown", async (event) => {
      event.stopPropagation();
      if (event.key === "Escape") return this.closePanel();
      if (event.key === "ArrowDown") { event.preventDefault(); return found.querySelector("button")?.focus(); }
      if (event.key !== "Enter" || !input.value.trim()) return null;
      event.preventDefault();
      const answer = await this.question({ do: "search", word: input.value });
      const lines = answer.found ?? [];
      told.textContent = answer.ok ? (lines.length ? this.t("search_found", { n: lines.length }) : this.t("search_none")) : answer.problem;
      clear(found, lines.map((line) => element("button", {
        class: "cr-line", type: "button",
        onclick: async () => {
          this.closePanel();
          if (line.transcript !== this.open.transcript) await this.openTranscript(line.transcript);
          const segment = this.open.byName.get(line.segment);
          if (segment) this.goTo(segment);
        },
      }, element("span", { class: "cr-small" }, line.segment), element("span", { class: "cr-left" }, line.left), element("b", {}, line.word), element("span", { class: "cr-right" }, line.right))));
      return null;
    });
    found.addEventListener("keydown", (event) => {
      const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
      if (step) { event.preventDefault(); event.stopPropagation(); (document.activeElement[step] ?? (step[0] === "p" ? input : null))?.focus(); }
    });
    this.showPanel(this.t("search"), input, told, found);
  }

  /** Codings whose words cannot be found with certainty: the coder places them, or gives them up. */
  showLost() {
    this.showPanel(this.t("lost", { n: this.lost.length }), element("p", {}, this.t("lost_explained")),
      this.lost.map((one) => element("div", { class: "cr-lost" },
        element("p", {}, element("b", {}, `${one.transcript} · ${this.name(one.indicator)} ${SIGNS[one.status] ?? ""}`), ` (${this.t(`lost_${one.how}`)})`),
        element("blockquote", {}, element("span", { class: "cr-small" }, `…${one.prefix}`), element("mark", {}, one.quote), element("span", { class: "cr-small" }, `${one.suffix}…`)),
        one.memo && element("p", { class: "cr-small" }, one.memo),
        element("div", { class: "cr-row" },
          one.how !== "missing" && this.button("place", () => this.placeLost(one)),
          this.button("give_up", () => this.settleLost(one, [{ action: "reject", lost: one.line }], []))))));
  }

  async placeLost(one) {
    if (this.open.transcript !== one.transcript) { this.closePanel(); await this.openTranscript(one.transcript); return; }
    const span = this.marked ?? (this.stop && !this.stop.item ? this.stop.segment : null);
    if (!span) { this.closePanel(); this.tell(this.t("one_turn"), "note"); return; }
    const put = { start: span.start, end: span.end, indicator: one.indicator, status: one.status, memo: one.memo, subcode: "" };
    this.settleLost(one, [this.line("change", span, { lost: one.line })], [{ put }]);
  }

  settleLost(one, lines, operations) {
    this.closePanel();
    this.unmark();
    const name = this.open.transcript;
    if (one.transcript !== name && one.how !== "missing") this.openTranscript(one.transcript);
    const transcript = one.how === "missing" ? name : one.transcript;
    this.send(this.label(one.indicator, one.quote), { do: "decide", transcript, lines }, one.transcript, operations);
    this.post({ do: "refresh" });
  }

  tell(words, kind) {
    // What is not saved must stay in sight until it is closed or mended: a passing note does not take its place.
    if (kind === "note" && (this.trouble === "trouble" || this.trouble === "silent")) return this.report(words);
    this.trouble = kind;
    clear(this.notice, words, " ", element("button", { class: "cr-button", type: "button", "aria-label": this.t("close"), onclick: () => this.untell() }, "×"));
    this.notice.dataset.kind = kind;
    this.notice.hidden = false;
    clearTimeout(this.fading);
    if (kind === "note") this.fading = setTimeout(() => this.untell(), 6000);
    return null;
  }

  untell() {
    this.trouble = "";
    this.notice.hidden = true;
  }

  report(words) { if (words) this.live.textContent = words; }
}
