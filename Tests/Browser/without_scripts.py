"""The page where scripts are off: the same words in the same tables, and nothing that would not work."""

CONTENT = """
const said = (element) => element.innerText.replace(/\\s+/g, " ").trim();
return {tables: Array.from(document.querySelectorAll("table"), said), title: document.title,
  rest: Array.from(document.querySelectorAll("main > section > :not(.filter)"), said),
  dead: document.querySelectorAll("th button, .filter").length};
"""


def faults(browser, page):
    """Opens the page with and without scripts."""
    browser.open(page.path)
    with_scripts = browser.run(CONTENT)
    browser.scripts(False)
    try:
        browser.open(page.path)
        without = browser.run(CONTENT)
    finally:
        browser.scripts(True)
    found = [f"{without['dead']} buttons or fields that do nothing"] if without["dead"] else []
    for key in ("title", "tables", "rest"):
        if with_scripts[key] != without[key]:
            found.append(f"other {key} without scripts")
    return found
