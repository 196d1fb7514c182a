"""What can be read of a page: nothing overlaps, nothing is cut, nothing makes the page scroll sideways."""

import pathlib

from browser import PAPER

SCRIPT = (pathlib.Path(__file__).parent / "layout.js").read_text()
SMALLEST_ON_SCREEN = 10
SMALLEST_ON_PAPER = 8

# Width, preferred colours, medium. Paper has one width, whatever the window's.
ALL_VIEWS = [(width, scheme, "screen") for width in (360, 768, 1440) for scheme in ("light", "dark")]
ALL_VIEWS += [(PAPER, scheme, "print") for scheme in ("light", "dark")]
ONE_VIEW = [(1440, "light", "screen")]


def faults(browser, views):
    """What is wrong with the open page in these views: how it is laid out, and whether its colours are those asked for."""
    found = []
    for width, scheme, media in views:
        found += geometry(browser, width, scheme, media)
        paper = browser.run("return getComputedStyle(document.body).backgroundColor")
        is_dark = sum(int(part) for part in paper.strip("rgba()").split(",")[:3]) < 3 * 128
        if is_dark != (scheme == "dark" and media == "screen"):
            found.append(f"{media} {width} px {scheme}: the background is {paper}")
    return found


def geometry(browser, width, scheme="light", media="screen"):
    """What overlaps, is cut, or is too small in one view."""
    browser.look(width, scheme, media)
    smallest = SMALLEST_ON_PAPER if media == "print" else SMALLEST_ON_SCREEN
    return [f"{media} {width} px {scheme}: {fault}" for fault in browser.run(SCRIPT, smallest)]
