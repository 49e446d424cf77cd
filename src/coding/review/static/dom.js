// What all parts of the review share: making elements, counting in code points.

export const STATUS_KEYS = { p: "present", s: "partial", n: "absent", u: "unclear" };
export const SIGNS = { present: "●", partial: "◐", absent: "○", unclear: "?" };

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Give a node new children. A button that had the focus hands it to the one of the same name. */
export function clear(node, ...children) {
  const held = node.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (held) node.querySelector(`[data-name="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

export const codingKey = (one) => `${one.start}-${one.end}-${one.indicator}`;
export const itemKey = (one) => `${one.segment}:${one.indicator}`;
export const overlap = (a, b, c, d) => Math.max(0, Math.min(b, d) - Math.max(a, c));
export const count = (text) => { let n = 0; for (const _ of text) n += 1; return n; };

/** The text between two code points. */
export function cut(turn, start, end) {
  if (!turn.points) turn.points = /[\ud800-\udfff]/.test(turn.text) ? Array.from(turn.text) : turn.text;
  const part = turn.points.slice(start - turn.start, end - turn.start);
  return typeof part === "string" ? part : part.join("");
}

export const length = (turn) => (cut(turn, turn.start, turn.start), turn.points.length);
