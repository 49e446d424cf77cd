// What all parts share: the words of the page, making elements, the signs of a status.

export const told = JSON.parse(document.getElementById("data").textContent);
const numbers = new Intl.NumberFormat(told.language);

export const figure = (n) => numbers.format(n);

/** A phrase of words.json with its places filled in; of "one|many" the part that fits {n}. */
export function say(key, values = {}) {
  const parts = (told.words[key] ?? key).split("|");
  const phrase = parts.length > 1 && values.n !== 1 ? parts[1] : parts[0];
  return phrase.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? figure(values[name]) : values[name]));
}

function filled(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An element; whatever text it is given stays text. */
export const element = (tag, properties = {}, ...children) => filled(document.createElement(tag), properties, children);

export const drawn = (tag, properties = {}, ...children) =>
  filled(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);

export const button = (label, act, properties = {}) =>
  element("button", { type: "button", class: "button", onclick: act, ...properties }, label);

const SHAPES = {
  present: () => [drawn("circle", { r: 8, class: "full" })],
  partial: () => [drawn("circle", { r: 8 }), drawn("path", { d: "M0,-8 A8,8 0 0 0 0,8 Z", class: "full" })],
  absent: () => [drawn("circle", { r: 8 })],
  mixed: () => [
    drawn("circle", { r: 8 }),
    drawn("path", { d: "M0,0 L-5.66,-5.66 A8,8 0 0 1 5.66,-5.66 Z M0,0 L-5.66,5.66 A8,8 0 0 0 5.66,5.66 Z", class: "full" }),
  ],
  unclear: () => [drawn("circle", { r: 8 }), drawn("text", { y: 4.4, "text-anchor": "middle" }, "?")],
  none: () => [drawn("path", { d: "M-4,0 H4" })],
};

/** The sign of a status: full, half, empty, crossed, with a question mark, a dash. size in px. */
export const sign = (status, size = 14) =>
  drawn(
    "svg",
    { class: "sign", "data-status": status, width: size, height: size, viewBox: "-9 -9 18 18", "aria-hidden": "true" },
    ...(SHAPES[status] ?? SHAPES.none)(),
  );

const days = new Intl.DateTimeFormat(told.language === "en" ? "en-GB" : told.language, { dateStyle: "long", timeZone: "UTC" });

export const date = (iso) => days.format(new Date(`${iso}T12:00:00Z`));
