"""The ways in which a value or a field's name may be written.

A spelled value is text, `Bare` (text that a format with numbers and booleans may write without quotes), a list, a dict, or nothing."""
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from world import AGENTS, CHANNELS, TASK_TIMES, Raw

OTHER_NAMES = {"id": ["id", "taskId", "task_id"], "channel": ["channel", "marketplace"], "task_id": ["task_id", "taskId"],
               "created_by_agent": ["created_by_agent", "createdByAgent", "agent", "createdBy", "created_by"]}
STATUS_WORDS = {"pending": ["pending", "open", "todo"], "awaiting_approval": ["awaiting_approval", "submitted"], "approved": ["approved"],
                "in_progress": ["in_progress", "doing", "started"], "completed": ["completed", "done", "closed", "concluído"], "rejected": ["rejected"],
                "cancelled": ["cancelled", "canceled"]}
CHANNEL_WORDS = {"mercadolivre": ["mercadolivre", "Mercado Livre", "mercado-livre"], "tiktokshop": ["tiktokshop", "tiktok", "tiktok_shop", "TikTok Shop", "Tik Tok"]}
AGENT_WORDS = {a: [a, "marketplace-" + c, "marketplace_" + c, "Marketplace " + c] for a, c in CHANNELS.items()} | {"alex": ["alex", "alexalara", "Alex Alara", "marketplace-amazon"]}
OFFSETS = [0, 0, -180, 330, 345, -210, 1080, -1080, 60]
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Bare(str):
    """A number or a boolean by its text."""


def names(field):
    """All names of a field, the ones that win first."""
    if field in OTHER_NAMES: return OTHER_NAMES[field]
    head, *rest = field.split("_")
    return [field, head + "".join(w.capitalize() for w in rest)] if rest else [field]


def cased(r, text):
    return r.choice((text, text, text.upper(), text.capitalize(), text.title()))


