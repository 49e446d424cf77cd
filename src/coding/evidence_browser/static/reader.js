// A transcript as it is read: turns with who speaks, codings and suggestions in their places, the note of one of them.
import { button, date, element, say, sign } from "./dom.js";
import { label, speaker } from "./data.js";
import { hitsIn, needleOf } from "./search.js";
import { codingNote, suggestionNote } from "./note.js";

const badgeName = (one) =>
  `${label(one.indicator)}: ${say(`status_${one.status}`)}${one.source ? `, ${say(`made_${one.source}`)}` : `, ${say("suggestion_note")}`}`;

function badge(one, open) {
  const kind = one.coding === null ? "suggestion" : one.source;
  return element("button", {
    type: "button", class: "badge", "data-hue": one.indicator, "data-kind": kind, "data-badge": one.coding, "aria-label": badgeName(one),
    "aria-expanded": "false", title: badgeName(one), onclick: (event) => open(one, event.currentTarget),
  }, one.indicator, " ", sign(one.status, 11), kind === "machine" || kind === "suggestion" ? ` ${say(`badge_${kind}`)}` : "");
}

/** The words of a turn in runs, each under the same codings, with badges and gaps where they stand. */
function words(turn, marks, hits, open) {
  const edges = new Set([0, turn.text.length, ...turn.gaps, ...marks.flatMap((one) => [one.start, one.end]), ...hits.flat()]);
  const cuts = [...edges].sort((a, b) => a - b);
  const nodes = [];
  cuts.forEach((at, n) => {
    nodes.push(marks.filter((one) => one.end === at && one.end > one.start).map((one) => (one.node = badge(one, open))));
    if (turn.gaps.includes(at)) nodes.push(element("em", { class: "gap" }, `[${say("not_released")}]`));
    const next = cuts[n + 1];
    if (next === undefined) return;
    const over = marks.filter((one) => one.start <= at && one.end >= next);
    const codings = over.filter((one) => one.coding !== null), hues = new Set(codings.map((one) => one.indicator));
    const part = turn.text.slice(at, next);
    const text = hits.some(([start, end]) => start <= at && end >= next) ? element("mark", {}, part) : part;
    if (!over.length) return nodes.push(text);
    nodes.push(element("span", {
      class: [codings.length ? "coded" : "", over.length > codings.length ? "suggested" : "", hues.size > 1 ? "several" : ""].filter(Boolean).join(" "),
      "data-hue": (codings[0] ?? over[0]).indicator, "data-over": codings.map((one) => one.coding).join(" "),
    }, text));
  });
  return nodes.flat();
}

function paragraph(turn, { suggestions, needle, several, open }) {
  const marks = [...turn.codings, ...(suggestions ? turn.suggestions : [])].sort((a, b) => a.start - b.start || a.end - b.end);
  const { code, role } = speaker(turn);
  const shown = turn.kind === "document" ? null
    : element("p", { class: "speaker" }, element("b", {}, code), turn.kind === "interviewer" ? ` ${say("interviewer")}` : role && several ? ` ${role}` : "");
  return element("div", { class: "turn", "data-kind": turn.kind, "data-turn": String(turn.number) }, shown,
    element("p", { class: "said" }, words(turn, marks, needle ? hitsIn(turn, needle) : [], open)));
}

/** The reader: open it at a transcript, step through the listed quotes, show one thing's note. */
export class Reader {
  constructor(root, acts) {
    Object.assign(this, { root, acts, suggestions: true, transcript: null, note: null });
    this.place = element("span", { class: "quiet" });
    this.before = button(`‹ ${say("before")}`, () => acts.step(-1), { "data-name": "before" });
    this.after = button(`${say("after")} ›`, () => acts.step(1), { "data-name": "after" });
    const again = () => {
      this.suggestions = box.checked;
      this.transcript = null;
      acts.render();
    };
    const box = element("input", { type: "checkbox", checked: true, onchange: again });
    this.head = element("div", { class: "head" });
    this.body = element("div", { class: "turns" });
    root.append(
      element("div", { class: "bar row" }, button(`← ${say("back")}`, acts.close, { "data-name": "close" }), this.before, this.place, this.after,
        element("label", { class: "chip" }, box, say("show_suggestions"))),
      this.head, this.body);
  }

