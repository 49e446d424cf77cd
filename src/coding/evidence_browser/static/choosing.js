// Which codings are listed: those of a cell, tie or claim, or all; then the filters; then the search.
import { FACETS } from "./address.js";

export const pool = (district, focus) => (focus ? focus.entry.codings.map((number) => district.codings[number]) : district.codings);

/** The listed codings, and for each facet how many there would be with each of its values. */
export function choose(codings, filters, found) {
  const chosen = [];
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const add = (facet, one) => counts[facet].set(one[facet], (counts[facet].get(one[facet]) ?? 0) + 1);
  const active = FACETS.filter((facet) => filters[facet].size);
  for (const one of codings) {
    if (found && !found.codings.has(one)) continue;
    const missed = active.filter((facet) => !filters[facet].has(one[facet]));
    if (!missed.length) {
      chosen.push(one);
      for (const facet of FACETS) add(facet, one);
    } else if (missed.length === 1) add(missed[0], one);
  }
  return { chosen, counts };
}
