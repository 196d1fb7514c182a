"""Opens what the program makes of the scenarios in a browser, and says what a reader would stumble over.

    .build/browser/bin/python Tests/Browser/check_reports.py NEXO [SCENARIO...]

Two scenarios are looked at closely, in both languages and all views; the others in one view. Names of scenarios limit
it to those, looked at closely.
"""

import pathlib
import sys
import tempfile
import time

import accessibility
import keyboard
import layout
import markup
import paper
import tables
import without_scripts
from browser import Browser
from pages import LOCALES, make, scenarios

CLOSELY = ("nightly", "agent-output-window")
# Sheets of paper that a report may take, at least and at most.
SHEETS = {"index.html": (1, 3), "performance.html": (2, 30), "orchestration.html": (2, 30)}


def at_a_glance(browser, page):
    """One view of a page."""
    browser.look(1440)
    browser.open(page.path)
    return layout.faults(browser, layout.ONE_VIEW) + traffic(browser, page)


def mail(browser, page, axe):
    """The report that is mailed, as a program shows it that shows web pages."""
    browser.look(640)
    browser.open(page.path)
    found = [fault for width in (360, 640, 1440) for fault in layout.geometry(browser, width)]
    return found + traffic(browser, page) + accessibility.faults(browser, axe, [(640, "light", False)])


def traffic(browser, page):
    """What the page asked for, and what the browser had to say, since it was opened."""
    found = [f"the browser says {complaint}" for complaint in browser.complaints()]
    requests = browser.requests()
    if requests != [page.path.as_uri()]:
        found.append(f"requests: {requests}")
    return found


def closely(browser, page, axe):
    """All views of a page, its tables, its paper, with scripts and without."""
    browser.look(1440)
    browser.open(page.path)
    found = layout.faults(browser, layout.ALL_VIEWS)
    browser.look(1440)
    found += tables.faults(browser, page.locale)
    found += traffic(browser, page)
    browser.open(page.path)
    found += keyboard.faults(browser)
    found += traffic(browser, page)
    found += without_scripts.faults(browser, page)
    browser.open(page.path)
    found += paper.faults(browser, *SHEETS[page.path.name])
    browser.open(page.path)
    turn = CLOSELY.index(page.scenario) if page.scenario in CLOSELY else 0
    return found + accessibility.faults(browser, axe, accessibility.VIEWS[turn][page.locale])


def main(nexo, *names):
    """Prints faults and how many pages were seen; the exit status is 1 when there is a fault."""
    began = time.monotonic()
    count = 0
    pages = []

    def tell(faults):
        nonlocal count
        count += len(faults)
        for fault in faults:
            print(fault, flush=True)

    with tempfile.TemporaryDirectory(prefix="nexo-pages-") as folder:
        output = pathlib.Path(folder)
        chosen = names or CLOSELY
        for scenario in chosen:
            for locale in LOCALES:
                pages += make(nexo, scenario, locale, output)
        near = len(pages)
        for number, scenario in enumerate([] if names else [name for name in scenarios() if name not in CLOSELY]):
            pages += make(nexo, scenario, LOCALES[number % len(LOCALES)], output)
        with Browser() as browser:
            axe = accessibility.axe()
            for number, page in enumerate(pages):
                if page.is_mail:
                    faults = mail(browser, page, axe)
                elif number < near:
                    faults = closely(browser, page, axe)
                else:
                    faults = at_a_glance(browser, page)
                tell([f"{page}: {fault}" for fault in faults])
        tell(markup.faults([page.path for page in pages if not page.is_mail]))
    print(f"{len(pages)} pages, {near} of them closely, {count} faults, {time.monotonic() - began:.0f} s")
    return 1 if count or not pages else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
