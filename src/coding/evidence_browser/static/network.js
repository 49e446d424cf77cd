// The network as a picture: who tells of whom. The table beside it says the same to those who do not use a mouse.
import { drawn, say } from "./dom.js";
import { short } from "./data.js";

// The picture shows ties of at least this many codings, as its note in words.json says; the table has all.
const LEAST = 3;
const RADIUS = 150, NODE = 8;

export const codingsOf = (tie) => tie.counts.reduce((sum, n) => sum + n, 0);

/** How a tie is drawn: denied, or told with a formal, an informal or no channel. */
export const kindOf = (tie) => (tie.status === "absent" ? "denied" : tie.formal === null ? "told" : tie.formal >= 0.5 ? "formal" : "informal");
export const KINDS = ["formal", "informal", "told", "denied"];

export const nameOf = (district, tie) => `${short(district, tie.source)} → ${short(district, tie.target)}`;

function placesOf(district, ties) {
  const named = new Set(ties.flatMap((tie) => [tie.source, tie.target]));
  const levels = [...new Set(Object.values(district.stakeholders).map((one) => one[3]))];
  const keys = Object.keys(district.stakeholders).filter((key) => named.has(key));
  keys.sort((a, b) => levels.indexOf(district.stakeholders[a][3]) - levels.indexOf(district.stakeholders[b][3]));
  return new Map(keys.map((key, n) => {
    const angle = (2 * Math.PI * n) / keys.length;
    return [key, { x: RADIUS * Math.sin(angle), y: -RADIUS * Math.cos(angle) }];
  }));
}

/** A bent arrow from one place to another that leaves room for the nodes: the path of its line and of its head. */
function arrow(from, to) {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const bend = { x: middle.x - 0.14 * (to.y - from.y), y: middle.y + 0.14 * (to.x - from.x) };
  const towards = (a, b, far) => {
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    return { x: a.x + (far * (b.x - a.x)) / length, y: a.y + (far * (b.y - a.y)) / length, dx: (b.x - a.x) / length, dy: (b.y - a.y) / length };
  };
  const begin = towards(from, bend, NODE + 2), end = towards(to, bend, NODE + 8), tip = towards(to, bend, NODE + 1);
  const point = (one) => `${one.x.toFixed(1)},${one.y.toFixed(1)}`;
  const side = (way) => point({ x: end.x + way * 4 * end.dy, y: end.y - way * 4 * end.dx });
  return { line: `M${point(begin)} Q${point(bend)} ${point(end)}`, head: `M${point(tip)} L${side(1)} L${side(-1)} Z` };
}

function edge(district, tie, places, choose) {
  const { line, head } = arrow(places.get(tie.source), places.get(tie.target));
  return drawn(
    "g",
    { class: "edge", "data-kind": kindOf(tie), "data-tie": tie.key, onclick: () => choose(tie) },
    drawn("title", {}, `${nameOf(district, tie)}: ${say(`status_${tie.status}`)}, ${say("codings_n", { n: codingsOf(tie) })}`),
    drawn("path", { d: line, class: "reach" }),
    drawn("path", { d: line, class: "line", "stroke-width": (0.6 + 0.5 * Math.sqrt(codingsOf(tie))).toFixed(2) }),
    drawn("path", { d: head, class: "head" }),
  );
}

function node(district, key, { x, y }) {
  const anchor = x > RADIUS / 10 ? "start" : x < -RADIUS / 10 ? "end" : "middle";
  const lift = anchor === "middle" ? (y > 0 ? 24 : -15) : 4;
  const away = anchor === "middle" ? 0 : anchor === "start" ? 14 : -14;
  return drawn(
    "g",
    { class: "node", "data-level": district.stakeholders[key][3] },
    drawn("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: NODE }),
    drawn("text", { x: (x + away).toFixed(1), y: (y + lift).toFixed(1), "text-anchor": anchor }, short(district, key)),
  );
}

export function picture(district, choose) {
  const ties = [...district.tie.values()].filter((tie) => codingsOf(tie) >= LEAST && !["unclear", "none"].includes(tie.status));
  if (!ties.length) return null;
  const places = placesOf(district, ties);
  const order = [...ties].sort((a, b) => (a.status !== "absent") - (b.status !== "absent"));
  return drawn(
    "svg",
    { class: "network", viewBox: "-330 -190 660 380", role: "img", "aria-label": say("network_alt", { n: places.size, ties: ties.length }) },
    ...order.map((tie) => edge(district, tie, places, choose)),
    ...[...places].map(([key, place]) => node(district, key, place)),
  );
}

/** A piece of line for the legend. */
export const sample = (kind) =>
  drawn("svg", { class: "network sample edge", "data-kind": kind, width: 30, height: 10, viewBox: "0 0 30 10", "aria-hidden": "true" },
    drawn("path", { d: "M1,5 H28", class: "line", "stroke-width": 2 }));
