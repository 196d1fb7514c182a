"""Single values as exports write them: instants, booleans, decimals, and the days of a time zone.

Instants are integers, milliseconds since 1970 UTC; hours are integers, ten-thousandths of an hour."""
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from fractions import Fraction

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII)
DMY = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
DECIMAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)


class Unreadable(Exception):
    """A value that is present but cannot be read."""


def milliseconds(moment):
    return (moment - EPOCH) // timedelta(milliseconds=1)


def local(zone, year, month, day, hour=0, minute=0, second=0):
    """A local time as an instant: a time in a gap takes the offset before it, of two the earlier (fold=0 is both)."""
    return milliseconds(datetime(year, month, day, hour, minute, second, tzinfo=zone))


def instant(text, zone, dates=None):
    """`zone` is that of times which name none; `dates` is "dmy" for day/month/year."""
    if dates == "dmy" and (m := DMY.fullmatch(text)):
        d, mo, y, h, mi, s = (int(x or 0) for x in m.groups())
        return checked(zone, y, mo, d, h, mi, s)
    if WHOLE.fullmatch(text):
        n = int(text)
        if abs(n) >= 100_000_000_000: ms = n
        elif abs(n) >= 100_000_000: ms = n * 1000
        else: raise Unreadable
        if not 0 <= ms < milliseconds(datetime(2263, 1, 1, tzinfo=timezone.utc)): raise Unreadable
        return ms
    m = ISO.fullmatch(text)
    if not m: raise Unreadable
    y, mo, d, h, mi, s = (int(x or 0) for x in m.groups()[:6])
    fraction = int((m[7] or "0").ljust(3, "0")[:3])
    if s == 60: s, fraction = 59, 999
    return checked(offset(m[8]) if m[8] else zone, y, mo, d, h, mi, s) + fraction


def checked(zone, year, month, day, hour, minute, second):
    if not 1970 <= year <= 2262: raise Unreadable
    try: return local(zone, year, month, day, hour, minute, second)
    except ValueError: raise Unreadable from None


def offset(text):
    if text in "Zz": return timezone.utc
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if minutes > 59 or hours * 60 + minutes > 18 * 60: raise Unreadable
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def boolean(text):
    lowered = text.lower()
    if lowered in ("true", "t", "yes", "1"): return True
    if lowered in ("false", "f", "no", "0"): return False
    raise Unreadable


def hours(text, mark="."):
    """Ten-thousandths of an hour, half away from zero."""
    if mark != ".": text = text.replace(mark, ".")
    if not DECIMAL.fullmatch(text): raise Unreadable
    try: value = Decimal(text)
    except InvalidOperation: raise Unreadable from None
    if value < 0 or value > 1_000_000_000: raise Unreadable
    if value < Decimal("0.00001"): return 0
    return int(Fraction(value) * 10_000 + Fraction(1, 2))


def date_of(ms, zone):
    """The local calendar day of an instant."""
    return (EPOCH + timedelta(milliseconds=ms)).astimezone(zone).date()


def midnight(day, zone):
    return local(zone, day.year, day.month, day.day)


def last_millisecond(day, zone):
    return midnight(day + timedelta(days=1), zone) - 1


def shown(ms):
    """UTC, milliseconds, `Z`."""
    if ms is None: return None
    moment = EPOCH + timedelta(milliseconds=ms)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def argument(text, zone, end_of_day=False):
    """An instant or a date of the command line; a date is its midnight, or its last millisecond."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = datetime.strptime(text, "%Y-%m-%d").date()
        return last_millisecond(day, zone) if end_of_day else midnight(day, zone)
    return instant(text, zone)


def export_time(name, zone):
    """The date or date-time in a file's or a folder's name, or nothing."""
    m = re.search(r"(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?:[Tt_ -]?(\d\d)[:h-]?(\d\d)(?:[:-]?(\d\d))?(Z)?)?(?!\d)", name, re.ASCII)
    if not m: return None
    y, mo, d, h, mi, s = (int(x or 0) for x in m.groups()[:6])
    try: return checked(timezone.utc if m[7] else zone, y, mo, d, h, mi, s)
    except Unreadable: return None
