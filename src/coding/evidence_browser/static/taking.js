// Taking something along: a link, a quote with its source, the list as a table.
import { date, say } from "./dom.js";
import { codersOf, label, part, quoteOf, speaker } from "./data.js";
import { linkToCoding } from "./address.js";

/** Put a text into the clipboard; where the browser does not allow it, by way of a field. Returns whether it went. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const went = document.execCommand("copy");
    field.remove();
    return went;
  }
}

export const made = (coding) => say(`source_${coding.source}`);

/** A quote with all that a citation needs. */
export function cited(district, coding) {
  const { code, role } = speaker(coding.turn);
  const { name, method } = coding.transcript;
  const source = [
    `${code}${role ? `, ${role}` : ""}`,
    `${say("transcript")} ${name}, ${say(`method_${method}`)}, ${date(coding.transcript.date)}`,
    `${say("indicator")} ${label(coding.indicator)}${part(coding) ? ` (${part(coding)})` : ""}, ${say(`status_${coding.status}`)}`,
    made(coding) + (coding.source === "machine" ? `, ${say("unreviewed")}` : ""),
    ...(district.reconstructed ? [say("reconstructed")] : []),
  ];
  return `“${quoteOf(coding)}” — ${source.join("; ")} [${district.key}/${coding.coding}]`;
}

const NUMBER = /^[+-]?(\d+([.,]\d+)*)?([.,]\d+)?([eE][+-]?\d+)?%?$/;

/** As `defuse` in coding.spreadsheets: an apostrophe before what a spreadsheet could take for a formula. */
export function defused(text) {
  const bare = text.replace(/^'+/, "");
  return /^[=+\-@\t\r\n]/.test(bare) && !(/\d/.test(bare) && NUMBER.test(bare)) ? `'${text}` : text;
}

const COLUMNS = {
  coding: (one) => one.coding,
  district: (_, district) => district.key,
  transcript: (one) => one.transcript.name,
  method: (one) => one.method,
  speaker: (one) => one.turn.speaker,
  role: (one) => speaker(one.turn).role,
  stakeholder: (one) => one.stakeholder,
  indicator: (one) => one.indicator,
  subcode: (one) => one.subcode,
  status: (one) => one.status,
  source: (one) => one.source,
  coders: (one) => codersOf(one).join(";"),
  quote: quoteOf,
  memo: (one) => one.held.filter((held) => held.memo).map((held) => `${held.coder}: ${held.memo}`).join(" | "),
  reconstructed: (_, district) => String(district.reconstructed),
  link: (one, district) => linkToCoding(district.key, one),
};

/** The listed codings as CSV, for spreadsheets too. */
export function table(district, codings) {
  const cell = (text) => `"${defused(String(text)).replace(/"/g, '""')}"`;
  const lines = codings.map((one) => Object.values(COLUMNS).map((value) => cell(value(one, district))).join(","));
  return `\ufeff${[Object.keys(COLUMNS).join(","), ...lines].join("\n")}\n`;
}

export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