  show(district, state, chosen) {
    const { transcript, coding } = state;
    const needle = needleOf(state.words);
    if (this.transcript !== transcript || this.needle !== needle) {
      Object.assign(this, { transcript, needle });
      this.write(district, transcript, needle);
    }
    Object.assign(this, { district, state });
    const at = chosen.indexOf(coding);
    this.before.disabled = at <= 0;
    this.after.disabled = at < 0 || at >= chosen.length - 1;
    this.place.textContent = at < 0 ? "" : say("nth", { i: at + 1, n: chosen.length });
    this.close();
    if (coding) this.open(coding);
  }

  write(district, transcript, needle) {
    const gaps = transcript.turns.filter((turn) => turn.gaps.length).length;
    const voices = Object.entries(transcript.people).filter(([, [, , level]]) => level !== "interviewer");
    this.head.replaceChildren(...[
      element("h2", { tabindex: "-1" }, `${say("transcript")} ${transcript.name}`),
      element("p", { class: "quiet" },
        `${say(`method_${transcript.method}`)}, ${date(transcript.date)} · ${say("codings_n", { n: transcript.codings })}`),
      element("ul", { class: "voices quiet" }, voices.map(([code, [role]]) => element("li", {}, element("b", {}, code), role ? ` ${role}` : ""))),
      gaps ? element("p", { class: "warn" }, say("withheld_turns", { n: gaps })) : null,
      district.reconstructed ? element("p", { class: "warn" }, say("reconstruction")) : null,
    ].filter(Boolean));
    const how = { suggestions: this.suggestions, needle, several: voices.length > 1, open: (one, node) => this.toggle(one, node) };
    this.body.replaceChildren(...transcript.turns.map((turn) => paragraph(turn, how)));
  }

  /** A badge was pressed: a coding has an address of its own, a suggestion only a note. */
  toggle(one, node) {
    if (one.coding !== null) return this.acts.coding(this.state.coding === one ? null : one);
    const same = this.noted === one;
    this.close();
    if (!same) this.unfold(one, suggestionNote(one));
    node.focus();
  }

  open(coding) {
    this.unfold(coding, codingNote(this.district, this.state, coding, this.acts));
    for (const run of this.body.querySelectorAll(".coded")) {
      run.classList.toggle("current", run.dataset.over.split(" ").includes(coding.coding));
    }
  }

  unfold(one, note) {
    this.noted = one;
    this.note = note;
    one.node.setAttribute("aria-expanded", "true");
    one.node.closest(".turn").append(note);
  }

  close() {
    this.noted?.node?.setAttribute("aria-expanded", "false");
    this.note?.remove();
    this.noted = this.note = null;
    for (const run of this.body.querySelectorAll(".current")) run.classList.remove("current");
  }

  /** Bring what the address names into sight; focus: also put the keyboard there. */
  reveal(state, focus) {
    const turn = state.turn ? this.body.querySelector(`[data-turn="${state.turn}"]`) : null;
    const target = state.coding?.node ?? (turn?.querySelector("mark") || turn) ?? this.head.querySelector("h2");
    for (const one of this.body.querySelectorAll(".turn.here")) one.classList.remove("here");
    turn?.classList.add("here");
    (state.coding ? this.body.querySelector(".current") ?? target : target).scrollIntoView({ block: state.coding || turn ? "center" : "start" });
    if (!focus) return;
    if (turn) turn.tabIndex = -1;
    (state.coding ? target : turn ?? this.head.querySelector("h2")).focus({ preventScroll: true });
  }
}
