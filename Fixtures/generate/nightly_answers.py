"""What the agents of nightly answered, in their providers' forms: a response an agent and morning, some of whose tasks nobody stored."""
import gzip
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta, timezone

from answers import compact, completion, envelope, errored, fenced, line, lines, message, pretty, succeeded
from nightly_texts import ACTIONS, DETAILS, PRODUCTS
from writers import put, rng, utc

# Proposed by their agents, accepted by nobody: the task manager was down, or an editor threw them away.
LOST = {("marina", date(2026, 2, 12)): 2, ("tren", date(2026, 2, 19)): 1, ("viral", date(2026, 2, 19)): 1, ("sunny", date(2026, 2, 23)): 1}
ERRORS = {date(2026, 2, 10): ("rate_limit_exceeded", "Rate limit reached for gpt-4o-mini"), date(2026, 2, 20): ("batch_expired", "This request could not be executed before the completion window expired.")}


class Answers:
    """`counts` is what reconciliation must find, by agent."""

    def __init__(self, tasks, zone):
        self.r, self.zone = rng("nightly answers"), zone
        self.counts, self.found, self.records, self.unsaved = defaultdict(Counter), Counter(), 0, []
        self.by_morning = defaultdict(list)
        for t in tasks:
            if t.agent: self.by_morning[t.agent, t.events["created"].astimezone(zone).date()].append(t)
        self.titles = Counter((t.agent, t.title) for t in tasks)

    def at(self, day, hour=6, minute=40):
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)

    def proposals(self, agent, day, only=lambda t: True):
        """What the agent proposes on a morning: the titles of the tasks that were stored then, and the lost ones."""
        stored = [t for t in self.by_morning[agent, day] if only(t)]
        # The same title twice in one answer is one proposal.
        rows = list({t.title: {"title": t.title, "description": t.description, "priority": t.priority, "category": t.category,
                               "estimatedHours": t.estimated or 4, "tags": t.tags} for t in stored}.values())
        self.counts[agent]["matched"] += len(rows)
        for i in range(LOST.get((agent, day), 0)):
            title = f"{ACTIONS[agent][i][0].format(p=PRODUCTS[-1 - i])} em combo"
            rows.append({"title": title, "description": DETAILS[i], "priority": "low", "category": "scaling", "estimatedHours": 2, "tags": []})
            self.counts[agent]["unsaved"] += 1
            self.unsaved.append((agent, title))
        return rows

    def tokens(self, rows): return 900 + self.r.randrange(400), 60 + 95 * len(rows)

    def openai(self, days):
        """alex and tren by the batch; premium, which never answers."""
        out = []
        for n, day in enumerate(days):
            for agent in ("alex", "tren"):
                rows = self.proposals(agent, day)
                text, finish = compact({"tasks": rows}), "stop"
                if agent == "tren" and day == date(2026, 2, 19):
                    # The answer was too long; what it would have gone on to propose is not known.
                    text, finish = text[:-2] + ',{"title":"Cadastrar nova coleção: casaco cor', "length"
                    self.found["truncated-output"] += 1
                if rows:
                    body = completion(f"chatcmpl-{agent}{day:%m%d}", int(self.at(day).timestamp()), text, finish, self.tokens(rows), cached=768)
                    out.append(line(f"{day:%m%d}{agent}", f"{agent}-{day}", body))
            if day in ERRORS:
                code, said = ERRORS[day]
                failed = {"error": {"message": said, "type": "requests", "code": code}} if code.startswith("rate") else None
                out.append(line(f"{day:%m%d}premium", f"premium-{day}", failed, 429 if failed else 200, None if failed else {"code": code, "message": said}))
                self.found["agent-error"] += 1
        self.r.shuffle(out)
        return out

    def envelopes(self, days):
        """marina and the two that nobody registered, by the scheduler that also names the plan."""
        out = []
        for day in days:
            for agent, name in (("marina", "Marina"), ("bruno", "bruno"), ("luna_beta", "Luna-Beta")):
                if not (rows := self.proposals(agent, day)): continue
                out.append(envelope(name, compact(rows), utc(self.at(day, 6, 50)), f"plano-{day}", model="interno-2"))
        return out

    def anthropic(self, day):
        """viral, whose answers carry no time: only titles that were stored once can be told."""
        rows = self.proposals("viral", day, lambda t: self.titles[t.agent, t.title] == 1)
        text = fenced(rows, "Aqui estão os vídeos do dia:\n\n")
        out = [succeeded(f"viral-{day}", message(f"msg_viral{day:%m%d}", text, "end_turn", self.tokens(rows), cached=1024))] if rows else []
        if day == date(2026, 2, 19): out.append(errored(f"premium-{day}", "overloaded_error", "Overloaded"))
        if day == date(2026, 2, 23): out.append(succeeded(f"premium-{day}", message("msg_premium0223", "Não posso sugerir preços para itens de luxo infantil.", "refusal", (310, 18))))
        self.found["agent-error"] += day == date(2026, 2, 19)
        self.found["refusal"] += day == date(2026, 2, 23)
        return out

    def sunny(self, day):
        """One answer that somebody saved from the console, and one that was copied by hand, with a comma too many."""
        return self.proposals("sunny", day, lambda t: self.titles[t.agent, t.title] == 1)


def write(tasks, zone, events):
    """(records read, superseded, finding counts, reconciliation by agent, titles that were never stored)."""
    a, name = Answers(tasks, zone), "nightly"
    mornings = sorted({day for _, day in a.by_morning})
    files = []

    def keep(path, rows, text=None):
        files.append((path, len(rows)))
        put(name, path, lines(rows) if text is None else text)

    first = a.openai([d for d in mornings if d < date(2026, 2, 13)])
    keep("input/2026-02-13/openai-lote.jsonl", first)
    # The second batch brings the last answers of the first once more.
    again = first[-3:]
    keep("input/2026-02-24/openai-lote.jsonl", a.openai([d for d in mornings if d >= date(2026, 2, 13)]) + again)
    keep("input/2026-02-24/respostas.ndjson", a.envelopes(mornings))
    keep("input/2026-02-20/anthropic-lote.jsonl", a.anthropic(date(2026, 2, 18)) + a.anthropic(date(2026, 2, 19)))
    keep("input/2026-02-24/anthropic-lote.jsonl", a.anthropic(date(2026, 2, 23)))
    rows = a.sunny(date(2026, 2, 19))
    # A line of the list ends in a comma that strict JSON does not allow.
    text = pretty(rows)[:-2] + ",\n]"
    keep("input/2026-02-20/sunny.md", [rows], f"# Shopee, 19 de fevereiro\n\nBom dia! Sugiro o seguinte:\n\n```json\n{text}\n```\n\nBoas vendas!\n")
    a.found["repaired-json"] += 1
    readings = {"input/2026-02-20/sunny.md": {"tasks": rows}}
    rows = a.sunny(date(2026, 2, 23))
    keep("input/2026-02-24/sunny.json", [rows], pretty(message("msg_sunny0223", fenced(rows, "Segue o plano:\n\n"), tokens=a.tokens(rows))) + "\n")
    text = lines(events)
    files.append(("input/2026-02-24/eventos.ndjson.gz", len(events)))
    put(name, files[-1][0], gzip.compress(text.encode(), mtime=0))
    put(name, "readings.json", pretty(readings) + "\n")
    return sum(n for _, n in files), len(again), a.found, a.counts, a.unsaved
