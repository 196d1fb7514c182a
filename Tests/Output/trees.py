"""What a page or a Markdown file says to a real parser: its elements with their attributes, and the texts between them."""
import re
import subprocess

import html5lib

SIZE = re.compile(r"\d+([.,]\d+)? (B|kB|MB)")
SVG = "{http://www.w3.org/2000/svg}"
# What charts are drawn with. How long a name is decides where labels stand in them, and which find no place.
DRAWN = {SVG + name: attributes for name, attributes in {
    "svg": {"class", "viewBox", "role", "aria-labelledby"}, "title": {"id"}, "desc": {"id"}, "path": {"class", "d"},
    "rect": {"class", "x", "y", "width", "height"}, "circle": {"class", "cx", "cy", "r"},
    "text": {"class", "x", "y", "text-anchor"}}.items()}
HASH = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def of_page(text):
    """The steps of an HTML document, and the parser's complaints."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(text)
    return list(steps(tree, breaks=False)), [code for _, code, _ in parser.errors]


def of_markdown(text):
    """The steps of a Markdown file as GitHub's renderer makes them, with all that it can do switched on."""
    command = ["cmark-gfm", "--unsafe"] + [word for name in ("table", "autolink", "strikethrough", "tasklist", "footnotes") for word in ("-e", name)]
    page = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return list(steps(parser.parseFragment(page), breaks=True)), []


def steps(tree, breaks):
    """`("open", name, attributes)`, `("close", name)`, `("text", words)`, in order; with `breaks`, `<br>` is a line's end."""
    texts = []

    def flush():
        if texts:
            text = "".join(texts)
            texts.clear()
            if text.strip(): yield "text", settled(text)

    def walk(element):
        if not isinstance(element.tag, str):
            yield from flush()
            yield "comment", element.text
        elif element.tag == SVG + "svg" and element.get("class", "").startswith("chart "):
            yield from flush()
            strange = [e.tag for e in element.iter() if not isinstance(e.tag, str) or not set(e.attrib) <= DRAWN.get(e.tag, set()) or e.tag not in DRAWN]
            yield "chart", element.get("class"), strange
            # Wherever it stands, a name that was shortened is still no element.
            if strange: yield "strange", strange
        elif breaks and element.tag == "br":
            texts.append("\n")
        else:
            yield from flush()
            yield "open", element.tag, tuple(sorted((str(k), ordinal(v) if k == "data-v" else HASH.sub("HASH", v)) for k, v in element.attrib.items()))
            if element.text: texts.append(element.text)
            for child in element:
                yield from walk(child)
                if child.tail: texts.append(child.tail)
            yield from flush()
            yield "close", element.tag

    yield from walk(tree)
    yield from flush()


def ordinal(text):
    """What a table is sorted by: of a file, its size, which differs."""
    return "NUMBER" if text.isdecimal() else text


def settled(text):
    """Sizes, hashes and the ids of proposed tasks are those of the files and titles, and differ."""
    return HASH.sub("HASH", SIZE.sub("SIZE", text) if SIZE.fullmatch(text.strip()) else text)
