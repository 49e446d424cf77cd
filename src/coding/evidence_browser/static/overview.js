// What stands at the top: the matrix, the network, the claims, the transcripts. Built once a district, then marked.
import { date, drawn, element, figure, say, sign, told } from "./dom.js";
import { indicators, label, short } from "./data.js";
import { FOCUSES, fresh, linkTo } from "./address.js";
import { roving } from "./grid.js";
import { KINDS, codingsOf, nameOf, picture, sample } from "./network.js";

const STATUSES = ["present", "partial", "absent", "mixed", "unclear", "none"];

// † one informant; ‡ informants contradict each other. Of a tie only the first is told.
export const marksOf = (entry) => entry.marks ?? (entry.informants === 1 ? "†" : "");
export const markWords = (entry) => ({ "†": say("single"), "‡": say("note_I") })[marksOf(entry)] ?? "";

/** A place in a grid: its sign, its number, its name for those who hear it. */
function spot(kind, entry, size, n, name, act) {
  return element(
    "button",
    {
      type: "button", class: "place", "data-status": entry.status, [`data-${kind}`]: entry.key, "aria-pressed": "false",
      "aria-label": name, title: name, onclick: (event) => act({ kind, entry }, event),
    },
    sign(entry.status, size),
    n ? element("span", { class: "n" }, figure(n) + marksOf(entry)) : null,
  );
}

const legend = (statuses = STATUSES, marks = ["†", "‡"]) =>
  element("ul", { class: "legend", "aria-label": say("legend") },
    statuses.map((status) => element("li", {}, sign(status, 13), say(`status_${status}`))),
    marks.map((marks) => element("li", {}, `${marks} ${markWords({ marks })}`)));

const caption = (district, ...notes) =>
  element("p", { class: "caption" }, notes.map((one) => `${one} `), element("em", {}, district.source));

const rowHead = (district, key) => {
  const [name, whole, level, levelKey] = district.stakeholders[key];
  return element("th", { scope: "row", "data-level": levelKey, title: whole }, name, element("small", {}, level));
};

function matrix(district, act) {
  const rows = [...new Set([...district.cell.values()].map((cell) => cell.stakeholder))];
  const most = Math.max(1, ...[...district.cell.values()].map((cell) => cell.segments));
  const named = (cell) => say(cell.segments ? "cell_name" : "cell_none", {
    stakeholder: short(district, cell.stakeholder), indicator: label(cell.indicator), status: say(`status_${cell.status}`),
    segments: say("segments_n", { n: cell.segments }),
    informants: [say("informants_n", { n: cell.informants }), marksOf(cell) === "‡" ? say("note_I") : []].flat().join(", "),
  });
  const cells = (key) => [...indicators.keys()].map((code) => {
    const cell = district.cell.get(`${key}.${code}`);
    return element("td", { "data-status": cell.status },
      spot("cell", cell, Math.round(13 + 15 * Math.sqrt(cell.segments / most)), cell.segments, named(cell), act));
  });
  const head = [...indicators.values()].map((one) =>
    element("th", { scope: "col", title: one.definition }, element("b", {}, one.code), " ", one.short));
  const table = element("table", { class: "matrix" },
    element("caption", { class: "unseen" }, say("matrix_caption", { district: district.title })),
    element("thead", {}, element("tr", {}, element("td"), head)),
    element("tbody", {}, rows.map((key) => element("tr", {}, rowHead(district, key), cells(key)))));
  return [element("div", { class: "wide" }, roving(table)), legend(), caption(district, say("matrix_note"))];
}

function network(district, act) {
  const ties = [...district.tie.values()];
  if (!ties.length) return [element("p", {}, say("no_ties"))];
  const keys = Object.keys(district.stakeholders);
  const sources = keys.filter((key) => ties.some((tie) => tie.source === key));
  const targets = keys.filter((key) => ties.some((tie) => tie.target === key));
  const named = (tie) => say("tie_name", {
    source: short(district, tie.source), target: short(district, tie.target), status: say(`status_${tie.status}`),
    codings: say("codings_n", { n: codingsOf(tie) }), informants: say("informants_n", { n: tie.informants }),
  });
  const cells = (source) => targets.map((target) => {
    const tie = district.tie.get(`${source}.${target}`);
    if (tie) return element("td", { "data-status": tie.status }, spot("tie", tie, 15, codingsOf(tie), named(tie), act));
    return element("td", { class: source === target ? "self" : "" }, element("span", { class: "unseen" }, say("no_tie")));
  });
  const table = element("table", { class: "matrix ties" },
    element("caption", {}, say("ties_caption")),
    element("thead", {}, element("tr", {}, element("td"),
      targets.map((key) => element("th", { scope: "col" }, element("span", {}, short(district, key)))))),
    element("tbody", {}, sources.map((key) => element("tr", {}, rowHead(district, key), cells(key)))));
  const drawing = picture(district, (tie) => act({ kind: "tie", entry: tie }));
  return [
    drawing && element("figure", {}, drawing, element("ul", { class: "legend", "aria-hidden": "true" },
      KINDS.map((kind) => element("li", {}, sample(kind), say(`tie_${kind}`))),
      levels(district, ties).map(([key, name]) => element("li", {}, drawn("svg", { class: "network", width: 12, height: 12, viewBox: "0 0 12 12" },
        drawn("g", { class: "node", "data-level": key }, drawn("circle", { cx: 6, cy: 6, r: 5 }))), name)))),
    element("div", { class: "wide" }, roving(table)), legend(STATUSES, ["†"]),
    caption(district, say("network_note"), say("read_by_machine")),
  ];
}

