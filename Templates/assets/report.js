"use strict";
// Sorting and filtering of tables. The page is complete without it: what it needs it adds itself.
for (const table of document.querySelectorAll("table.sortable")) {
  const words = document.body.dataset;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  if (rows.length < 2) continue;

  // A number, a text, or null for a cell that says why it has no figure: those stay at the end.
  const value = (row, i) => {
    const cell = row.cells[i];
    if (cell.dataset.v === "" || (!cell.dataset.v && cell.querySelector(".none"))) return null;
    const text = cell.dataset.v ?? cell.textContent.trim();
    if (cell.dataset.v) return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
    return heads[i].classList.contains("n") ? Number(text.replace(/\D/g, "")) : text;
  };
  const compare = (a, b) => typeof a === "number" && typeof b === "number"
    ? a - b : String(a).localeCompare(String(b), document.documentElement.lang, {numeric: true});

  heads.forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.title = words.sort;
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keys = new Map(rows.map((row) => [row, value(row, i)]));
      const sorted = rows.slice().sort((a, b) => {
        const [x, y] = [keys.get(a), keys.get(b)];
        if (x === null || y === null) return (x === null) - (y === null);
        return down ? compare(y, x) : compare(x, y);
      });
      body.append(...sorted);
    });
  });

  if (rows.length < 8) continue;
  const line = document.createElement("p");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  line.className = "filter";
  input.type = "search";
  count.setAttribute("aria-live", "polite");
  label.append(words.filter, " ", input);
  line.append(label, " ", count);
  table.parentElement.before(line);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase(document.documentElement.lang);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLocaleLowerCase(document.documentElement.lang).includes(wanted);
      if (!row.hidden) shown += 1;
    }
    count.textContent = wanted === "" ? "" : shown + " / " + rows.length;
  });
}
