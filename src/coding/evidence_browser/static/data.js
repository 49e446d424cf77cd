// The data as they are embedded, unfolded: rows become objects that know each other.
import { say, told } from "./dom.js";

const { columns } = told;

const unfolded = (names, row) => Object.fromEntries(names.map((name, place) => [name, row[place]]));

export const indicators = new Map(told.indicators.map((one) => [one.code, one]));

function turnsOf(transcript) {
  return transcript.turns.map((row, place) => ({
    ...unfolded(columns.turns, row), number: place + 1, transcript, codings: [], suggestions: [],
  }));
}

/** One district. transcripts, cells, ties and claims by their keys; codings and suggestions hang on their turns. */
function district(given) {
  const turns = [];
  const transcripts = new Map();
  for (const one of given.transcripts) {
    const transcript = { ...one, codings: 0 };
    transcript.turns = turnsOf(transcript);
    turns.push(...transcript.turns);
    transcripts.set(one.name, transcript);
  }
  const codings = given.codings.map((row) => unfolded(columns.codings, row));
  codings.forEach((one, number) => {
    one.number = number;
    one.turn = turns[one.turn];
    one.transcript = one.turn.transcript;
    one.method = one.transcript.method;
    one.held = one.held.map((held) => unfolded(columns.held, held));
    one.suggestions = [];
    one.turn.codings.push(one);
    one.transcript.codings += 1;
  });
  for (const row of given.suggestions) {
    const one = unfolded(columns.suggestions, row);
    one.turn = turns[one.turn];
    one.coding = one.coding < 0 ? null : codings[one.coding];
    (one.coding ?? one.turn).suggestions.push(one);
  }
  const entries = (kind, key) =>
    new Map(given[kind].map((row) => unfolded(columns[kind], row)).map((one) => [key(one), { ...one, key: key(one) }]));
  return {
    ...given, turns, transcripts, codings,
    byName: new Map(codings.map((one) => [one.coding, one])),
    cell: entries("cells", (one) => `${one.stakeholder}.${one.indicator}`),
    tie: entries("ties", (one) => `${one.source}.${one.target}`),
    claim: entries("claims", (one) => one.id),
  };
}

export const districts = new Map(told.districts.map((one) => [one.key, district(one)]));

export const quoteOf = (coding) => coding.turn.text.slice(coding.start, coding.end);
export const short = (place, key) => (place.stakeholders[key] ?? [key])[0];
export const label = (code) => `${code} ${indicators.get(code)?.short ?? ""}`.trim();
export const part = (one) => indicators.get(one.indicator)?.subcodes[one.subcode] ?? "";

/** Who coded it; of a consensus, who came to it. */
export const codersOf = (coding) =>
  [...new Set(coding.held.flatMap((held) => (held.by.length ? held.by : [held.coder])))].sort();

/** Role code and role of whoever speaks in a turn; of a chorus the code alone. */
export function speaker(turn) {
  const code = turn.speaker || say("everybody");
  const role = turn.transcript.people[turn.speaker]?.[0];
  return { code, role: role ?? "" };
}
