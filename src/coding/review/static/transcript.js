// The open transcript: its segments, what is to be decided in it, what was decided.
import { codingKey, count, cut, itemKey, length, overlap } from "./dom.js";

/** What is known of the open transcript. confirmed: as the kernel told. shown: with the predictions laid over it. */
export class Transcript {
  constructor(opened) {
    Object.assign(this, opened);
    this.segments = opened.segments.map(([name, start, end]) => ({ name, start, end, items: [] }));
    for (const turn of this.turns) turn.end = turn.start + length(turn);
    let at = 0;
    this.segments.forEach((segment, number) => {
      while (this.turns[at].end <= segment.start) at += 1;
      segment.number = number;
      segment.turn = at;
      (this.turns[at].segments ??= []).push(segment);
    });
    this.byName = new Map(this.segments.map((segment) => [segment.name, segment]));
    for (const item of this.items) this.byName.get(item.segment).items.push(item);
    this.confirmed = { codings: new Map(this.codings.map((one) => [codingKey(one), one])), states: { ...opened.states } };
    this.predict([]);
  }

  /** Lay predictions over what is confirmed. An operation puts or drops a coding, or sets an item's state. */
  predict(operations) {
    const codings = new Map(this.confirmed.codings);
    const states = { ...this.confirmed.states };
    for (const { put, drop, item, state } of operations) {
      if (put) codings.set(codingKey(put), put);
      if (drop) codings.delete(drop);
      if (item) states[item] = state;
    }
    this.shown = { codings, states };
    this.index = null;
  }

  /** Take over what the kernel told. Returns the spans that it touches. */
  confirm(patch) {
    const touched = [];
    for (const name of patch.gone) {
      if (this.confirmed.codings.has(name)) touched.push(this.confirmed.codings.get(name));
      this.confirmed.codings.delete(name);
    }
    for (const one of patch.codings) {
      this.confirmed.codings.set(codingKey(one), one);
      touched.push(one);
    }
    for (const [name, state] of Object.entries(patch.states)) {
      this.confirmed.states[name] = state;
      const segment = this.byName.get(name.slice(0, name.lastIndexOf(":")));
      if (segment) touched.push(segment);
    }
    this.progress = patch.progress;
    return touched;
  }

  /** Numbers of the segments that a span overlaps. */
  segmentsIn(start, end) {
    let low = 0, high = this.segments.length;
    while (low < high) { const middle = (low + high) >> 1; if (this.segments[middle].end <= start) low = middle + 1; else high = middle; }
    const found = [];
    for (let number = low; number < this.segments.length && this.segments[number].start < end; number += 1) found.push(number);
    return found;
  }

  codingsIn(segment) {
    if (!this.index) {
      this.index = new Map();
      for (const one of this.shown.codings.values()) {
        for (const number of this.segmentsIn(one.start, one.end)) {
          if (!this.index.has(number)) this.index.set(number, []);
          this.index.get(number).push(one);
        }
      }
      for (const held of this.index.values()) held.sort((a, b) => a.start - b.start || a.indicator.localeCompare(b.indicator));
    }
    return this.index.get(segment.number) ?? [];
  }

  /** The coder's coding that answers an item: of its indicator, with the largest share of its segment. */
  answer(item) {
    const segment = this.byName.get(item.segment);
    const share = (one) => overlap(one.start, one.end, segment.start, segment.end);
    return this.codingsIn(segment)
      .filter((one) => !item.indicator || one.indicator === item.indicator)
      .sort((a, b) => share(b) - share(a))[0];
  }

  /** Everything one can stop at, in the order of the text: items, and codings that answer none. */
  stops() {
    const stops = [];
    const answered = new Set();
    for (const item of this.items) {
      stops.push({ at: item.start, indicator: item.indicator, item });
      const coding = this.answer(item);
      if (coding) answered.add(codingKey(coding));
    }
    for (const [name, coding] of this.shown.codings) {
      if (!answered.has(name)) stops.push({ at: coding.start, indicator: coding.indicator, coding: name });
    }
    return stops.sort((a, b) => a.at - b.at || a.indicator.localeCompare(b.indicator));
  }

  segmentAt(offset) {
    return this.segments.find((segment) => segment.end > offset) ?? this.segments[this.segments.length - 1];
  }

  questionBefore(turnNumber) {
    for (let number = turnNumber; number >= 0; number -= 1) {
      if (this.turns[number].kind === "interviewer") return this.turns[number];
    }
    return null;
  }
}
