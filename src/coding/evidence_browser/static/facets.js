// The filters: for each facet its values, how many codings each would leave, and which are chosen.
import { element, figure, say, sign, told } from "./dom.js";
import { indicators, label, short } from "./data.js";
import { FACETS } from "./address.js";

export const named = (district, facet, value) =>
  facet === "indicator" ? label(value) : facet === "stakeholder" ? short(district, value) : say(`${facet}_${value}`);

function valuesOf(district, facet) {
  if (facet === "indicator") return [...indicators.keys()];
  if (facet === "status") return told.statuses;
  if (facet === "source") return ["human", "demonstration", "machine"];
  const there = new Set(district.codings.map((one) => one[facet]));
  const known = facet === "stakeholder" ? Object.keys(district.stakeholders) : ["interview", "fgd", "document"];
  return known.filter((value) => there.has(value));
}

function chip(district, facet, value, change) {
  const box = element("input", { type: "checkbox", value, "data-facet": facet, onchange: () => change(facet, value, box.checked) });
  return element("label", { class: "chip", "data-hue": facet === "indicator" ? value : null },
    box, facet === "status" ? sign(value, 13) : null, element("span", {}, named(district, facet, value)), element("span", { class: "count" }));
}

/** The filters of a district; `change` is told of each. */
export const facets = (district, change) =>
  FACETS.map((facet) => element("fieldset", { class: "facet" },
    element("legend", {}, say(facet)), valuesOf(district, facet).map((value) => chip(district, facet, value, change))));

export function update(root, filters, counts) {
  for (const box of root.querySelectorAll("input[data-facet]")) {
    const { facet } = box.dataset;
    const n = counts[facet].get(box.value) ?? 0;
    box.checked = filters[facet].has(box.value);
    box.parentElement.lastElementChild.textContent = figure(n);
    box.parentElement.classList.toggle("empty", !n);
  }
}
