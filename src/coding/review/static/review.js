// The review: a transcript as it is read, what the machine suggests in it, and one key a decision.
//
// Data flow one way: key → lines for the log and a prediction → screen ("being saved") → kernel → log on the disk →
// what changed → screen ("saved"). What the kernel told stands in `confirmed`; predictions not yet answered are laid
// over it, in order, each time something changes. Nothing is shown as saved before the kernel said so.
//
// All text is set as text, never as HTML. Offsets are code points of the canonical text, as everywhere in the project.

const STATUSES = ["present", "partial", "absent", "unclear"];
const STATUS_KEYS = { p: "present", s: "partial", n: "absent", u: "unclear" };
const SIGNS = { present: "●", partial: "◐", absent: "○", unclear: "?" };
const PATIENCE = 4000; // milliseconds after which a silent kernel is told of

// ---------------------------------------------------------------------------------------------------- small helpers

function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const clear = (node, ...children) => node.replaceChildren(...children.flat().filter(Boolean));
const codingKey = (one) => `${one.start}-${one.end}-${one.indicator}`;
const itemKey = (one) => `${one.segment}:${one.indicator}`;
const overlap = (a, b, c, d) => Math.max(0, Math.min(b, d) - Math.max(a, c));
const count = (text) => { let n = 0; for (const _ of text) n += 1; return n; };

/** The text between two code points. */
function cut(turn, start, end) {
  if (!turn.points) turn.points = /[\ud800-\udfff]/.test(turn.text) ? Array.from(turn.text) : turn.text;
  const part = turn.points.slice(start - turn.start, end - turn.start);
  return typeof part === "string" ? part : part.join("");
}

const length = (turn) => (cut(turn, turn.start, turn.start), turn.points.length);

// ---------------------------------------------------------------------------------------------------- one transcript

/** What is known of the open transcript. confirmed: as the kernel told. shown: with the predictions laid over it. */
class Transcript {
  constructor(opened) {
    Object.assign(this, opened);
    this.segments = opened.segments.map(([name, start, end]) => ({ name, start, end, items: [] }));
    for (const turn of this.turns) turn.end = turn.start + length(turn);
    let at = 0;
    this.segments.forEach((segment, number) => {
      while (this.turns[at].end <= segment.start) at += 1;
      segment.number = number;
      segment.turn = at;
      (this.turns[at].segments ??= []).push(segment);
    });
    this.byName = new Map(this.segments.map((segment) => [segment.name, segment]));
    for (const item of this.items) this.byName.get(item.segment).items.push(item);
    this.confirmed = { codings: new Map(this.codings.map((one) => [codingKey(one), one])), states: { ...opened.states } };
    this.predict([]);
  }

  /** Lay predictions over what is confirmed. An operation puts or drops a coding, or sets an item's state. */
  predict(operations) {
    const codings = new Map(this.confirmed.codings);
    const states = { ...this.confirmed.states };
    for (const { put, drop, item, state } of operations) {
      if (put) codings.set(codingKey(put), put);
      if (drop) codings.delete(drop);
      if (item) states[item] = state;
    }
    this.shown = { codings, states };
  }

  /** Take over what the kernel told. Returns the spans that it touches. */
  confirm(patch) {
    const touched = [];
    for (const name of patch.gone) {
      if (this.confirmed.codings.has(name)) touched.push(this.confirmed.codings.get(name));
      this.confirmed.codings.delete(name);
    }
    for (const one of patch.codings) {
      this.confirmed.codings.set(codingKey(one), one);
      touched.push(one);
    }
    for (const [name, state] of Object.entries(patch.states)) {
      this.confirmed.states[name] = state;
      const segment = this.byName.get(name.slice(0, name.lastIndexOf(":")));
      if (segment) touched.push(segment);
    }
    this.progress = patch.progress;
    return touched;
  }

  codingsIn(segment) {
    const found = [];
    for (const one of this.shown.codings.values()) {
      if (overlap(one.start, one.end, segment.start, segment.end) > 0) found.push(one);
    }
    return found.sort((a, b) => a.start - b.start || a.indicator.localeCompare(b.indicator));
  }

  /** The coder's coding that answers an item: of its indicator, with the largest share of its segment. */
  answer(item) {
    const segment = this.byName.get(item.segment);
    const share = (one) => overlap(one.start, one.end, segment.start, segment.end);
    return this.codingsIn(segment)
      .filter((one) => !item.indicator || one.indicator === item.indicator)
      .sort((a, b) => share(b) - share(a))[0];
  }

