"""How a text must look in each kind of output, and whether an output says what its twin in plain words says."""
import re
import unicodedata

from naughty import whole

WORD = re.compile(r"zq([a-z])(\d{4})z")


def xml(text):
    """Data hold no character that XML 1.0 does not know."""
    return "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" else "\ufffd" for c in whole(text))


def page(text):
    """On a page: no control, nothing that turns the direction of what follows, no character that is none."""
    def hidden(n):
        return (n < 0x20 and n not in (9, 10, 13)) or 0x7F <= n <= 0x9F or 0x202A <= n <= 0x202E or 0x2066 <= n <= 0x2069 or 0xFDD0 <= n <= 0xFDEF or n & 0xFFFE == 0xFFFE
    return "".join("\ufffd" if hidden(ord(c)) else c for c in whole(text))


def html(text):
    """As a browser reads a page: line ends are LF."""
    return page(xml(text)).replace("\r\n", "\n").replace("\r", "\n")


def markdown(text):
    """As GitHub shows it: breaks for lines, one blank for several; blanks of no width keep what is no mention apart."""
    text = re.sub("\r\n|[\r\u2028\u2029\u0085]", "\n", xml(text))
    return squeezed(page(text))


def squeezed(text):
    lines = text.replace("\u200b", "").split("\n")
    return "\n".join(re.sub("[ \t]+", " ", line).strip(" ") for line in lines).strip("\n")


def table(text):
    """In a CSV file: no formula."""
    text = xml(text)
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text


def terminal(text):
    """On a terminal: written out what would steer it."""
    names = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(names.get(c, f"\\u{{{ord(c):X}}}") if steers(c) else c for c in whole(text))


def steers(c):
    n = ord(c)
    return (n < 0x20 or 0x7F <= n < 0xA0 or n in (0x61C, 0x2028, 0x2029, 0x200E, 0x200F, 0xFFFE, 0xFFFF) or 0x202A <= n <= 0x202E
            or 0x2066 <= n <= 0x2069)


def identifier(text):
    """The id of an unregistered agent or channel."""
    return unicodedata.normalize("NFC", xml(text.lower()).replace(" ", "_").replace("-", "_"))


def anchor(text):
    """An id within an attribute."""
    return "".join(chr(b) if chr(b).isascii() and (chr(b).isalnum() or chr(b) in "_-") else f".{b:02x}" for b in text.encode())


class Twin:
    """Compares what was written of hostile texts with what was written of plain words in their places."""

    def __init__(self, meanings):
        """`meanings(kind, rank)` are the texts that may stand in the place of a word: as data hold it, and as it was given, last."""
        self.meanings = meanings

    def agrees(self, plain, hostile, look, mend=lambda text: text):
        """Whether `hostile` is `plain` with other words; long texts may be cut, which shows."""
        if hostile == plain: return True
        words = list(WORD.finditer(plain))
        meanings = [self.meanings(m[1], int(m[2])) for m in words]
        for choice in range(max(map(len, meanings), default=0)):
            texts = [look(found[min(choice, len(found) - 1)]) for found in meanings]
            if any(mend(self.filled(plain, words, cuts)) == hostile for cuts in (texts, [short(t) for t in texts])): return True
            if hostile.endswith("…") and any(mend(self.filled(plain, words, cuts)).startswith(hostile[:-1].rstrip()) and len(hostile) > 60
                                             for cuts in (texts, [short(t) for t in texts])): return True
            if self.is_cut(plain, words, texts, hostile): return True
        return False

    def filled(self, plain, words, texts):
        parts, last = [], 0
        for match, text in zip(words, texts):
            parts += [plain[last:match.start()], text]
            last = match.end()
        return "".join(parts + [plain[last:]])

    def is_cut(self, plain, words, texts, hostile):
        """Whether texts of more than 60 characters are cut in `hostile`, somewhere, with a mark that says so."""
        if not any(len(text) > 60 for text in texts): return False
        pattern = self.filled(re.escape(plain), list(WORD.finditer(re.escape(plain))),
                              [re.escape(text) if len(text) <= 60 else "(.*?)" for text in texts])
        found = re.fullmatch(pattern, hostile, re.DOTALL)
        if not found: return False
        return all(group == text or (group.endswith(("...", "…")) and len(group) > 20 and text.startswith(group.removesuffix("...").removesuffix("…")))
                   for group, text in zip(found.groups(), [text for text in texts if len(text) > 60]))


def short(text):
    """As findings cut a text."""
    return text if len(text) <= 60 else text[:60] + "..."