class Speller:
    """Spells with the random numbers `r`; `assumed` is the zone of times that name none."""

    def __init__(self, r, assumed): self.r, self.assumed = r, ZoneInfo(assumed)

    def value(self, field, value, brazilian=False):
        if value is None or isinstance(value, Raw): return value
        if field in TASK_TIMES or field == "at": return self.day_first(value) if brazilian and self.r.random() < 0.5 else self.time(value)
        if field.endswith("_hours"):
            text = self.hours(value)
            return text.replace(".", ",") if brazilian else Bare(text)
        if field == "admin_approved": return Bare(cased(self.r, self.r.choice(("true", "t", "yes", "1") if value else ("false", "f", "no", "0"))))
        if field == "status": return self.joined(cased(self.r, self.r.choice(STATUS_WORDS[value])))
        if field == "channel": return self.named(value, CHANNEL_WORDS.get(value, [value]))
        if field == "created_by_agent": return self.named(value, AGENT_WORDS.get(value, [value]))
        if field == "event": return cased(self.r, value)
        if field in ("id", "task_id"): return Bare(cased(self.r, value) if len(value) == 36 else value)
        return value if isinstance(value, (list, dict)) else Bare(value)

    def joined(self, word): return word.replace("_", self.r.choice(("_", " ", "-")))

    def named(self, key, words):
        """A registered name may lose or change what joins its words; another keeps their limits."""
        word = cased(self.r, self.r.choice(words))
        known = key in AGENTS or key in CHANNELS.values()
        return self.joined(word) if not known or self.r.random() < 0.5 else word.replace("-", self.r.choice(("", "-", "_")))

    def hours(self, text):
        way = self.r.randrange(8)
        if way == 0 and "." in text: return text + "0"
        if way == 1: return text + ("e0" if self.r.random() < 0.5 else "E+0")
        if way == 2: return "+" + text
        if way == 3 and "." not in text: return text + ".0"
        if way == 4 and "." not in text: return text + "0e-1"
        if way == 5 and text.startswith("0."): return text[1:]
        if way == 6: return "00" + text
        return text

    def time(self, ms):
        r = self.r
        if r.random() < 0.25:
            if ms % 1000 == 0 and r.random() < 0.5: return Bare(str(ms // 1000))
            return Bare(str(ms))
        local, zone = self.local(ms)
        if zone == "" and ms % 1000 == 0 and f"{local:%H%M%S}" == "000000" and r.random() < 0.6: return f"{local:%Y-%m-%d}"
        text = f"{local:%Y-%m-%d}" + r.choice("TT ") + f"{local:%H:%M}"
        second, milli = local.second, ms % 1000
        if second == 59 and milli == 999 and r.random() < 0.5: text += ":60"
        elif second or milli or r.random() < 0.7: text += f":{second:02d}" + self.fraction(milli)
        return text + zone

    def fraction(self, milli):
        r = self.r
        digits = f"{milli:03d}"
        if milli == 0 and r.random() < 0.6: return ""
        if r.random() < 0.4: digits = digits.rstrip("0") or "0"
        elif r.random() < 0.6: digits += "".join(r.choice("0129") for _ in range(r.randrange(1, 7)))
        return r.choice("...,") + digits

    def local(self, ms):
        """The time on some clock, and how that clock is named; on the assumed one only if the time comes back."""
        r, moment = self.r, EPOCH + timedelta(milliseconds=ms)
        if r.random() < 0.4:
            local = moment.astimezone(self.assumed)
            if local.fold == 0: return local, ""
        if r.random() < 0.3: return moment, r.choice("ZZz")
        minutes = r.choice(OFFSETS)
        sign, hours, rest = "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60
        forms = [f"{sign}{hours:02d}:{rest:02d}", f"{sign}{hours:02d}{rest:02d}"] + ([f"{sign}{hours:02d}"] if rest == 0 else [])
        return moment.astimezone(timezone(timedelta(minutes=minutes))), r.choice(forms)

    def day_first(self, ms):
        """As a Brazilian spreadsheet writes it, where that says it all."""
        local = (EPOCH + timedelta(milliseconds=ms)).astimezone(self.assumed)
        if ms % 1000 or local.fold: return self.time(ms)
        text = self.r.choice((f"{local:%d/%m/%Y}", f"{local.day}/{local.month}/{local.year}"))
        if local.second: return text + f" {local:%H:%M:%S}"
        return text if f"{local:%H%M}" == "0000" and self.r.random() < 0.5 else text + f" {local:%H:%M}"


def decoy(r):
    """A value that must not count."""
    return r.choice(("x", "pending", "amazon", "2020-01-01", Bare("5"), "alex", Bare("true"), "9" * 30, ["a"], {"id": "no"}))


def record(r, speller, row, layout, brazilian=False):
    """(name, value) pairs: of each field of `layout` ({field: names in use}) the value under one name, nothing under those that win over
    it, and anything under those that it wins over."""
    pairs = []
    for field, used in layout.items():
        value = speller.value(field, row[field], brazilian)
        if field == "channel" and value is not None and row["created_by_agent"] in CHANNELS and r.random() < 0.3:
            if CHANNELS[row["created_by_agent"]] == row["channel"]: value = None
        choice = used
        # A person's name in these two is no agent; an agent that is not registered would be one.
        weak = ("createdBy", "created_by")
        if field == "created_by_agent" and row[field] not in CHANNELS: choice = [n for n in used if n not in weak] or used[:1]
        at = used.index(r.choice(choice))
        for i, name in enumerate(used):
            if value is None: pairs.append((name, r.choice((None, "Joana")) if name in weak else None))
            elif i == at: pairs.append((name, value))
            elif i > at and r.random() < 0.3: pairs.append((name, decoy(r)))
            else: pairs.append((name, None))
    return pairs


def layout(r, fields, rows):
    """Which names of which fields a file uses."""
    chosen = {}
    for field in fields:
        if field not in ("id", "status", "created_at", "task_id", "event", "at") and all(x[field] is None for x in rows) and r.random() < 0.6: continue
        every = names(field)
        used = sorted(r.sample(range(len(every)), min(len(every), r.choice((1, 1, 1, 2, 3)))))
        if field == "created_by_agent" and used[0] > 2: used = [r.randrange(3)] + used
        chosen[field] = [every[i] for i in used]
    return chosen
