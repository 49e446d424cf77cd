// The review: a transcript as it is read, what the machine suggests in it, and one key a decision.
//
// Data flow one way: key → lines for the log and a prediction → screen ("being saved") → kernel → log on the disk →
// what changed → screen ("saved"). What the kernel told stands in `confirmed`; predictions not yet answered are laid
// over it, in order, each time something changes. Nothing is shown as saved before the kernel said so.
//
// All text is set as text, never as HTML. Offsets are code points of the canonical text, as everywhere in the project.
//
// The classes are layers of one screen, each on top of the one that it extends: kernel, drawing, card, moving, deciding,
// panels, and here the keys.
import { STATUS_KEYS, element } from "./dom.js";
import { Panels } from "./panels.js";

class Review extends Panels {
  constructor(model, root) {
    super();
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
    this.failed = false; // whether the last decision that was answered could not be saved
    this.heard = (message) => this.answered(message);
    model.on("msg:custom", this.heard);
    this.root.classList.add("cr-root");
    Object.entries({ tabindex: "0", role: "region", "data-lm-suppress-shortcuts": "true" }).forEach(([k, v]) => root.setAttribute(k, v));
    this.onKey = (event) => this.key(event);
    root.addEventListener("keydown", this.onKey);
    // What was clicked may be gone from the screen by now: the keys must still come here, not to JupyterLab.
    root.addEventListener("click", () => { if (!root.contains(document.activeElement)) root.focus({ preventScroll: true }); });
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
  const screen = new Review(model, root);
  return () => { screen.leave(); document.removeEventListener("selectionchange", screen.onSelect); };
}

export default { render };
