"""What axe-core finds against WCAG 2.2 AA and its own best practices."""

import importlib.util
import pathlib

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: {type: "tag", values: arguments[0]}, resultTypes: ["violations"], preload: false}).then(
  (result) => done(result.violations.map((rule) =>
    rule.id + ": " + rule.help + ": " + rule.nodes.length + " times, " + rule.nodes[0].target.join(" "))),
  (error) => done(["axe-core failed: " + error]));
"""
# Width, colours, and whether all details are open. A run takes seconds, so that scenarios and languages take turns.
VIEWS = (
    {"pt-BR": [(1440, "light", True)], "en": [(360, "dark", True)]},
    {"pt-BR": [(1440, "dark", False)], "en": [(360, "light", False)]},
)


def axe():
    """The source of axe-core, from the package that carries it."""
    package = importlib.util.find_spec("axe_playwright_python")
    return (pathlib.Path(package.origin).parent / "axe.min.js").read_text()


def faults(browser, source, views):
    """What is wrong with the open page in these views."""
    browser.command("Runtime.evaluate", expression=source)
    found = []
    for width, scheme, is_open in views:
        browser.look(width, scheme)
        browser.run("for (const part of document.querySelectorAll('details')) part.open = arguments[0]", is_open)
        for violation in browser.driver.execute_async_script(RUN, TAGS):
            found.append(f"{scheme}, {width} px, details {'open' if is_open else 'closed'}: {violation}")
    return found
