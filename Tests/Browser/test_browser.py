"""The checks themselves: a sound page passes, and each fault that is put into it is found.

    .build/browser/bin/python Tests/Browser/test_browser.py
"""

import collections
import pathlib
import sys
import tempfile
import unittest

import accessibility
import keyboard
import layout
import markup
import paper
import shown
import tables
import without_scripts
from browser import Browser
from check_reports import traffic
from pages import ROOT, Page

STYLE = (ROOT / "Templates" / "assets" / "report.css").read_text()
SCRIPT = (ROOT / "Templates" / "assets" / "report.js").read_text()
ROWS = "".join(
    f'<tr><th scope="row">{name}</th><td class="n" data-v="{minutes}">{text}</td></tr>'
    for name, minutes, text in (
        ("Alex", "75", "1 h 15 min"), ("Bruna", "9", "9 min"), ("Carla", "", '<span class="none">- <small>(none)</small></span>'),
        ("Davi", "3000", "2 d 02 h"), ("Enzo", "61", "1 h 01 min"), ("Flora", "8", "8 min"), ("Gil", "700", "11 h 40 min"),
        ("Hugo", "1", "1 min")))
TABLE = f"""<div class="scroll" role="region" aria-labelledby="caption" tabindex="0"><table class="sortable">
<caption id="caption">Times</caption><thead><tr><th scope="col">Name</th><th scope="col" class="n">Time</th></tr></thead>
<tbody>{ROWS}</tbody></table></div>"""
CHART = """<figure><figcaption>Two</figcaption><svg class="chart wide" viewBox="0 0 760 100" role="img" aria-label="two">
<rect class="part s0" x="0" y="40" width="90" height="20"/><text x="100" y="55">said</text><text x="200" y="55">done</text></svg></figure>"""
SOUND = f"<p>A page.</p>{CHART}<h2>Times</h2>{TABLE}"


def document(body, style=STYLE, script=SCRIPT):
    """A page of the reports' kind."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>T</title><style>{style}</style></head><body data-sort="Sort" data-filter="Filter"><a class="skip" href="#main">Skip</a>
<main id="main"><h1>T</h1>{body}</main><script>{script}</script></body></html>"""


