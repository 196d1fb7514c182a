"""What a cell shows, as a value to order by. Nothing here comes from the page's own data attributes."""

import re

UNITS = {"d": 86400, "h": 3600, "min": 60, "s": 1}
SIZES = {"B": 1, "kB": 1000, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}


def moment(text):
    """A day or a moment as it is written in any of the locales, or None."""
    brazilian = re.match(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d):(\d\d))?$", text)
    if brazilian:
        day, month, year, hour, minute = brazilian.groups()
        return (year, month, day, hour or "", minute or "")
    english = re.match(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?$", text)
    return tuple(part or "" for part in english.groups()) if english else None


def number(text, locale):
    """The figure that a cell begins with: a count, a rate, a duration or a size."""
    points, mark = (".", ",") if locale == "pt-BR" else (",", ".")
    figure = rf"(\d+(?:{re.escape(points)}\d{{3}})*(?:{re.escape(mark)}\d+)?)"

    def plain(digits):
        return float(digits.replace(points, "").replace(mark, "."))

    parts = re.match(rf"(?:{figure} (?:d|h|min|s)\b\s*)+", text)
    if parts:
        return sum(plain(digits) * UNITS[unit] for digits, unit in re.findall(rf"{figure} (d|h|min|s)\b", parts.group()))
    size = re.match(rf"{figure}\s([kKMG]?i?B)\b", text)
    if size:
        return plain(size.group(1)) * SIZES[size.group(2)]
    count = re.match(figure, text)
    return plain(count.group(1)) if count else None
