// What is known of one coding or suggestion, beside its words.
import { button, element, say } from "./dom.js";
import { indicators } from "./data.js";
import { linkTo } from "./address.js";
import { indicatorTag, sourceTag, statusTag } from "./quotes.js";

const withheld = () => element("em", {}, say("not_released"));

function suggested(one) {
  const score = Number(one.score).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
  return [
    element("dt", {}, say("keyword")), element("dd", {}, element("code", {}, one.keyword)),
    element("dt", {}, say("reason")), element("dd", {}, one.reason ?? withheld()),
    element("dt", {}, say("suggested_status")), element("dd", {}, statusTag(one.status), " ", say("score", { score })),
  ];
}

function held(district, one) {
  const kind = say(`coder_${district.coders[one.coder] ?? "human"}`);
  const who = one.by.length ? say("consensus", { who: one.by.join(", ") }) : `${one.coder} (${kind})`;
  const part = one.subcode ? ` · ${one.subcode}` : "";
  const memo = one.memo === null ? withheld() : one.memo ? element("q", {}, one.memo) : null;
  return element("li", {}, element("b", {}, who), ": ", statusTag(one.status), part, memo ? [element("br"), `${say("memo")}: `, memo] : null);
}

/** The note of a coding: indicator, status, who coded it, why the machine suggested it. */
export function codingNote(district, state, coding, acts) {
  const cell = district.cell.get(`${coding.stakeholder}.${coding.indicator}`);
  const there = { focus: { kind: "cell", entry: cell }, view: "matrix", coding: null, transcript: null };
  return element("aside", { class: "note", "data-hue": coding.indicator, "aria-label": say("coding_note") },
    element("p", { class: "tags" }, indicatorTag(coding), statusTag(coding.status), sourceTag(coding)),
    element("p", { class: "quiet" }, indicators.get(coding.indicator)?.label),
    coding.held.length ? element("ul", { class: "held", "aria-label": say("coders") }, coding.held.map((one) => held(district, one))) : null,
    coding.source === "machine" ? element("p", {}, say("machine_note")) : null,
    coding.suggestions.length ? [
      element("p", { class: "label" }, say("also_suggested")),
      element("dl", { class: "why" }, coding.suggestions.map(suggested)),
    ] : null,
    element("p", { class: "row" },
      button(say("copy_quote"), () => acts.copyQuote(coding)), button(say("copy_link"), () => acts.copyCoding(coding)),
      cell ? element("a", { class: "button", href: linkTo(state, there) }, say("to_cell")) : null,
      element("code", { class: "quiet" }, coding.coding)));
}

/** The note of a suggestion that is no coding. */
export const suggestionNote = (suggestion) =>
  element("aside", { class: "note suggestion", "data-hue": suggestion.indicator, "aria-label": say("suggestion_note") },
    element("p", { class: "tags" }, indicatorTag(suggestion),
      element("span", { class: "tag", "data-source": "machine" }, say("suggestion_note"))),
    element("p", {}, say("suggestion_only")),
    element("dl", { class: "why" }, suggested(suggestion)));
