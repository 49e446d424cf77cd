// The page: what the address says is shown, and whatever a reader does changes the address.
import { element, say, told } from "./dom.js";
import { districts, quoteOf, speaker } from "./data.js";
import { VIEWS, changed, fresh, linkToCoding, read, write } from "./address.js";
import { elsewhere, search } from "./search.js";
import { choose, pool } from "./choosing.js";
import { cited, copy, download, table } from "./taking.js";
import { PANELS, mark } from "./overview.js";
import { facets, update } from "./facets.js";
import { quotes } from "./quotes.js";
import { Reader } from "./reader.js";

const PAUSE = 120; // ms without a key before the search begins
const LEAST_WORDS = 2; // characters that are searched for
const NARROW = window.matchMedia("(max-width: 68rem)");

let address = null, state = null, listed = null, panels = null, opened = null, scrolled = 0;
let byKeyboard = false, stepping = false, waiting = 0;

// Going somewhere: a new entry of the browser's history, or (while typing) the same one. What comes of it is shown at
// once: the browser tells of a new address later, when the next key may have been pressed.
function go(next) {
  window.location.hash = write(next);
  render();
}

function stay(next) {
  window.location.replace(write(next));
  render();
}

const shown = () => districts.get(state.district);

async function take(text, what) {
  tell(say((await copy(text)) ? what : "copy_failed"));
}

const acts = {
  render: () => render(),
  filter: (facet, value, on) => {
    const chosen = new Set(state.filters[facet]);
    if (on) chosen.add(value);
    else chosen.delete(value);
    go(changed(state, { filters: { ...state.filters, [facet]: chosen } }));
  },
  all: () => go({ ...fresh(state.district), view: state.view }),
  focus: (focus, event) => {
    byKeyboard = event?.detail === 0;
    const again = state.focus?.entry === focus.entry;
    go(changed(state, { focus: again ? null : focus, coding: null, transcript: null, turn: 0 }));
  },
  coding: (coding) => go(changed(state, { coding, turn: 0 })),
  step: (way) => {
    stepping = true;
    const coding = listed.chosen[listed.chosen.indexOf(state.coding) + way];
    go(changed(state, { coding, transcript: coding.transcript }));
  },
  close: () => go(changed(state, { coding: null, transcript: null, turn: 0 })),
  copyLink: () => take(window.location.href, "link_copied"),
  copyCoding: (coding) => take(window.location.href.split("#")[0] + linkToCoding(state.district, coding), "link_copied"),
  copyQuote: (coding) => take(cited(shown(), coding), "quote_copied"),
  csv: () => {
    download(`evidence-${state.district}.csv`, table(shown(), listed.chosen));
    tell(say("csv_made", { n: listed.chosen.length }));
  },
};

// What stands on the page from the beginning.

const live = element("p", { class: "unseen", role: "status" });

/** Say something to those who hear the page; `tell` also to those who see it, for a while. */
function announce(text) {
  live.textContent = "";
  live.className = "unseen";
  window.requestAnimationFrame(() => { live.textContent = text; });
}

function tell(text) {
  announce(text);
  live.className = "told";
  setTimeout(() => { if (live.textContent === text) live.className = "unseen"; }, 4000);
}

const field = element("input", {
  type: "search", id: "search", autocomplete: "off", spellcheck: "false", placeholder: say("search_place"), "aria-keyshortcuts": "/",
});
const other = told.language === "id" ? "en" : "id";
const language = element("a", { class: "button", lang: other, hreflang: other }, say("language"));
const choice = element("select", { id: "district", onchange: () => go({ ...fresh(choice.value), view: state.view }) },
  [...districts.values()].map((one) => element("option", { value: one.key }, one.title)));
const printed = element("p", { class: "printed" });
const banner = element("aside", { class: "banner", "aria-label": say("reconstructed") });
const notice = element("p", { class: "notice", role: "alert", hidden: true });
const tabs = VIEWS.map((view, n) => element("button", {
  type: "button", role: "tab", id: `tab-${view}`, "aria-controls": `panel-${view}`, onclick: () => go(changed(state, { view })),
  onkeydown: (event) => {
    const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: VIEWS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + VIEWS.length) % VIEWS.length;
    tabs[next].focus();
    go(changed(state, { view: VIEWS[next] }));
  },
}, say(view)));
const rooms = VIEWS.map((view) => element("div", { role: "tabpanel", id: `panel-${view}`, "aria-labelledby": `tab-${view}`, class: "panel" }));
const filters = element("div", { class: "facets" });
const list = element("section", { class: "list", "aria-label": say("quotes") });
const reading = element("section", { class: "reader", "aria-label": say("transcript"), hidden: true });
const side = element("div", { id: "quotes", class: "side" }, list, reading);
const filterBox = element("details", { class: "filters", open: !NARROW.matches }, element("summary", {}, say("filters")), filters);
const overview = element("div", { class: "overview", role: "region", "aria-label": say("overview") },
  element("div", { role: "tablist", class: "tabs", "aria-label": say("overview") }, tabs), rooms, filterBox,
  element("details", { class: "help" }, element("summary", {}, say("help")), say("help_text").split("\n").map((line) => element("p", {}, line))));