  /** Everything one can stop at, in the order of the text: items, and codings that answer none. */
  stops() {
    const stops = [];
    const answered = new Set();
    for (const item of this.items) {
      stops.push({ at: item.start, indicator: item.indicator, item });
      const coding = this.answer(item);
      if (coding) answered.add(codingKey(coding));
    }
    for (const [name, coding] of this.shown.codings) {
      if (!answered.has(name)) stops.push({ at: coding.start, indicator: coding.indicator, coding: name });
    }
    return stops.sort((a, b) => a.at - b.at || a.indicator.localeCompare(b.indicator));
  }

  segmentAt(offset) {
    return this.segments.find((segment) => segment.end > offset) ?? this.segments[this.segments.length - 1];
  }

  questionBefore(turnNumber) {
    for (let number = turnNumber; number >= 0; number -= 1) {
      if (this.turns[number].kind === "interviewer") return this.turns[number];
    }
    return null;
  }
}

// ---------------------------------------------------------------------------------------------------- the screen

class Screen {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.view = Math.random().toString(36).slice(2);
    this.setup = model.get("setup");
    this.language = this.setup.language;
    this.indicators = this.setup.codebook;
    this.pending = []; // decisions on their way: { n, what, transcript, operations, sent }
    this.waiting = new Map(); // n → resolve, for questions to the kernel
    this.n = 0;
    this.stop = null; // where the coder is: { segment, item } or { segment, coding } or { segment }
    this.memos = new Map(); // memos written before their decision
    this.savedAt = "";
    this.trouble = "";
    this.heard = (message) => this.answered(message);
    model.on("msg:custom", this.heard);
    this.root.classList.add("cr-root");
    Object.entries({ tabindex: "0", role: "region", "data-lm-suppress-shortcuts": "true" }).forEach(([k, v]) => root.setAttribute(k, v));
    this.onKey = (event) => this.key(event);
    root.addEventListener("keydown", this.onKey);
    this.onFocus = () => { if (this.begun && document.visibilityState === "visible") this.post({ do: "refresh" }); };
    window.addEventListener("focus", this.onFocus);
    this.onLeave = (event) => { if (this.pending.length) event.preventDefault(); };
    window.addEventListener("beforeunload", this.onLeave);
    this.clock = setInterval(() => this.watch(), 1000);
    this.build();
    if (this.setup.begun) this.begin(this.setup.begun);
    else this.ask();
  }

  leave() {
    this.model.off("msg:custom", this.heard);
    window.removeEventListener("focus", this.onFocus);
    window.removeEventListener("beforeunload", this.onLeave);
    clearInterval(this.clock);
  }

  t(name, values = {}) {
    return Object.entries({ n: this.indicators.length, ...values }).reduce(
      (text, [key, value]) => text.replaceAll(`{${key}}`, value),
      this.setup.words[name]?.[this.language] ?? name,
    );
  }

  // ------------------------------------------------------------------------------------------ talking to the kernel

  post(message) {
    this.n += 1;
    this.model.send({ ...message, n: this.n, view: this.view });
    return this.n;
  }

  question(message) {
    return new Promise((resolve) => this.waiting.set(this.post(message), resolve));
  }

  answered(message) {
    const mine = message.view === this.view;
    for (const patch of message.patches ?? []) this.patch(patch, mine ? message.n : null);
    if (!mine) return;
    if (message.overview) this.renew(message.overview);
    if (this.waiting.has(message.n)) {
      this.waiting.get(message.n)(message);
      this.waiting.delete(message.n);
      return;
    }
    const place = this.pending.findIndex((one) => one.n === message.n);
    if (place >= 0) this.settle(this.pending.splice(place, 1)[0], message);
    if (message.news) this.tell(this.t(message.news < 0 ? "anew" : "news", { n: message.news }), "note");
  }

  settle(decision, message) {
    this.keepPending();
    if (message.ok) {
      this.savedAt = new Date().toLocaleTimeString(this.language === "id" ? "id-ID" : "en-GB");
      if (!this.pending.length && this.trouble === "silent") this.untell();
      if (decision.undoing) this.undone(decision.undoing, message);
    } else {
      this.tell(`${this.t("not_saved")}: ${decision.what}. ${message.problem}`, "trouble");
    }
    this.repaint(this.spans(decision.operations));
    this.report(message.ok && !decision.undoing && !this.pending.length ? `${decision.what}: ${this.t("saved")}` : "");
  }

  patch(patch, n) {
    const line = this.overview.find((one) => one.transcript === patch.transcript);
    if (line) Object.assign(line, patch.progress);
    if (this.open?.transcript !== patch.transcript) return this.showList();
    const touched = this.open.confirm(patch);
    this.repaint(touched, n);
  }

  /** Spans that some operations touch. */
  spans(operations) {
    return operations.flatMap(({ put, drop, item }) => {
      if (put) return [put];
      if (drop) { const [start, end] = drop.split("-").map(Number); return [{ start, end }]; }
      return [this.open?.byName.get(item.slice(0, item.lastIndexOf(":")))].filter(Boolean);
    });
  }

  repaint(touched, answeredNow = null) {
    if (!this.open) return;
    const waiting = this.pending.filter((one) => one.transcript === this.open.transcript && one.n !== answeredNow);
    this.open.predict(waiting.flatMap((one) => one.operations));
    for (const segment of this.open.segments) {
      if (touched.some((one) => overlap(one.start, one.end, segment.start, segment.end) > 0)) this.paintSegment(segment);
    }
    this.mark();
    this.showCard();
    this.showHead();
    this.showList();
  }

  /** One act: lines for the log, and what the screen will show until the kernel has answered. */
  decide(what, lines, operations) {
    const transcript = this.open.transcript;
    const n = this.post({ do: "decide", transcript, lines });
    this.pending.push({ n, what, transcript, operations, sent: performance.now() });
    this.keepPending();
    this.repaint(this.spans(operations));
    this.report(`${what}: ${this.t("saving", { n: this.pending.length })}`);
  }

  /** A page that is closed, or a kernel that is killed, must not let a key press vanish unsaid. */
  keepPending() {
    try {
      const key = `coding-review:${this.setup.district}:${this.coder}`;
      if (this.pending.length) localStorage.setItem(key, JSON.stringify(this.pending.map((one) => one.what)));
      else localStorage.removeItem(key);
    } catch { /* a browser without storage: the log is what counts */ }
  }

  takeUnconfirmed() {
    try {
      const key = `coding-review:${this.setup.district}:${this.coder}`;
      const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
      localStorage.removeItem(key);
      return kept;
    } catch { return []; }
  }

  watch() {
    const oldest = this.pending[0];
    if (!oldest || performance.now() - oldest.sent < PATIENCE) return;
    const what = this.pending.map((one) => one.what).slice(0, 5).join("; ");
    this.tell(this.t("silent", { n: this.pending.length, what }), "silent");
    this.showHead();
  }

  undone(kind, message) {
    if (!message.about) return this.tell(this.t(kind === "undo" ? "nothing_to_undo" : "nothing_to_redo"), "note");
    const { transcript, start, quote, indicator, action } = message.about;
    const words = quote ? `${indicator ? `${indicator} · ` : ""}“${quote.slice(0, 60)}”` : this.t(action === "complete" ? "complete" : "nothing");
    this.tell(`${this.t(kind === "undo" ? "undone" : "redone")}: ${words}`, "note");
    this.report(`${this.t(kind === "undo" ? "undone" : "redone")}: ${words}`);
    if (transcript !== this.open?.transcript) this.openTranscript(transcript, quote ? start : null);
    else if (quote) this.goTo(this.open.segmentAt(start), indicator);
    if (message.patches.some((one) => one.progress.lost) || this.lost.length) this.post({ do: "refresh" });
  }

  // ------------------------------------------------------------------------------------------ beginning

  ask() {
    const name = element("input", { class: "cr-input", id: `cr-name-${this.view}`, autocomplete: "off", pattern: "[a-z0-9][a-z0-9\\-]*" });
    const mode = element("select", { class: "cr-input", id: `cr-mode-${this.view}` },
      this.setup.modes.map((one) => element("option", { value: one, selected: one === this.setup.mode }, this.t(`mode_${one}`))));
    const problem = element("p", { class: "cr-problem", role: "alert" });
    const form = element("form", { class: "cr-start" },
      element("h3", {}, this.t("start_title")),
      element("label", { for: name.id }, this.t("start_name")), name,
      element("label", { for: mode.id }, this.t("start_mode")), mode,
      element("button", { class: "cr-button cr-first", type: "submit" }, this.t("start")), problem);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await this.question({ do: "begin", coder: name.value, mode: mode.value });
      if (answer.ok) this.begin(answer.begun);
      else problem.textContent = answer.problem;
    });
    clear(this.text, form);
    this.showHead();
  }

  begin(begun) {
    this.begun = true;
    this.coder = begun.coder;
    this.mode = begun.mode;
    this.renew(begun);
    const unconfirmed = this.takeUnconfirmed();
    if (unconfirmed.length) this.tell(this.t("unconfirmed", { what: unconfirmed.join("; ") }), "trouble");
    else if (begun.torn) this.tell(this.t("torn"), "note");
    const first = this.overview.find((one) => one.done < one.items) ?? this.overview.find((one) => !one.completed) ?? this.overview[0];
    this.openTranscript(first.transcript);
  }

  renew({ transcripts, lost }) {
    this.overview = transcripts;
    this.lost = lost;
    this.showList();
    this.showHead();
  }

  async openTranscript(name, offset = null) {
    const answer = await this.question({ do: "open", transcript: name });
    if (!answer.ok) return this.tell(answer.problem, "trouble");
    this.open = new Transcript(answer.opened);
    this.unmark();
    this.paint();
    if (offset !== null) this.goTo(this.open.segmentAt(offset));
    else this.firstOpen();
    this.showHead();
    this.showList();
    this.root.focus({ preventScroll: true });
  }

  firstOpen() {
    const stops = this.open.stops();
    const next = stops.find((stop) => stop.item && this.state(stop.item) === "open") ?? stops[0];
    if (next) this.stopAt(next);
    else if (this.open.segments.length) this.goTo(this.open.segments[0]);
  }

  // ------------------------------------------------------------------------------------------ drawing

  build() {
    this.head = element("div", { class: "cr-head" });
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
      class: `cr-button ${extra}`, type: "button", "aria-pressed": pressed === null ? null : String(pressed),
      title: key ? `${label ?? this.t(name)} (${key})` : null, onclick: press,
    }, label ?? this.t(name), key && element("kbd", { "aria-hidden": "true" }, key));
  }

  showHead() {
    this.root.setAttribute("aria-label", `${this.t("app")}: ${this.setup.title[this.language]}`);
    const total = { items: 0, done: 0, codings: 0 };
    for (const one of this.overview ?? []) for (const name of Object.keys(total)) total[name] += one[name];
    const bar = total.items && element("progress", { class: "cr-bar", max: total.items, value: total.done, "aria-label": this.t("progress", { ...total, left: total.items - total.done }) });
    const silent = this.trouble === "silent" || this.trouble === "trouble";
    const state = this.pending.length ? (silent ? "trouble" : "saving") : this.savedAt ? "saved" : "new";
    const words = { trouble: this.t("not_saved"), saving: this.t("saving", { n: this.pending.length }), saved: this.t("saved_at", { t: this.savedAt }), new: this.t("nothing_yet") }[state];
    clear(this.head,
      element("strong", {}, this.setup.title[this.language]),
      this.setup.reconstructed && element("span", { class: "cr-tag" }, this.t("reconstruction")),
      this.begun && element("span", { class: "cr-tag cr-coder" }, this.coder, " · ", this.t(`short_${this.mode}`)),
      bar, this.begun && element("span", { class: "cr-count" }, total.items ? this.t("progress", { ...total, left: total.items - total.done }) : this.t("codings", { n: total.codings })),
      this.begun && element("span", { class: "cr-saved", "data-state": state }, words),
      element("span", { class: "cr-tools", role: "toolbar", "aria-label": this.t("toolbar") },
        this.begun && [
          this.lost?.length > 0 && this.button("lost", () => this.showLost(), { extra: "cr-warn", label: this.t("lost", { n: this.lost.length }) }),
          this.button("undo", () => this.again("undo"), { key: "z" }),
          this.button("redo", () => this.again("redo"), { key: "y" }),
          this.button("search", () => this.showSearch(), { key: "/" }),
          this.button("complete", () => this.finish(), { key: "f", pressed: this.open?.progress.completed ?? false }),
        ],
        this.button("help", () => this.showHelp(), { key: "?" }),
        this.button("wide", () => (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen?.())),
        this.button("language", () => this.switchLanguage())));
    clear(this.foot, this.begun && this.t("hint"));
  }

  switchLanguage() {
    this.language = this.language === "id" ? "en" : "id";
    this.showHead();
    if (!this.begun) return this.ask();
    this.showList();
    this.paint();
    this.mark();
    this.showCard();
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
    const waits = this.pending.some((one) => one.transcript === this.open.transcript && this.spans(one.operations).some((span) => overlap(span.start, span.end, segment.start, segment.end) > 0));
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

  // ------------------------------------------------------------------------------------------ the card of what is at hand

  showCard() {
    if (!this.open || !this.stop) return clear(this.card);
    if (this.card.contains(document.activeElement) && document.activeElement.tagName === "TEXTAREA") return;
    const { segment, item } = this.stop;
    const coding = this.coding();
    const code = coding?.indicator ?? item?.indicator ?? "";
    const parts = [];
    if (this.marked) {
      parts.push(element("p", { class: "cr-marked" }, this.t("selection")), element("blockquote", {}, this.words(this.marked.start, this.marked.end)));
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
        class: "cr-indicator", type: "button", "aria-pressed": String(one.code === code), style: `--cr-here: var(--cr-hue-${this.hue(one.code)})`,
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

  // ------------------------------------------------------------------------------------------ where the coder is

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
    this.showCard();
    const node = this.stop.segment.node.getBoundingClientRect();
    const box = this.text.getBoundingClientRect();
    if (node.top < box.top + 40 || node.bottom > box.bottom - 60) this.text.scrollTop += node.top - box.top - box.height * 0.35;
    const { segment, item } = this.stop;
    const coding = this.coding();
    const code = coding?.indicator ?? item?.indicator;
    const turn = this.open.turns[segment.turn];
    this.report(`${turn.speaker}: ${this.words(segment.start, segment.end)}${code ? ` · ${this.name(code)}` : ""}${item ? `, ${this.t(`state_${this.state(item)}`)}` : ""}${coding ? `, ${this.t(coding.status)}` : ""}`);
  }

  mark() {
    this.text.querySelectorAll(".cr-current").forEach((node) => node.classList.remove("cr-current"));
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

  // ------------------------------------------------------------------------------------------ words that are marked

  selecting() {
    const range = this.range();
    const before = this.marked && `${this.marked.start}-${this.marked.end}`;
    this.marked = range;
    if ((range && `${range.start}-${range.end}`) !== before) {
      if (range) { const segment = this.open.segmentAt(range.start); if (!this.stop || this.stop.segment !== segment) { this.stop = { segment }; this.mark(); } }
      this.showCard();
    }
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
    this.marked = null;
  }

  /** Marks words from the keyboard, beginning with the first of the sentence at hand. */
  extend(direction) {
    const selection = document.getSelection();
    if (!this.marked) {
      const first = this.stop?.segment.node.querySelector("[data-at]")?.firstChild;
      if (!first) return;
      selection.setBaseAndExtent(first, 0, first, 0);
    }
    selection.modify("extend", direction, "word");
    if (direction === "forward" && !this.range()) selection.modify("extend", direction, "word");
  }

  // ------------------------------------------------------------------------------------------ deciding

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
    return this.open.items.filter((one) => one.indicator === put.indicator && overlap(put.start, put.end, one.start, one.end) * 2 >= one.end - one.start)
      .map((one) => [itemKey(one), "accepted"]);
  }

  /** The status that a coder most likely means: that of a suggestion of this indicator on these words, or present. */
  guess(indicator, span) {
    const item = this.open.items.find((one) => one.indicator === indicator && overlap(span.start, span.end, one.start, one.end) > 0);
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
    const n = this.post({ do: kind });
    this.pending.push({ n, what: this.t(kind), transcript: this.open.transcript, operations: [], sent: performance.now(), undoing: kind });
    this.showHead();
  }

  finish() {
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

  // ------------------------------------------------------------------------------------------ panels

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
    const span = this.placing ?? this.marked ?? (this.stop && !this.stop.item ? this.stop.segment : null);
    if (!span) { this.closePanel(); this.tell(this.t("one_turn"), "note"); return; }
    const put = { start: span.start, end: span.end, indicator: one.indicator, status: one.status, memo: one.memo, subcode: "" };
    this.settleLost(one, [this.line("change", span, { lost: one.line })], [{ put }]);
  }

  settleLost(one, lines, operations) {
    this.closePanel();
    this.unmark();
    const name = this.open.transcript;
    if (one.transcript !== name && one.how !== "missing") this.openTranscript(one.transcript);
    const n = this.post({ do: "decide", transcript: one.how === "missing" ? name : one.transcript, lines });
    this.pending.push({ n, what: this.label(one.indicator, one.quote), transcript: one.transcript, operations, sent: performance.now() });
    this.repaint(this.spans(operations));
    this.post({ do: "refresh" });
  }

  tell(words, kind) {
    this.trouble = kind;
    clear(this.notice, words, " ", element("button", { class: "cr-button", type: "button", "aria-label": this.t("close"), onclick: () => this.untell() }, "×"));
    this.notice.dataset.kind = kind;
    this.notice.hidden = false;
    clearTimeout(this.fading);
    if (kind === "note") this.fading = setTimeout(() => this.untell(), 6000);
  }

  untell() {
    this.trouble = "";
    this.notice.hidden = true;
  }

  report(words) { if (words) this.live.textContent = words; }

  // ------------------------------------------------------------------------------------------ keys

  key(event) {
    // JupyterLab must not take the keys for its own, whatever they do here.
    event.stopPropagation();
    if (event.target.closest("input, textarea, select")) return;
    if (!this.begun || !this.open) return;
    if (!this.panel.hidden) {
      if (event.key === "Escape") { event.preventDefault(); this.closePanel(); }
      return this.keepFocus(event);
    }
    const command = event.ctrlKey || event.metaKey;
    const name = command ? { z: event.shiftKey ? "y" : "z", Z: "y", y: "y", f: "/" }[event.key] : event.key;
    if (!name || event.altKey) return;
    // A button that has the focus is pressed by its own keys.
    if (event.target.closest("button, summary") && (name === "Enter" || name === " ")) return;
    if (this.press(name, event)) event.preventDefault();
  }

  press(name, event) {
    const digit = /^Digit([1-9])$/.exec(event.code ?? "") ?? /^Numpad([1-9])$/.exec(event.code ?? "");
    if (digit && !event.ctrlKey && !event.metaKey) { this.digit(Number(digit[1]) - 1, event.shiftKey); return true; }
    if (STATUS_KEYS[name]) { this.setStatus(STATUS_KEYS[name]); return true; }
    const actions = {
      a: () => this.accept(), Enter: () => this.accept(), r: () => this.reject(), Delete: () => this.reject(), Backspace: () => this.reject(),
      j: () => this.move(1), ArrowDown: () => this.move(1), k: () => this.move(-1), ArrowUp: () => this.move(-1), " ": () => this.nextOpen(),
      ArrowRight: () => (event.shiftKey ? this.extend("forward") : this.sentence(1)), ArrowLeft: () => (event.shiftKey ? this.extend("backward") : this.sentence(-1)),
      g: () => this.nextTurn(), ".": () => this.transcriptBy(1), ",": () => this.transcriptBy(-1),
      m: () => this.card.querySelector("textarea")?.focus(), b: () => this.nextPart(),
      "]": () => this.stretch("end", 1), "[": () => this.stretch("end", -1), "}": () => this.stretch("start", 1), "{": () => this.stretch("start", -1),
      "+": () => this.widen(1), "=": () => this.widen(1), "-": () => this.widen(-1), x: () => this.split(),
      z: () => this.again("undo"), y: () => this.again("redo"), "/": () => this.showSearch(), f: () => this.finish(), "?": () => this.showHelp(),
      Escape: () => { this.unmark(); this.untell(); this.showCard(); },
    };
    if (!actions[name]) return false;
    actions[name]();
    return true;
  }

  /** A dialog keeps the focus. */
  keepFocus(event) {
    if (event.key !== "Tab") return;
    const stops = [...this.panel.querySelectorAll("button, input")];
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops[stops.length - 1] : stops[0])?.focus(); }
  }
}

function render({ model, el }) {
  const root = element("div");
  el.append(root);
  const screen = new Screen(model, root);
  return () => { screen.leave(); document.removeEventListener("selectionchange", screen.onSelect); };
}

export default { render };
