"""What a run is told besides its input: registry, zones, status words, thresholds. Reads the simple YAML of the fixtures."""
import fnmatch
import json
import re
import unicodedata
from datetime import timezone
from zoneinfo import ZoneInfo

AGENTS = [("alex", "Alex", "amazon"), ("marina", "Marina", "mercadolivre"), ("sunny", "Sunny", "shopee"),
          ("tren", "Tren", "shein"), ("viral", "Viral", "tiktokshop"), ("premium", "Premium", "kaway")]
CHANNELS = [("amazon", "Amazon"), ("mercadolivre", "MercadoLivre"), ("shopee", "Shopee"), ("shein", "Shein"),
            ("tiktokshop", "TikTok Shop"), ("kaway", "Kaway")]
STATUSES = ["pending", "awaiting_approval", "approved", "in_progress", "completed", "rejected", "cancelled"]
SPELLINGS = {"canceled": "cancelled", "done": "completed", "closed": "completed", "open": "pending", "todo": "pending",
             "submitted": "awaiting_approval", "doing": "in_progress", "started": "in_progress"}
THRESHOLDS = {"approvalWeight": 0.5, "completionWeight": 0.3, "speedWeight": 0.2, "speedCeilingMinutes": 720,
              "bottleneckScore": 50, "excellentRate": 85, "goodRate": 70, "fairApprovalRate": 60, "fairCompletionRate": 50,
              "activateAgentsBelow": 4, "reviewApprovalBelow": 70, "optimizeWorkflowBelow": 60, "lowCompletionBelow": 50,
              "slowCompletionAboveHours": 24, "lowVolumeBelow": 5, "smallSampleBelow": 20, "farGapDays": 366,
              "unregisteredRows": 1000, "dailyDays": 1100, "listRows": 20, "recordBytes": 16 << 20}


def folded(text):
    return re.sub(r"[ _-]", "", text.lower())


def word(text):
    """A status as it is compared."""
    return re.sub(r"[ -]", "_", text.lower())


def identifier(text):
    """The id of an unregistered agent or channel: what JSON cannot hold is U+FFFD, and characters are composed."""
    return unicodedata.normalize("NFC", re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", word(text)))


class Configuration:
    def __init__(self, given=None):
        given = given or {}
        self.zone = zone(given.get("timezone", "UTC"))
        self.assumed = zone(given.get("assume_timezone", "UTC"))
        self.thresholds = {**THRESHOLDS, **(given.get("settings") or {})}
        self.inputs = given.get("inputs") or []
        self.words = {s: s for s in STATUSES} | SPELLINGS
        self.words |= {word(k): word(v) for k, v in (given.get("status_map") or {}).items()}
        # What texts of these files hold once repaired, written down by hand.
        self.readings = {}
        agents = {a: (name, channel) for a, name, channel in AGENTS}
        agents |= {a["id"]: (a.get("name", a["id"]), a.get("channel")) for a in given.get("agents") or []}
        channels = dict(CHANNELS) | {c["id"]: c.get("name", c["id"]) for c in given.get("channels") or []}
        self.agents, self.channels = agents, channels
        self.agent_names, self.channel_names = {}, {}
        for channel, name in channels.items():
            self.channel_names |= {folded(channel): channel, folded(name): channel}
        for agent, (name, channel) in agents.items():
            self.agent_names |= {folded(agent): agent, folded(name): agent, folded("marketplace-" + (channel or "")): agent}
        aliases = {"alexalara": "alex", "tiktok": "tiktokshop"} | (given.get("aliases") or {})
        for alias, target in aliases.items():
            if folded(target) in self.agent_names: self.agent_names[folded(alias)] = self.agent_names[folded(target)]
            if folded(target) in self.channel_names: self.channel_names[folded(alias)] = self.channel_names[folded(target)]

    def agent(self, text):
        return self.agent_names.get(folded(text)) or identifier(text)

    def channel(self, text):
        return self.channel_names.get(folded(text)) or identifier(text)

    def knows_agent(self, text):
        return folded(text) in self.agent_names

    def of_input(self, path):
        """encoding, decimal and dates of one input: the first pattern that fits."""
        for entry in self.inputs:
            if fnmatch.fnmatch("./" + path, entry["path"]) or fnmatch.fnmatch(path, entry["path"]): return entry
        return {}


def zone(name):
    return timezone.utc if name == "UTC" else ZoneInfo(name)


def load(path):
    with open(path, encoding="utf-8") as f: return Configuration(parse(f.read()))


def parse(text):
    """Maps, lists of maps and scalars by indentation: as much YAML as the fixtures use."""
    lines = []
    for raw in text.splitlines():
        line = re.sub(r"(^|\s)#.*$", "", raw).rstrip()
        if line: lines.append((len(line) - len(line.lstrip()), line.lstrip()))
    value, rest = block(lines, 0)
    if rest < len(lines): raise ValueError(f"not understood: {lines[rest][1]}")
    return value or {}


def block(lines, at):
    if at >= len(lines): return None, at
    indent = lines[at][0]
    result = [] if lines[at][1].startswith("- ") else {}
    while at < len(lines) and lines[at][0] == indent:
        text = lines[at][1]
        if isinstance(result, list):
            # An entry's first key stands behind the dash; the entry is indented by two.
            lines[at] = (indent + 2, text[2:])
            value, at = block(lines, at)
            result.append(value)
            continue
        key, _, rest = text.partition(":") if text[0] != '"' else (text[1:].split('"')[0], ":", text.split('":', 1)[1])
        at += 1
        if rest.strip(): result[key.strip()] = scalar(rest.strip())
        else:
            nested = at < len(lines) and (lines[at][0] > indent or (lines[at][0] == indent and lines[at][1].startswith("- ")))
            result[key.strip()], at = block(lines, at) if nested else (None, at)
    return result, at


def scalar(text):
    if text.startswith('"') or text in ("[]", "{}"): return json.loads(text)
    if text.startswith("'"): return text[1:-1].replace("''", "'")
    if re.fullmatch(r"-?\d+", text): return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text): return float(text)
    return {"true": True, "false": False, "null": None}.get(text, text)
