// A table of buttons that is one stop for Tab: within it the arrow keys move.

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The button reached from one by a key, over places without any; null when there is none. */
function reached(rows, row, column, key, whole) {
  if (key === "Home" || key === "End") {
    const all = whole ? rows.flat() : rows[row];
    const held = all.filter(Boolean);
    return key === "Home" ? held[0] : held[held.length - 1];
  }
  const [down, right] = STEPS[key];
  for (let r = row + down, c = column + right; r >= 0 && r < rows.length && c >= 0 && c < rows[r].length; r += down, c += right) {
    if (rows[r][c]) return rows[r][c];
  }
  return null;
}

/** Make a table's buttons a grid. Its rows are those of its body; a cell may hold no button. */
export function roving(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.cells].map((cell) => cell.querySelector("button")));
  const all = rows.flat().filter(Boolean);
  const stop = (chosen) => { for (const one of all) one.tabIndex = one === chosen ? 0 : -1; };
  table.setAttribute("role", "grid");
  stop(all.find((one) => one.getAttribute("aria-pressed") === "true") ?? all[0]);
  table.addEventListener("focusin", (event) => { if (all.includes(event.target)) stop(event.target); });
  table.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS || event.key === "Home" || event.key === "End") || event.altKey || event.metaKey) return;
    const row = rows.findIndex((one) => one.includes(event.target));
    if (row < 0) return;
    event.preventDefault();
    reached(rows, row, rows[row].indexOf(event.target), event.key, event.ctrlKey)?.focus();
  });
  return table;
}
