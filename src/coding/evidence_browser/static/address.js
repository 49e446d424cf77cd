// The address of what is shown, behind the # of the page: links can be shared, and the Back button works.
import { districts } from "./data.js";

export const FACETS = ["indicator", "stakeholder", "status", "method", "source"];
export const FOCUSES = ["cell", "tie", "claim"];
const VIEW_OF = { cell: "matrix", tie: "network", claim: "claims" };
export const VIEWS = ["matrix", "network", "claims", "transcripts"];

const noFilters = () => Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));

export const fresh = (district) => ({
  district, view: "matrix", focus: null, filters: noFilters(), words: "", coding: null, transcript: null, turn: 0, stale: null,
});

/**
 * Which district and which thing a link means; the value may say "district/name". stale: why it means none.
 * first: of several districts that hold it, the first is meant (the article's claims are held against each).
 */
function found(value, given, things, first) {
  const [before, ...rest] = value.split("/");
  const named = rest.length && districts.has(before);
  if (named && given && before !== given) return { district: given, stale: { value } };
  const name = named ? rest.join("/") : value;
  const asked = named ? [before] : given ? [given] : [...districts.keys()];
  const holding = asked.filter((key) => things(districts.get(key)).has(name));
  if (holding.length === 1 || (first && holding.length)) return { district: holding[0], thing: things(districts.get(holding[0])).get(name) };
  return { district: named ? before : given, stale: { value, several: holding.length > 1 } };
}

const decoded = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
};

/** The state that an address stands for. What it names and the page does not hold is told in `stale`. */
export function read(hash) {
  const given = new Map(hash.replace(/^#/, "").split("&").filter(Boolean).map((one) => {
    const at = one.indexOf("=");
    return at < 0 ? [one, ""] : [one.slice(0, at), decoded(one.slice(at + 1))];
  }));
  const asked = given.get("district");
  const known = districts.has(asked) ? asked : null;
  const state = fresh(known ?? [...districts.keys()][0]);
  if (asked && !known) state.stale = { value: asked };
  let place = known;
  const take = (key, things, first = false) => {
    if (!given.get(key)) return null;
    const { district, thing, stale } = found(given.get(key), place, things, first);
    if (stale) state.stale = stale;
    if (district) place = state.district = district;
    return thing ?? null;
  };
  state.coding = take("coding", (one) => one.byName);
  state.transcript = state.coding?.transcript ?? take("transcript", (one) => one.transcripts);
  for (const kind of FOCUSES) {
    const entry = take(kind, (one) => one[kind], kind === "claim");
    if (entry) state.focus = { kind, entry };
  }
  state.view = VIEWS.includes(given.get("view")) ? given.get("view") : VIEW_OF[state.focus?.kind] ?? "matrix";
  for (const facet of FACETS) state.filters[facet] = new Set((given.get(facet) ?? "").split(",").filter(Boolean));
  state.words = given.get("q") ?? "";
  state.turn = state.transcript && !state.coding ? Number(given.get("turn")) || 0 : 0;
  return state;
}

const coded = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%2C/g, ",");

/** The address of a state. */
export function write(state) {
  const parts = [];
  const put = (key, value) => parts.push(`${key}=${coded(value)}`);
  const within = (name) => `${state.district}/${name}`;
  if (state.coding) put("coding", within(state.coding.coding));
  else if (state.transcript) put("transcript", within(state.transcript.name));
  if (state.turn) put("turn", String(state.turn));
  if (state.focus) put(state.focus.kind, within(state.focus.entry.key));
  if (!parts.length && districts.size > 1) put("district", state.district);
  if (state.view !== (VIEW_OF[state.focus?.kind] ?? "matrix")) put("view", state.view);
  for (const facet of FACETS) if (state.filters[facet].size) put(facet, [...state.filters[facet]].join(","));
  if (state.words) put("q", state.words);
  return `#${parts.join("&")}`;
}

/** The state with some of it changed; another district begins anew. */
export const changed = (state, change) => ({ ...state, stale: null, ...change });
export const linkTo = (state, change) => write(changed(state, change));
export const linkToCoding = (district, coding) => `#coding=${coded(`${district}/${coding.coding}`)}`;
