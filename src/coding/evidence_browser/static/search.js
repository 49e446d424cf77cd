// Full-text search: case, accents and kinds of quotation marks do not matter; hits are places in the text as it is.

const SAME = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-" };
const one = (sign) => SAME[sign] ?? (/\s/.test(sign) ? " " : sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());

/** A text as it is compared, and for each of its units the place in the text as it is (null: the same). */
export function fold(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return { plain: text.toLowerCase(), places: null };
  let plain = "", at = 0;
  const places = [];
  for (const sign of text) {
    const folded = one(sign);
    for (let n = 0; n < folded.length; n += 1) places.push(at);
    plain += folded;
    at += sign.length;
  }
  places.push(at);
  return { plain, places };
}

export const needleOf = (words) => fold(words.trim().replace(/\s+/g, " ")).plain;

/** Places of a folded phrase in a turn: [start, end), in the text as it is. */
export function hitsIn(turn, needle) {
  turn.folded ??= fold(turn.text);
  const { plain, places } = turn.folded;
  const found = [];
  for (let at = plain.indexOf(needle); at >= 0; at = plain.indexOf(needle, at + needle.length)) {
    const end = at + needle.length;
    found.push(places ? [places[at], places[end]] : [at, end]);
  }
  return found;
}

/** All hits of a district: turn → places, and the codings whose words hold one. null without a phrase. */
export function search(district, words) {
  const needle = needleOf(words);
  if (!needle) return null;
  const turns = new Map();
  const codings = new Set();
  for (const turn of district.turns) {
    const hits = hitsIn(turn, needle);
    if (!hits.length) continue;
    turns.set(turn, hits);
    for (const coding of turn.codings) {
      if (hits.some(([start, end]) => start < coding.end && end > coding.start)) codings.add(coding);
    }
  }
  return { turns, codings };
}

/** Hits that stand in none of these codings, each with its turn. */
export function elsewhere(found, codings) {
  const listed = new Set(codings);
  const rest = [];
  for (const [turn, hits] of found.turns) {
    const covered = turn.codings.filter((one) => listed.has(one));
    for (const hit of hits) {
      if (!covered.some((one) => hit[0] < one.end && hit[1] > one.start)) rest.push({ turn, hit });
    }
  }
  return rest;
}
