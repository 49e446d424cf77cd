// The list of quotes: what it shows and why, the quotes themselves, and what the search finds elsewhere in the texts.
import { button, element, figure, say, sign, told } from "./dom.js";
import { codersOf, indicators, label, part, quoteOf, short, speaker } from "./data.js";
import { FACETS, linkTo } from "./address.js";
import { named } from "./facets.js";
import { SIDES, markWords, marksOf, sideOf, titleOf } from "./overview.js";
import { codingsOf } from "./network.js";

const CHUNK = 100;

/** Text with its hits marked. hits: places in the whole text, of which this is the part from `start`. */
export function marked(text, start, hits) {
  const nodes = [];
  let at = 0;
  for (const [first, last] of hits ?? []) {
    const [from, to] = [Math.max(first - start, at), Math.min(last - start, text.length)];
    if (to <= from) continue;
    nodes.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
    at = to;
  }
  return [...nodes, text.slice(at)];
}

export const statusTag = (status) => element("span", { class: "tag", "data-status": status }, sign(status, 13), " ", say(`status_${status}`));
export const indicatorTag = (one) =>
  element("span", { class: "tag hue", "data-hue": one.indicator, title: indicators.get(one.indicator)?.label },
    label(one.indicator), part(one) ? ` (${part(one)})` : "");
export const sourceTag = (coding) =>
  element("span", { class: "tag", "data-source": coding.source },
    say(`made_${coding.source}`), coding.source === "machine" ? `: ${say("unreviewed")}` : "");

function quote(state, coding, found) {
  const { code, role } = speaker(coding.turn);
  const coders = codersOf(coding).join(", ");
  return element("li", { class: "quote", "data-hue": coding.indicator, "data-coding": coding.coding },
    element("blockquote", {}, element("a", { href: linkTo(state, { coding, transcript: coding.transcript, turn: 0 }) },
      marked(quoteOf(coding), coding.start, found?.turns.get(coding.turn)))),
    element("p", { class: "by" }, element("b", {}, code), role ? ` ${role}` : "",
      element("span", { class: "quiet" }, ` · ${coding.transcript.name}, ${say(`method_${coding.method}`)}`)),
    element("p", { class: "tags" }, indicatorTag(coding), statusTag(coding.status), sourceTag(coding),
      coders ? element("span", { class: "quiet" }, coders) : null),
    element("p", { class: "printed" }, `#coding=${state.district}/${coding.coding}`));
}

/** A piece of text of whole words around a hit. */
function around(text, [start, end]) {
  const [least, most] = [Math.max(0, start - 60), Math.min(text.length, end + 60)];
  const first = least && text.indexOf(" ", least) + 1;
  const last = most < text.length ? text.lastIndexOf(" ", most) : most;
  return [first > start ? least : first, last < end ? most : last];
}

function snippet(state, { turn, hit }) {
  const { code } = speaker(turn);
  const [first, last] = around(turn.text, hit);
  return element("li", {},
    element("a", { href: linkTo(state, { transcript: turn.transcript, turn: turn.number, coding: null }) },
      element("b", {}, [...new Set([turn.transcript.name, code])].join(" · ")), " ",
      first ? "… " : "", marked(turn.text.slice(first, last), first, [hit]), last < turn.text.length ? " …" : ""));
}

/** Put a long list on the screen a hundred at a time. Returns how to put all of it there. */
function inChunks(list, entries, make) {
  let shown = 0;
  const more = button("", () => {
    const from = list.children.length;
    next(CHUNK);
    list.children[from]?.querySelector("a")?.focus();
  }, { class: "button more" });
  function next(n) {
    list.append(...entries.slice(shown, shown + n).map(make));
    shown = Math.min(entries.length, shown + n);
    more.textContent = say("more", { n: Math.min(CHUNK, entries.length - shown), rest: entries.length - shown });
    more.hidden = shown >= entries.length;
  }
  next(CHUNK);
  return { nodes: [list, more], whole: () => next(entries.length) };
}

