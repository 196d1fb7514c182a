"""An input that holds a text at every place where texts of others come from, and the same input in plain words."""
import json
import os

from naughty import key

AGENTS = ["alex", "marina", "sunny", "tren", "viral", "premium"]
STATUSES = {"pending", "awaiting_approval", "approved", "in_progress", "completed", "rejected", "cancelled", "canceled", "done", "closed",
            "open", "todo", "submitted", "doing", "started"}
BASE = 1767571200000  # 2026-01-05T00:00:00Z
MINUTE = 60000
WIDE = "".join(map(chr, [*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF]))


def cut(text, size):
    """The beginning of a text, at most so many bytes of UTF-8."""
    while len(text.encode("utf-8", "surrogatepass")) > size: text = text[:-1]
    return text


class Hostile:
    """Says the naughty texts themselves."""

    def __init__(self, texts):
        self.texts, seen, files = texts, set(key(a) for a in AGENTS), set()
        self.named, self.filed = [], []
        for text in texts:
            name, file = text[:60].rstrip(" \t\n\r\v\f"), cut("".join(c for c in text if c not in "/\0" and not 0xD800 <= ord(c) < 0xE000), 100)
            self.named.append(name if key(name) and key(name) not in seen else None)
            seen.add(key(name))
            self.filed.append(file if file and file[0] not in ". " and file not in files else None)
            files.add(file)

    def __call__(self, kind, i):
        text = self.texts[i]
        if kind in "ac": return self.named[i] or {"a": "viral", "c": "kaway"}[kind]
        if kind == "f": return os.fsencode(self.filed[i])
        if kind == "d": return cut(text, 200).rstrip(" \t\n\r\v\f")
        # Titles of proposed tasks lose wide blanks and byte order marks at their ends, and would be other tasks than the stored ones.
        return text.strip(WIDE) if kind == "t" else text


class Plain:
    """Says a word of its own for each of the hostile texts; `ranks` puts words that reports sort into the order that the texts have."""

    def __init__(self, hostile, ranks):
        self.hostile, self.ranks = hostile, ranks

    def __call__(self, kind, i):
        if kind in "ac" and self.hostile.named[i] is None: return self.hostile(kind, i)
        word = self.word(kind, i)
        return os.fsencode(word) if kind == "f" else word

    def word(self, kind, i):
        return f"zq{kind}{self.ranks.get(kind, {}).get(i, i):04d}z"


def stamp(milliseconds):
    return BASE + milliseconds


def write(folder, say, count, registered):
    """Writes the input and its config. Of the texts of `registered` (their numbers) agents and channels of the registry are named."""
    os.makedirs(os.path.join(folder, "input", "files"))
    with open(os.path.join(folder, "nexo.yml"), "w", encoding="utf-8") as f: f.write(config(say, registered))
    tasks, answers, batch = [], [], []
    for i in range(count):
        agent, channel = (f"a{i:04d}", f"c{i:04d}") if i in registered else (say("a", i), say("c", i))
        common = {"title": say("t", i), "description": say("t", i), "created_by_agent": agent, "channel": channel, "priority": say("p", i),
                  "category": say("g", i), "plan_id": say("n", i), "tags": [say("t", i)], "metadata": {say("t", i): say("t", i)},
                  "source_type": say("t", i), "assigned_to": say("t", i), "approved_by": say("t", i), "rejection_reason": say("t", i),
                  "created_at": stamp(i * MINUTE)}
        tasks.append({"id": say("d", i), "status": "pending", **common})
        tasks.append({"id": f"done-{i:04d}", "status": "completed", **common, "created_at": stamp(i * MINUTE - 20 * MINUTE + 500), "approved_at": stamp(i * MINUTE + 30 * MINUTE),
                      "started_at": stamp(i * MINUTE + 60 * MINUTE), "completed_at": stamp(i * MINUTE + 580 * MINUTE - i * 1000),
                      "estimated_hours": 2, "actual_hours": 3})
        word = say.hostile.texts[i] if isinstance(say, Plain) else say.texts[i]
        # A text that begins like JSON is shown without quotes of its own.
        if word.lower().replace(" ", "_").replace("-", "_") not in STATUSES and word[0] not in "\"[{":
            tasks.append({"status": say("s", i), "id": f"broken-{i:04d}", "created_at": stamp(0), "channel": "amazon"})
        stored = json.dumps([{"title": say("t", i), "description": say("t", i), "category": say("g", i), "priority": say("p", i)}])
        answers.append({"agent": agent, "content": stored, "created_at": stamp(i * MINUTE), "plan_id": say("n", i)})
        answers.append({"agent": "marina", "content": "So be it:\n```json\n" + stored + "\n```\n", "created_at": stamp((count + i) * MINUTE), "plan_id": say("n", i)})
        answers.append({"agent": agent, "error": say("e", i), "created_at": stamp((2 * count + i) * MINUTE), "plan_id": say("n", i)})
        batch.append({"custom_id": f"alex-{i:04d}", "result": {"type": "succeeded", "message": {
            "id": f"msg-{i:04d}", "type": "message", "role": "assistant", "model": say("m", i), "stop_reason": "end_turn",
            "content": [{"type": "text", "text": "I cannot say."}], "usage": {"input_tokens": 7, "output_tokens": 3}}}})
        if not (say.hostile if isinstance(say, Plain) else say).filed[i]: continue
        name = os.path.join(os.fsencode(folder), b"input", b"files", say("f", i) + b" x.ndjson")
        with open(name, "w", encoding="utf-8") as f:
            f.write(json.dumps({"id": f"file-{i:04d}", "status": "pending", "title": f"File {i}", "created_by_agent": "sunny", "created_at": stamp(-MINUTE)}) + "\n")
    # What has no time stands at the latest; nothing else does.
    tasks.append({"id": "last", "status": "pending", "created_by_agent": "alex", "title": "Last", "created_at": stamp((4 * count + 1000) * MINUTE)})
    for name, rows in (("tasks", tasks), ("answers", answers), ("batch", batch)):
        with open(os.path.join(folder, "input", name + ".ndjson"), "w", encoding="utf-8") as f:
            f.writelines(json.dumps(row) + "\n" for row in rows)


def config(say, registered):
    """nexo.yml: whole lists, and names of the registry."""
    lines = ["settings:", "  listRows: 10000", "  unregisteredRows: 100000", "max_examples: 1000"]
    if registered:
        lines += ["channels:"] + [f"  - {{id: c{i:04d}, name: {yaml(say('c', i))}}}" for i in sorted(registered)]
        lines += ["agents:"] + [f"  - {{id: a{i:04d}, channel: c{i:04d}, name: {yaml(say('a', i))}}}" for i in sorted(registered)]
    return "\n".join(lines) + "\n"


def yaml(text):
    """A text in YAML's double quotes, with everything escaped that is not plain."""
    def one(c):
        if 0xD800 <= ord(c) < 0xE000: c = "\ufffd"
        if " " <= c <= "~" and c not in "\"\\": return c
        return f"\\U{ord(c):08x}"
    return '"' + "".join(map(one, text)) + '"'
