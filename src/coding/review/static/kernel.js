// Talking to the kernel: what is asked and decided, what is on its way, what is saved. And how a review begins.
import { element, clear, overlap } from "./dom.js";
import { Transcript } from "./transcript.js";

const PATIENCE = 4000; // milliseconds after which a silent kernel is told of

export class Kernel {
  t(name, values = {}) {
    return Object.entries({ n: this.indicators.length, ...values }).reduce(
      (text, [key, value]) => text.replaceAll(`{${key}}`, value),
      this.setup.words[name]?.[this.language] ?? name,
    );
  }

  post(message) {
    this.n += 1;
    this.model.send({ ...message, n: this.n, view: this.view });
    return this.n;
  }

  question(message) {
    return new Promise((resolve) => this.waiting.set(this.post(message), { resolve, sent: performance.now() }));
  }

  /** A message that decides something: on its way until the kernel answers. operations: what the screen shows meanwhile. */
  send(what, message, transcript, operations = [], more = {}) {
    this.pending.push({ n: this.post(message), what, transcript, operations, sent: performance.now(), ...more });
    this.keepPending();
    this.repaint(this.spans(operations));
    this.report(`${what}: ${this.t("saving", { n: this.pending.length })}`);
  }

  answered(message) {
    const mine = message.view === this.view;
    for (const patch of message.patches ?? []) this.patch(patch, mine ? message.n : null);
    if (!mine) return;
    if (message.overview) this.renew(message.overview);
    if (this.waiting.has(message.n)) {
      const { resolve } = this.waiting.get(message.n);
      this.waiting.delete(message.n);
      this.calm();
      resolve(message);
      return;
    }
    const place = this.pending.findIndex((one) => one.n === message.n);
    if (place >= 0) this.settle(this.pending.splice(place, 1)[0], message);
    if (message.news) this.tell(this.t(message.news < 0 ? "anew" : "news", { n: message.news }), "note");
  }

  settle(decision, message) {
    this.keepPending();
    this.failed = !message.ok;
    this.calm();
    if (message.ok) {
      this.savedAt = new Date().toLocaleTimeString(this.language === "id" ? "id-ID" : "en-GB");
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
    if (this.open?.transcript !== patch.transcript) return this.later();
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
    const numbers = (spans) => new Set(spans.flatMap((one) => this.open.segmentsIn(one.start, one.end)));
    this.waitingSegments = numbers(waiting.flatMap((one) => this.spans(one.operations)));
    for (const number of numbers(touched)) this.paintSegment(this.open.segments[number]);
    this.later();
  }

  /** Draw what stands beside the text, once for all that happened since the last frame. */
  later() {
    if (this.pending.length) this.showSaved();
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = null;
      this.mark();
      this.showCard();
      this.showHead();
      this.showList();
      if (!this.arriving) return;
      this.arriving = false;
      this.bring();
      requestAnimationFrame(() => this.bring()); // turns out of sight have an estimated height until they come into it
    });
  }

  /** One act: lines for the log, and what the screen will show until the kernel has answered. */
  decide(what, lines, operations) {
    const { transcript } = this.open;
    this.send(what, { do: "decide", transcript, lines }, transcript, operations);
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
    const late = [...this.pending, ...this.waiting.values()].some((one) => performance.now() - one.sent >= PATIENCE);
    if (!late) return;
    const what = this.pending.map((one) => one.what).slice(0, 5).join("; ");
    this.tell(this.pending.length ? this.t("silent", { n: this.pending.length, what }) : this.t("silent_question"), "silent");
    this.showSaved();
  }

  /** The kernel speaks again: what told of its silence goes when nothing is waited for any more. */
  calm() {
    if (this.trouble === "silent" && !this.pending.length && !this.waiting.size) this.untell();
  }

  undone(kind, message) {
    if (!message.about) return this.tell(this.t(kind === "undo" ? "nothing_to_undo" : "nothing_to_redo"), "note");
    const { transcript, start, quote, indicator, action } = message.about;
    const words = quote ? `${indicator ? `${indicator} · ` : ""}“${quote.slice(0, 60)}”` : this.t(action === "complete" ? "complete" : "nothing");
    this.tell(`${this.t(kind === "undo" ? "undone" : "redone")}: ${words}`, "note");
    this.report(`${this.t(kind === "undo" ? "undone" : "redone")}: ${words}`);
    if (transcript !== this.open?.transcript) this.openTranscript(transcript, quote ? start : null);
    else if (quote) this.goTo(this.open.segmentAt(start), indicator);
    this.post({ do: "refresh" }); // a coding without a place may be among what was undone
  }

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
    this.openTranscript(first.transcript).then(() => this.root.scrollIntoView({ block: "nearest" }));
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
}