class Checks(unittest.TestCase):
    """Each check over pages made for it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.browser = cls.enterClassContext(Browser())

    def open(self, text):
        path = pathlib.Path(self.folder.name) / "page.html"
        path.write_text(text)
        self.browser.look(1440)
        self.browser.open(path)
        return Page("test", "en", path)

    def finds(self, wanted, faults):
        self.assertTrue(any(wanted in fault for fault in faults), f"no {wanted!r} among {faults}")

    def test_a_sound_page_passes(self):
        page = self.open(document(SOUND))
        self.assertEqual(layout.faults(self.browser, layout.ALL_VIEWS), [])
        self.browser.look(1440)
        self.assertEqual(keyboard.faults(self.browser), [])
        self.assertEqual(traffic(self.browser, page), [])
        self.assertEqual(without_scripts.faults(self.browser, page), [])
        self.browser.open(page.path)
        self.assertEqual(tables.faults(self.browser, "en"), [])
        self.assertEqual(paper.faults(self.browser, 1, 1), [])
        self.assertEqual(accessibility.faults(self.browser, accessibility.axe(), [(1440, "light", True)]), [])
        self.assertEqual(markup.faults([page.path]), [])

    def test_faults_of_layout_are_found(self):
        for wanted, body, style in (
            ("the page is", '<pre style="width:2000px">wide</pre>', ""),
            ("text upon text", '<p>one</p><p style="margin-top:-2rem">two</p>', ""),
            ("text beyond its box", '<p style="width:3rem;overflow:hidden;white-space:nowrap">cut off at its end</p>', ""),
            ("box upon box", '<div style="height:4rem"></div><div style="height:4rem;margin-top:-2rem"></div>', ""),
            ("letters of", '<p style="font-size:6px">small</p>', ""),
            ("a mark upon text", CHART.replace('width="90"', 'width="120"'), ""),
            ("text upon text", CHART.replace('x="200"', 'x="110"'), ""),
            ("text beyond its box", CHART.replace('x="200"', 'x="750"'), ""),
            ("text hidden below", f'<div class="scroll" style="height:2rem">{TABLE}</div>', ""),
            ("the background is", SOUND, "body { background: #fff }"),
        ):
            with self.subTest(wanted):
                self.open(document(body, STYLE + style))
                self.finds(wanted, layout.faults(self.browser, layout.ALL_VIEWS[2:4]))

    def test_faults_of_tables_are_found(self):
        for wanted, script in (
            ("0 buttons", ""),
            ("aria-sort is", SCRIPT.replace('"aria-sort", down', '"aria-other", down')),
            ("before", SCRIPT.replace("a - b", "String(a).localeCompare(String(b))")),
            ("not at the end", SCRIPT.replace("(x === null) - (y === null)", "(y === null) - (x === null)")),
            ("other rows", SCRIPT.replace("body.append(...sorted)", "body.replaceChildren(...sorted.slice(1))")),
            ("leaves", SCRIPT.replace("row.hidden = !", "row.hidden = ")),
            ("says", SCRIPT.replace("shown +=", "shown -=")),
            ("8 rows and no filter", SCRIPT.replace("rows.length < 8", "rows.length < 80")),
        ):
            with self.subTest(wanted):
                self.assertNotEqual(script, SCRIPT)
                self.open(document(SOUND, script=script))
                self.finds(wanted, tables.faults(self.browser, "en"))

    def test_faults_of_the_keyboard_are_found(self):
        self.open(document(SOUND, STYLE + ":focus-visible, th button:focus-visible { outline: none }"))
        self.finds("cannot be seen", keyboard.faults(self.browser))
        self.open(document(SOUND, script=SCRIPT.replace("head.append(button)", "button.tabIndex = -1; head.append(button)")))
        self.finds("sorted False", keyboard.faults(self.browser))
        self.open(document(SOUND, script=SCRIPT.replace('"click"', '"mousedown"')))
        self.finds("sorting", keyboard.faults(self.browser))

    def test_what_the_browser_says_and_asks_for_is_found(self):
        page = self.open(document('<img src="other.png" alt="">', script="throw new Error('oh')"))
        found = traffic(self.browser, page)
        self.finds("oh", found)
        self.finds("other.png", found)
        policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
        page = self.open(document("<p>styled</p>").replace("<title>", policy + "<title>"))
        self.finds("Content Security Policy", traffic(self.browser, page))

    def test_what_only_a_script_shows_is_found(self):
        page = self.open(document(SOUND, script="document.querySelector('tbody').lastChild.remove()"))
        self.finds("other tables", without_scripts.faults(self.browser, page))

    def test_what_paper_loses_is_found(self):
        content = {"title": "Report", "heads": ["Agents"], "all": "Agents Alex 84", "pictures": ["Alex 84"]}
        sheets = [collections.Counter(["Report", "Agents", "Alex"]), collections.Counter(["84"])]
        self.assertEqual(paper.judge(content, sheets, 1, 2), ["a chart is torn: 'Alex 84'"])
        self.finds("sheets", paper.judge(content, sheets, 1, 1))
        self.finds("are not on paper", paper.judge(content, sheets[:1], 1, 1))
        self.finds("no section", paper.judge(content | {"heads": ["Channels"]}, sheets, 1, 2))

    def test_faults_of_markup_and_accessibility_are_found(self):
        page = self.open(document('<p><img src="data:,"></p><p style="color:#aaa;background:#fff">pale</p>'))
        found = accessibility.faults(self.browser, accessibility.axe(), [(1440, "light", False)])
        self.finds("image-alt", found)
        self.finds("color-contrast", found)
        self.finds("alt", markup.faults([page.path]))

    def test_cells_are_read_as_they_are_written(self):
        for text, locale, value in (
            ("1.234", "pt-BR", 1234), ("1,234", "en", 1234), ("83,3% 75/84", "pt-BR", 83.3), ("83.3% 75/84", "en", 83.3),
            ("1 d 07 h", "en", 31 * 3600), ("4 h 05 min", "pt-BR", 245 * 60), ("9 min", "en", 540), ("12,3 kB", "pt-BR", 12300),
            ("- (none)", "en", None),
        ):
            self.assertEqual(shown.number(text, locale), value)
        self.assertLess(shown.moment("31/01/2026 09:45"), shown.moment("01/02/2026"))
        self.assertLess(shown.moment("2026-01-31 09:45"), shown.moment("2026-02-01"))
        self.assertIsNone(shown.moment("Alex"))


if __name__ == "__main__":
    # The program's path, which the other checks take, says nothing here.
    unittest.main(argv=sys.argv[:1])