document.body.prepend(
  element("a", { class: "skip", href: "#quotes", onclick: (event) => { event.preventDefault(); focusList(); } }, say("skip")),
  element("header", {},
    element("h1", {}, say("title")), printed,
    element("div", { class: "row" },
      districts.size > 1 ? [element("label", { for: "district" }, say("district")), choice] : element("b", {}, [...districts.values()][0].title),
      element("search", {}, element("label", { for: "search", class: "unseen" }, say("search")), field), language)),
  banner, element("main", {}, notice, element("div", { class: "body" }, overview, side)), live);

const reader = new Reader(reading, acts);
const focusList = () => (reading.hidden ? list : reading).querySelector("h2")?.focus();

// Showing a state.

function newDistrict(now) {
  panels = Object.fromEntries(VIEWS.map((view) => [view, false]));
  choice.value = now.key;
  filters.replaceChildren(...facets(now, acts.filter));
  printed.textContent = now.title;
  banner.hidden = !now.reconstructed;
  banner.replaceChildren(element("b", {}, say("reconstruction")), " ", element("span", {}, now.statement));
  document.title = `${say("title")}: ${now.title}`;
}

function panel(now) {
  VIEWS.forEach((view, n) => {
    const here = view === state.view;
    tabs[n].setAttribute("aria-selected", String(here));
    tabs[n].tabIndex = here ? 0 : -1;
    rooms[n].hidden = !here;
    // The matrix is made in any case: it is printed.
    if ((here || view === "matrix") && !panels[view]) {
      rooms[n].replaceChildren(...PANELS[view](now, acts.focus).filter(Boolean));
      panels[view] = true;
    }
  });
  mark(overview, state.focus);
}

function stale() {
  notice.hidden = !state.stale;
  if (state.stale) notice.textContent = say(state.stale.several ? "stale_several" : "stale", { what: state.stale.value });
}

const listAddress = (one) => write({ ...one, coding: null, transcript: null, turn: 0, view: "matrix" });

function listing(now, before) {
  if (before && listAddress(before) === listAddress(state)) return false;
  const words = state.words.trim();
  const found = words.length >= LEAST_WORDS ? search(now, words) : null;
  const all = pool(now, state.focus);
  const { chosen, counts } = choose(all, state.filters, found);
  listed = { chosen, found, rest: found ? elsewhere(found, chosen) : [], of: all.length };
  const written = quotes(now, state, listed, acts);
  listed.whole = written.whole;
  list.replaceChildren(...written.nodes);
  update(filters, state.filters, counts);
  if (before) announce(written.count);
  return true;
}

/** Put the keyboard where the reader's eyes go: into the transcript, back to the quote, to the head of a list. */
function moveFocus(before, relisted) {
  if (state.transcript) {
    const moved = ["coding", "transcript", "turn"].some((name) => before?.[name] !== state[name]);
    const folded = !state.coding && before?.coding && before.transcript === state.transcript;
    if (folded) before.coding.node?.focus({ preventScroll: true });
    else if (moved) reader.reveal(state, !stepping);
    if (stepping) announce(`${reader.place.textContent}. ${speaker(state.coding.turn).code}: ${quoteOf(state.coding)}`);
  } else if (before?.transcript) {
    const link = opened && list.querySelector(`[data-coding="${CSS.escape(opened)}"] a`);
    restore();
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: "nearest" });
  } else if (before && relisted && before.focus?.entry !== state.focus?.entry) {
    if (!NARROW.matches) scroller().scrollTop = 0;
    if (state.focus && (byKeyboard || NARROW.matches)) focusList();
  }
}

const scroller = () => (NARROW.matches ? document.scrollingElement : side);
const restore = () => { scroller().scrollTop = scrolled; };

function render() {
  const before = state;
  address = window.location.hash;
  const next = read(address);
  if (before && !before.transcript && next.transcript) scrolled = scroller().scrollTop;
  state = next;
  const now = shown();
  if (before?.district !== state.district) newDistrict(now);
  panel(now);
  stale();
  const relisted = listing(now, before);
  if (!waiting && field.value.trim() !== state.words.trim()) field.value = state.words;
  language.href = `evidence.${other}.html${window.location.hash}`;
  list.hidden = Boolean(state.transcript);
  reading.hidden = !state.transcript;
  if (state.transcript) reader.show(now, state, listed.chosen);
  if (state.coding) opened = state.coding.coding;
  moveFocus(before, relisted);
  byKeyboard = stepping = false;
}

// Keys, typing, printing.

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = 0;
    stay(changed(state, { words: field.value, coding: null, transcript: null, turn: 0 }));
  }, PAUSE);
});

function leave() {
  if (state.transcript) return acts.close();
  if (!state.focus) return;
  const { kind, entry } = state.focus;
  go(changed(state, { focus: null }));
  overview.querySelector(`button[data-${kind}="${CSS.escape(entry.key)}"]`)?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input[type=search], select");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "Escape" && !(typing && field.value)) leave();
});

window.addEventListener("beforeprint", () => listed.whole());
window.addEventListener("hashchange", () => { if (window.location.hash !== address) render(); });
render();
document.documentElement.dataset.ready = "";