const levels = (district, ties) =>
  [...new Map(Object.entries(district.stakeholders)
    .filter(([key]) => ties.some((tie) => tie.source === key || tie.target === key))
    .map(([, [, , name, level]]) => [level, name]))];

export const SIDES = ["for", "partly", "against", "unclear"];

/** What a coding says of a claim: a side. */
export const sideOf = (claim, status) => claim.sides[told.statuses.indexOf(status)];

const onSide = (claim, side) => claim.counts.reduce((sum, n, place) => sum + (claim.sides[place] === side ? n : 0), 0);

function claims(district, act) {
  const row = (claim) => {
    const name = say("claim_name", { id: claim.id, text: claim.text, verdict: say(`verdict_${claim.verdict}`) });
    const key = element("button", {
      type: "button", class: "button key", "data-claim": claim.key, "aria-pressed": "false", "aria-label": name,
      onclick: (event) => act({ kind: "claim", entry: claim }, event),
    }, claim.id);
    const status = (one) => element("td", { class: "status", title: say(`status_${one}`) }, sign(one, 16), element("span", { class: "unseen" }, say(`status_${one}`)));
    return element("tr", {},
      element("th", { scope: "row" }, key), element("td", {}, claim.text), element("td", {}, claim.indicator || "–"),
      status(claim.expected), claim.indicator ? status(claim.status) : element("td", {}, "–"),
      element("td", { class: "verdict", "data-verdict": claim.verdict }, say(`verdict_${claim.verdict}`),
        claim.notes.map((key, n) => [n ? ", " : " · ", element("abbr", { title: say(`note_${key}`) }, key)])),
      SIDES.slice(0, 3).map((side) => element("td", { class: "number" }, figure(onSide(claim, side)))));
  };
  const heads = ["claim", "claim_text", "indicator_short", "claim_expected", "claim_found", "verdict", "side_for", "side_partly", "side_against"];
  return [
    element("div", { class: "wide" }, element("table", { class: "claims" },
      element("caption", { class: "unseen" }, say("claims_caption")),
      element("thead", {}, element("tr", {}, heads.map((key) => element("th", { scope: "col" }, say(key))))),
      element("tbody", {}, [...district.claim.values()].map(row)))),
    legend(STATUSES.slice(0, 5), []),
    caption(district, say("claims_note"), ["S", "P", "I"].map((key) => `${key}: ${say(`note_${key}`)}`).join("; ") + ".",
      district.reconstructed ? say("claims_circular") : ""),
  ];
}

function transcripts(district) {
  const voices = ({ people }) => {
    const informants = Object.entries(people).filter(([, [, , level]]) => level !== "interviewer");
    return informants.map(([code, [role]]) => (informants.length === 1 && role ? `${code}: ${role}` : code)).join(", ");
  };
  const link = (transcript) => linkTo({ ...fresh(district.key), view: "transcripts" }, { transcript });
  const row = (one) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: link(one) }, one.name)),
    element("td", {}, say(`method_${one.method}`)), element("td", {}, date(one.date)), element("td", {}, voices(one)),
    element("td", { class: "number" }, figure(one.codings)));
  return [
    element("div", { class: "wide" }, element("table", { class: "transcripts" },
      element("caption", { class: "unseen" }, say("transcripts")),
      element("thead", {}, element("tr", {},
        ["transcript", "method", "date", "informants", "codings"].map((key) => element("th", { scope: "col" }, say(key))))),
      element("tbody", {}, [...district.transcripts.values()].map(row)))),
    caption(district),
  ];
}

export const PANELS = { matrix, network, claims, transcripts };

/** Show which cell, tie or claim is chosen. */
export function mark(root, focus) {
  for (const kind of FOCUSES) {
    for (const one of root.querySelectorAll(`[data-${kind}]`)) {
      const chosen = focus?.kind === kind && one.getAttribute(`data-${kind}`) === focus.entry.key;
      if (one.localName === "button") one.setAttribute("aria-pressed", String(chosen));
      else one.classList.toggle("chosen", chosen);
    }
  }
}

const TITLES = {
  cell: (district, cell) => `${short(district, cell.stakeholder)} × ${label(cell.indicator)}`,
  tie: nameOf,
  claim: (_, claim) => `${claim.id} ${claim.text}`,
};

export const titleOf = (district, { kind, entry }) => TITLES[kind](district, entry);
