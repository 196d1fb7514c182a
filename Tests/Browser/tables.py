"""Sorting and filtering of tables, by mouse and by keyboard."""

from itertools import pairwise

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import shown

# What a table shows now. Asked for as a whole: each question takes its time.
STATE = """
const table = document.querySelectorAll("table.sortable")[arguments[0]];
const said = (element) => {
  const parts = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) parts.push(walker.currentNode.data);
  return parts.join(" ").replace(/\\s+/g, " ").trim();
};
return {
  caption: said(table.caption),
  marks: Array.from(table.tHead.rows[0].cells, (head) => head.getAttribute("aria-sort")),
  figures: Array.from(table.tHead.rows[0].cells, (head) => head.classList.contains("n")),
  rows: Array.from(table.tBodies[0].rows, (row) => ({isHidden: row.hidden, cells: Array.from(row.cells, (cell) => ({
    text: said(cell), isMissing: cell.querySelector(".none") !== null}))})),
  count: table.parentElement.previousElementSibling?.querySelector("output")?.textContent ?? null,
};
"""
# Words are ordered as the language does it.
WORDS = "const c = new Intl.Collator(arguments[0], {numeric: true}); return arguments[1].map(([a, b]) => c.compare(a, b));"


def faults(browser, locale):
    """Sorts by every column of every table of the open page, both ways, and looks at the order of the rows."""
    found = []
    for index, table in enumerate(browser.driver.find_elements(By.CSS_SELECTOR, "table.sortable")):
        before = browser.run(STATE, index)
        buttons = table.find_elements(By.CSS_SELECTOR, "thead th button")
        wanted = len(before["marks"]) if len(before["rows"]) > 1 else 0
        if len(buttons) != wanted:
            found.append(f"{before['caption']}: {len(buttons)} buttons, not {wanted}")
            continue
        for column, button in enumerate(buttons):
            for order in ("ascending", "descending"):
                # A mouse takes its time; where it has hit one button of a table it hits the others.
                if column == len(buttons) - 1:
                    button.click()
                else:
                    browser.run("arguments[0].click()", button)
                found += [
                    f"{before['caption']}, column {column + 1}, {order}: {fault}"
                    for fault in sorting(browser, index, before, column, order, locale)
                ]
        found += [f"{before['caption']}: {fault}" for fault in filtering(browser, index, table, before["rows"])]
    return found


def sorting(browser, index, before, column, order, locale):
    """What is wrong with a table that was just sorted by a column."""
    now = browser.run(STATE, index)
    found = []
    if now["marks"] != [order if other == column else None for other in range(len(now["marks"]))]:
        found.append(f"aria-sort is {now['marks']}")
    if sorted(map(str, now["rows"])) != sorted(map(str, before["rows"])):
        found.append("other rows than before")
    return found + disorder(browser, now["rows"], column, order, before["figures"][column], locale)


def disorder(browser, rows, column, order, is_figure, locale):
    """What is wrong with the order of a column."""
    cells = [row["cells"][column] for row in rows if column < len(row["cells"])]
    missing = [cell["isMissing"] for cell in cells]
    if missing != sorted(missing):
        return [f"cells without a figure are not at the end: {[cell['text'] for cell in cells]}"]
    texts = [cell["text"] for cell in cells if not cell["isMissing"]]
    values = [shown.moment(text) or (shown.number(text, locale) if is_figure else None) for text in texts]
    if is_figure and None in values:
        return [f"no figure: {texts[values.index(None)]!r}"]
    if texts and None not in values:
        signs = [(a > b) - (a < b) for a, b in pairwise(values)]
    else:
        signs = browser.run(WORDS, locale, list(pairwise(texts)))
    wrong = (lambda sign: sign > 0) if order == "ascending" else (lambda sign: sign < 0)
    return [f"{texts[i]!r} before {texts[i + 1]!r}" for i, sign in enumerate(signs) if wrong(sign)][:3]


def filtering(browser, index, table, rows):
    """Types into the filter of a table. Short tables have none."""
    scroller = table.find_element(By.XPATH, "..")
    lines = scroller.find_elements(By.XPATH, "preceding-sibling::*[1][contains(@class, 'filter')]")
    if not lines:
        return [f"{len(rows)} rows and no filter"] if len(rows) >= 8 else []
    found = []
    field = lines[0].find_element(By.TAG_NAME, "input")
    word = rows[-1]["cells"][0]["text"].split()[0].upper()
    for wanted in (word, "no such row is there"):
        field.clear()
        field.send_keys(wanted)
        now = browser.run(STATE, index)
        left = [row for row in now["rows"] if not row["isHidden"]]
        expected = [row for row in rows if any(wanted.lower() in cell["text"].lower() for cell in row["cells"])]
        if len(left) != len(expected):
            found.append(f"filter {wanted!r} leaves {len(left)} rows of {len(expected)}")
        if [part for part in now["count"].split() if part.isdigit()] != [str(len(expected)), str(len(rows))]:
            found.append(f"filter {wanted!r} says {now['count']!r}")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(Keys.DELETE)
    now = browser.run(STATE, index)
    if any(row["isHidden"] for row in now["rows"]) or now["count"]:
        found.append("an empty filter still hides rows, or counts them")
    return found
