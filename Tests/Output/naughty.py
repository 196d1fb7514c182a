"""Strings that break reports: our own list, and those of a file."""
import json
import unicodedata

SCRIPTS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><script>x</script>",
    "</style><style>*{display:none}</style>", "</td></tr></table><h1>out</h1>", "</bdi></main></body></html>", "<!-- hidden", "-->",
    "--!>", "<![CDATA[x]]>", "]]>", "<?php x ?>", "<svg/onload=alert(1)>", "<a href=\"javascript:alert(1)\">x</a>", "<plaintext>",
    "<xmp>", "<textarea>", "<base href=//x.test>", "<meta http-equiv=refresh content=0>", "<iframe src=//x.test>", "&lt;b&gt;", "&amp;amp;",
    "&#60;b&#62;", "&#x3c;b&#x3e;", "&notanentity;", "&copy", "&", "AT&T; &c.", "<", ">", "\"", "'", "`", "<br>", "a<b", "1 < 2 > 0", "\\", "\\\\",
    "end\\", "x\\|y", "</", "<//", "<a", "</a x", "&#0;", "&#x202e;",
]
MARKS = [
    "<\u0301script>\u0301alert(1)</script>", "\"\u0308 onclick=alert(1) x=\"\u0308", "'\u20dd", "&\u0301lt;", "\u200d<\ufe0fb>", "|\u0301 cell",
    "`\u0301code`\u0301", "*\u0301bold*\u0301", "[\u0301x](\u0301y)", "=\u0301cmd", "\u0301leading", "e" + "\u0301" * 50, "\u0338>", "\\\u0301|", "_\u0301a_\u0301", "#\u0301 x",
]
MUSTACHE = [
    "{{title}}", "{{{title}}}", "{{&title}}", "{{#agents}}x{{/agents}}", "{{^agents}}", "{{/agents}}", "{{>top.html}}", "{{! comment }}",
    "{{=<% %>=}}", "{{%CONTENT_TYPE:TEXT}}", "{{", "}}", "{n}", "{agent}", "{files} {read}", "${x}", "#{x}", "<%= x %>", "{% x %}", "%s%n%@", "\\(title)",
]
FORMULAS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://x.test\",\"x\")", "'=1", "''", "\"=1\"", "a,b;c", "a\"b\"c", "a\nb", "a\r\nb",
    "a\rb", "a\tb", ";", ",", "1e5", "0x10", "-", "+", "=", "@", "-5", "+5", "-x", "=-+@",
]
MARKDOWN = [
    "*bold* **bold** ***x***", "_it_ __b__ a_b_c _a_b_", "~~gone~~ ~gone~", "`code` ``x``", "```", "~~~", "```swift\ncode\n```", "    indented", "# head", "###### x", "#",
    "####### x", "head\n===", "head\n---", "---", "***", "___", "- - -", "* * *", "- item", "+ item", "* item", "-\titem", "1. one", "1) one", "12345. x", "2026.", "> quote", ">", "- [ ] todo",
    "[ ] todo", "[x] done", "[x](http://x.test)", "[x](javascript:alert(1))", "![x](http://x.test/y.png)", "[x]", "[x]: http://x.test", "[x][]", "[^1]", "[^1]: note",
    "<http://x.test>", "<a@x.test>", "http://x.test", "https://x.test/?a=b&c=d", "ftp://x.test/f", "www.x.test", "WWW.X.TEST", "wWw.x.test", "a@x.test", "mailto:a@x.test", "xmpp:a@x.test/r",
    "a@_b.test", "a@-b.test", "a.b+c@x-y.test", "_a@b.test", "(www.x.test)", "*www.x.test", "~www.x.test", "_www.x.test", "x://y", "http:///", "HTTP://X.TEST", "http\u200b://x.test",
    "@user", "@org/team", "x @user y", "#1", "GH-1", "org/repo#1", ":tada:", "a | b | c", "| a | b |", "|---|---|", ":--", "--:", ":-:", "||", "\\|", "a \\| b", "`a|b`", "x  ", "x\\",
    "a  \nb", "a\\\nb", "a\n\nb", "a\n- b", "a\n# b", "a\n> b", "a\n| b | c |\n|---|---|", "a\n```", "\\*x\\*", "\\`", "\\[x\\]", "!\\[x](y)", "$x$", "$$x$$", "<div>\n\nx\n\n</div>", "<https://x.test", "[a](<b>)", "*a`b*c`",
    "**", "*", "_", "__", "~", "~~", "!", "![", "](", ")", "(", "[", "]", "***a** b*", "a**b**c", "\u3000**x**\u3000", "\u00a0x\u00a0", "\u3000wide\u3000", "\u2003em", "em\u2003", "&nbsp;x",
    "Dr. No: 1. and 2)", "- ", "+ ", "1.", "1)", "=", "==", "#hash", "+1", "-1", "%", "^x^", "==mark==", "H~2~O", "a\u2028b", "a\u2029b", "a\u0085b", "setext\n=", "- a\n  - b", "<details><summary>x",
]
CONTROLS = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://x.test\x1b\\link\x1b]8;;\x1b\\", "\x9b31mred", "\x9d0;x\x9c", "\x90q\x9c", "a\x00b", "a\x07b\x08c", "a\x0bb\x0cc", "\x7f",
    "\x80\x85\x9f", "\x01\x02\x03\x1f", "a\rb\rover", "\x1b[2J\x1b[H", "\x1bc", "\x1b[?1049h", "\ufffe\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000", "\ufffd", "\ud800", "\udfff", "a\udc00b", "\ud83dx",
]
DIRECTIONS = [
    "\u202egpj.exe", "\u202atext", "\u202b\u202c", "\u202dx\u202e", "\u2066x", "\u2067\u2068y\u2069", "\u2069\u2069", "\u200fmark\u200e", "\u061cmark", "עברית", "شركة الأزياء", "abc עברית 123 (x)", "\u202e|\u202d",
    "\u200b", "\u200bzero\u200bwidth", "\u200c\u200d", "\u2060x", "\ufeffbom", "\u00adsoft", "\u180ex", "\U000e0041\U000e007f", "\u115f\u1160\u3164", "\u2800", "\ufff9a\ufffab\ufffb",
]
PLAIN = [
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇧🇷🇵🇹", "中文標題", "日本語", "한국어", "ção é ã ñ", "ﷺ", "İstanbul ı ß ẞ", "Ǆ ǆ ﬁ ſ", "Z̷̧͝a̶̢l̵g̸o̴", "x" * 200, "long " * 40, "ｗｉｄｅ",
    "＝fullwidth", "null", "NULL", "undefined", "NaN", "None", "nil", "[object Object]", "../../etc/passwd", "..", "C:\\x", "file:///etc/passwd", "con", "a:b", "a'b", "$(id)", "`id`", ";id", "-rf", "--help", "*", "?", "~",
]
OWN = SCRIPTS + MARKS + MUSTACHE + FORMULAS + MARKDOWN + CONTROLS + DIRECTIONS + PLAIN


def of_file(path):
    """The strings of a JSON list."""
    with open(path, encoding="utf-8") as f: return json.load(f)


def key(text):
    """What names of agents and channels are compared by; texts that differ in more have rows of their own."""
    return unicodedata.normalize("NFC", "".join(c for c in text.lower() if c not in " -_"))


def distinct(texts):
    """Those of `texts` that hold something and that a reader can tell apart, without the white space at their ends, which is cut off."""
    found = {}
    for text in texts:
        text = text.strip(" \t\n\r\v\f")
        # A byte order mark is as blank as white space.
        if text.replace("\ufeff", "").strip(): found.setdefault(whole(text), text)
    return list(found.values())


def whole(text):
    """A text as a reader must take it: half a pair of surrogates is no character."""
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in text)
