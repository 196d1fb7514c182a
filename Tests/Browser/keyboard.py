"""The page without a mouse: from its beginning by Tab alone."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

FOCUSED = """
const a = document.activeElement, box = a.getBoundingClientRect(), style = getComputedStyle(a);
return {tag: a.tagName.toLowerCase(), class: a.className, sort: a.closest("th")?.getAttribute("aria-sort") ?? null,
  isSeen: box.width > 0 && box.height > 0 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.top < innerHeight
    && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
"""
# More steps than any page needs up to its first table.
FAR = 120


def faults(browser):
    """Goes to the first table that can be sorted, sorts it, and filters the first that can be filtered."""
    if not browser.run('return document.querySelector("table.sortable button") !== null'):
        return []
    found = []
    step = press(browser, Keys.TAB)
    if step["class"] != "skip":
        found.append(f"the first stop is {step}")
    wants_filter = browser.run('return document.querySelector(".filter input") !== null')
    has_sorted = has_filtered = False
    for _ in range(FAR):
        if not step["isSeen"]:
            found.append(f"a focus that cannot be seen: {step}")
        if step["tag"] == "button" and not has_sorted:
            found += sorting(browser)
            has_sorted = True
        if step["tag"] == "input" and not has_filtered:
            found += filtering(browser)
            has_filtered = True
        if has_sorted and (has_filtered or not wants_filter):
            return found
        step = press(browser, Keys.TAB)
    return found + [f"after {FAR} stops: sorted {has_sorted}, filtered {has_filtered}"]


def press(browser, *keys):
    """Presses keys where the focus is. Returns where it is then."""
    ActionChains(browser.driver).send_keys(*keys).perform()
    return browser.run(FOCUSED)


def sorting(browser):
    """Enter and Space on the button of a column; the focus must stay."""
    steps = [press(browser, key) for key in (Keys.ENTER, Keys.SPACE, Keys.ENTER)]
    wanted = ["ascending", "descending", "ascending"]
    return [] if [(step["tag"], step["sort"]) for step in steps] == [("button", sort) for sort in wanted] else [f"sorting: {steps}"]


def filtering(browser):
    """A word that no row has, and the way back."""
    rows = "return Array.from(document.activeElement.closest('.filter').nextElementSibling.querySelectorAll('tbody tr'), (row) => row.hidden)"
    press(browser, "no such row")
    hidden = browser.run(rows)
    press(browser, *[Keys.BACKSPACE] * len("no such row"))
    shown = browser.run(rows)
    return [] if all(hidden) and not any(shown) else [f"filtering: {hidden.count(False)} rows left, then {shown.count(True)} hidden"]