/** What is told above the quotes of a cell, tie or claim. */
function about(district, { kind, entry }) {
  const by = told.statuses.map((status, n) => [status, entry.counts[n]]).filter(([, n]) => n);
  const counts = element("ul", { class: "legend" }, by.map(([status, n]) =>
    element("li", {}, sign(status, 13), `${say(`status_${status}`)} `, element("b", {}, figure(n)))));
  if (kind === "claim") {
    return [
      element("p", { class: "tags" },
        entry.indicator ? element("span", { class: "tag hue", "data-hue": entry.indicator }, label(entry.indicator)) : null,
        element("span", {}, say("claim_expected"), ": "), statusTag(entry.expected),
        entry.indicator ? [element("span", {}, say("claim_found"), ": "), statusTag(entry.status)] : null,
        element("span", { class: "verdict tag", "data-verdict": entry.verdict }, say(`verdict_${entry.verdict}`))),
      entry.indicator ? counts : element("p", {}, say("claim_outside")),
      entry.missing.length ? element("p", {}, say("missing", { list: entry.missing.map((key) => short(district, key)).join(", ") })) : null,
      entry.notes.map((key) => element("p", {}, `${key}: ${say(`note_${key}`)}`)),
      entry.inconsistencies.map((what) => element("p", { class: "quiet" }, say("inconsistent", { what }))),
      district.reconstructed && entry.indicator ? element("p", { class: "quiet" }, say("claims_circular")) : null,
    ];
  }
  const counted = (key, all) => (all.length
    ? element("p", {}, say(key, { list: all.map(([name, n]) => `${name} (${figure(n)})`).join(", ") })) : null);
  return [
    element("p", { class: "tags" },
      statusTag(entry.status), marksOf(entry) ? element("span", { class: "tag" }, `${marksOf(entry)} ${markWords(entry)}`) : null),
    counts,
    kind === "tie" ? [counted("channels", entry.channels), counted("steps", entry.steps), element("p", { class: "quiet" }, say("read_by_machine"))] : null,
  ];
}

function groups(state, chosen) {
  const { focus } = state;
  if (focus?.kind !== "claim" || !focus.entry.indicator) return [[null, chosen]];
  const sides = SIDES.map((side) => [side, chosen.filter((one) => sideOf(focus.entry, one.status) === side)]);
  return sides.filter(([, found]) => found.length).map(([side, found]) => [say("group", { side: say(`side_${side}`), n: found.length }), found]);
}

function active(district, state, acts) {
  const chosen = FACETS.flatMap((facet) => [...state.filters[facet]].map((value) => [facet, value]));
  if (!chosen.length && !state.focus && !state.words) return null;
  return element("ul", { class: "active", "aria-label": say("active") },
    chosen.map(([facet, value]) => element("li", {}, button([named(district, facet, value), element("span", { "aria-hidden": "true" }, " ×")],
      () => acts.filter(facet, value, false), { "aria-label": say("drop", { what: named(district, facet, value) }) }))),
    element("li", {}, button(say("show_all"), acts.all, { "data-name": "all" })));
}

/** The list for a state: its nodes, what to say of it, and how to show all of it at once (for printing). */
export function quotes(district, state, { chosen, found, rest, of }, acts) {
  const withheld = state.focus ? state.focus.entry.withheld : district.withheld;
  const count = say("shown_of", { n: chosen.length, all: of }) + (withheld ? ` ${say("withheld", { n: withheld })}` : "");
  const lists = groups(state, chosen).map(([name, codings]) => {
    const { nodes, whole } = inChunks(element("ol", { class: "quotes" }), codings, (one) => quote(state, one, found));
    return { nodes: [name ? element("h3", {}, name) : null, nodes], whole };
  });
  if (found) {
    const { nodes, whole } = inChunks(element("ol", { class: "hits" }), rest, (one) => snippet(state, one));
    lists.push({ nodes: [element("h3", {}, say("elsewhere", { n: rest.length })), nodes], whole });
  }
  const nodes = [
    element("h2", { tabindex: "-1" }, state.focus ? titleOf(district, state.focus) : say("all_quotes")),
    state.focus ? about(district, state.focus) : null,
    active(district, state, acts),
    element("div", { class: "row" }, element("p", { class: "shown" }, count),
      button(say("copy_link"), acts.copyLink), chosen.length ? button(say("csv"), acts.csv) : null, button(say("print"), () => window.print())),
    state.focus && !codingsOf(state.focus.entry) && state.focus.kind !== "claim" ? element("p", {}, say("no_evidence")) : null,
    lists.map((one) => one.nodes),
  ];
  return { nodes: nodes.flat(Infinity).filter(Boolean), count, whole: () => lists.forEach((one) => one.whole()) };
}
