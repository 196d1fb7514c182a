"""The page printed: all that it says is on the sheets, and no chart is torn."""

import base64
import collections
import pathlib
import re
import subprocess
import tempfile
import unicodedata

from browser import PAPER

CONTENT = """
const said = (element) => element.innerText;
return {all: said(document.querySelector("main")), title: said(document.querySelector("h1")),
  heads: Array.from(document.querySelectorAll("h2"), said),
  pictures: Array.from(document.querySelectorAll("svg.chart"))
    .filter((chart) => chart.checkVisibility())
    .map((chart) => [said(chart.closest("figure").querySelector("figcaption")),
      ...Array.from(chart.querySelectorAll("text"), (text) => text.textContent)].join(" "))};
"""


LONGEST = 24


def words(text):
    """Words and figures; what a font draws as one letter is taken apart again. Long ones are broken at the lines' ends."""
    parts = re.findall(r"\w+", unicodedata.normalize("NFKC", text))
    return [part for part in parts if len(part) <= LONGEST]


def faults(browser, least, most):
    """Prints the open page; it may take so many sheets."""
    browser.look(PAPER, media="print")
    content = browser.run(CONTENT)
    document = base64.b64decode(browser.command("Page.printToPDF", preferCSSPageSize=True)["data"])
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "page.pdf"
        file.write_bytes(document)
        run = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, timeout=60, check=True)
    sheets = [collections.Counter(words(sheet)) for sheet in run.stdout.split("\f")[:-1]]
    return judge(content, sheets, least, most)


def judge(content, sheets, least, most):
    """What the sheets lack of the content."""
    found = []
    if not least <= len(sheets) <= most:
        found.append(f"{len(sheets)} sheets; from {least} to {most} were expected")
    everything = sum(sheets, collections.Counter())
    for head in [content["title"], *content["heads"]]:
        if not has(everything, head):
            found.append(f"no section {head!r} on paper")
    lost = collections.Counter(words(content["all"])) - everything
    if lost:
        found.append(f"{lost.total()} words are not on paper: {' '.join(list(lost)[:12])}")
    for picture in content["pictures"]:
        if not any(has(sheet, picture) for sheet in sheets):
            found.append(f"a chart is torn: {picture[:60]!r}")
    return found


def has(sheet, text):
    """Whether all words of a text are there."""
    return not collections.Counter(words(text)) - sheet
