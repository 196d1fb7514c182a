"""Takes the pictures of the documentation: what a reader sees first, and charts.

    .build/browser/bin/python Tests/Browser/screenshots.py REPORTS IMAGES
"""

import base64
import pathlib
import sys

from browser import Browser

# The largest picture that is wanted in a repository.
LARGEST = 150_000
# Name, page, width, height, colours, and the element to be taken where it is not the first screen.
PICTURES = (
    ("performance.png", "performance.html", 1120, 860, "light", None),
    ("performance-phone.png", "performance.html", 360, 760, "dark", "#verdict"),
    ("flow.png", "performance.html", 1000, 0, "dark", "#chart-flow"),
    ("funnel.png", "orchestration.html", 1000, 0, "light", "#chart-funnel"),
)
# Room around an element.
MARGIN = 16
PLACE = """
if (arguments[0] === null) return {x: 0, y: 0, width: innerWidth, height: 0};
const box = document.querySelector(arguments[0]).getBoundingClientRect();
return {x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height};
"""


def take(browser, page, width, height, scheme, selector):
    """The bytes of a picture: `height` pixels from the element on, or all of it where that is 0."""
    browser.look(width, scheme)
    browser.open(page)
    browser.command("Emulation.setScrollbarsHidden", hidden=True)
    place = browser.run(PLACE, selector)
    top = max(0, place["y"] - MARGIN)
    clip = {"x": 0, "y": top, "width": width, "height": height or place["height"] + 2 * MARGIN, "scale": 1}
    if not height:
        clip["x"] = max(0, place["x"] - MARGIN)
        clip["width"] = place["width"] + 2 * MARGIN
    answer = browser.command("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    return base64.b64decode(answer["data"])


def main(reports, images):
    """Writes all pictures; fails when one is too large."""
    reports, images = pathlib.Path(reports).resolve(), pathlib.Path(images)
    images.mkdir(parents=True, exist_ok=True)
    with Browser() as browser:
        for name, page, *view in PICTURES:
            picture = take(browser, reports / page, *view)
            if len(picture) > LARGEST:
                raise SystemExit(f"{name} has {len(picture)} bytes; {LARGEST} at most are wanted")
            (images / name).write_bytes(picture)
            print(f"{images / name}: {len(picture)} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
