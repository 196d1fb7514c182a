"""What agents may have said beside a random input: few titles with many spellings, few times, so that everything is equally near; the same
response in several files and forms; texts that hold their tasks in every way that needs no repair."""
from answers import call, compact, completion, ended, envelope, errored, fenced, line, lines, message, pretty, response, said, succeeded, tool_use

AGENTS = ["alex", "alex", "marina", "tren", "viral", "sunny"]
NAMED = AGENTS + ["Marketplace-TikTok-Shop", "alex alara", "lote de MARINA", "bruno", "bru 7", "tiktok shop", "zzz"]
UNKNOWN = ["bruno", "Luna-Beta"]
SPELLINGS = {"a": ["a", "A ", "á", "A\u0301"], "b": ["b", "  B", "b\u0327"], "c": ["ç \"x\"; y", "C \"X\"; Y", "ç  \"x\";\ty"], "d": ["d"], "e": ["e", "É"],
             "f": ["Straße\u00a0ﬀ", "STRASSE FF", "strasse\u2003ff"], "g": ["İ", "i", "I"], "h": ["ΟΔΟΣ", "οδός"], "i": ["\u212b \u01c5", "a \u01c6"]}
STORED = ["a", "a", "b", "B", "ç \"x\"; y", "Ç \"X\"; Y", "É", "straße FF", "i", "οδος", "å ǆ"]
PLACES = ["", "", "2025-06-03/", "2025-03-09T0230/", "2025-11-02T0130/", "2025-06-01/"]


class Answers:
    def __init__(self, r, times, written):
        self.r, self.times, self.written, self.number = r, times, written, 0

    def proposals(self):
        r = self.r
        rows = []
        for _ in range(r.choice((1, 1, 2, 3, 5))):
            row = {r.choice(("title", "title", "titulo")): r.choice(SPELLINGS[r.choice("aaaabbbcccdeefghi")])}
            if r.random() < 0.7: row["priority"] = r.choice(("high", "média", "Baixa", "urgente", ""))
            if r.random() < 0.7: row["category"] = r.choice(("scaling", "analysis", None))
            if r.random() < 0.7: row[r.choice(("estimatedHours", "estimated_hours", "hours"))] = r.choice((1, 2.5, "3", "4h", "6 horas", "muitas", -1))
            if r.random() < 0.2: row["tags"] = ["x"]
            rows.append(row)
        return rows

    def text(self):
        """JSON in some surrounding; sometimes cut off, sometimes nothing."""
        r, rows = self.r, self.proposals()
        way = r.randrange(13)
        if way == 0: return compact(rows)
        if way == 1: return pretty({r.choice(("tasks", "tarefas", "items", "data")): rows, "obs": "nada [ {"})
        if way == 2: return compact({"plano": {"tasks": rows}})
        if way == 3: return fenced(rows, "Seguem:\n\n", "\nAté logo.\n") + (fenced(self.proposals(), "E mais:\n") if r.random() < 0.4 else "")
        if way == 4: return "Pensei em " + compact(rows) + " e também " + compact(self.proposals()[0]) + "."
        if way == 5: return "Segue:\n````\n" + compact({"tasks": rows})
        if way == 6: return "".join(f"<task><title>{next(iter(row.values()))}</title><priority>alta</priority></task>\n" for row in rows)
        if way == 7:
            text = compact({"tasks": rows + [{"title": "cortada", "description": "texto longo"}]})
            return text[:-r.randrange(4, 30)]
        if way == 8: return r.choice(("Nada hoje.", "[]", "", "Desculpe, não consegui [ainda]."))
        if way == 9: return compact([{"canal": "x", "tasks": rows}, rows[0]])
        if way == 10: return pretty({"a": {"tarefas": rows}, "b": {"items": self.proposals()}, "c": 1})
        return compact({"tasks": rows})

    def time(self): return self.r.choice(self.times)

    def tokens(self): return self.r.randrange(3, 500), self.r.randrange(0, 500)

    def id(self, stem):
        """Now and then one that was given before."""
        self.number += 1
        return f"{stem}{self.number if self.r.random() < 0.9 else self.r.randrange(1, self.number + 1)}"

    def enveloped(self):
        r = self.r
        agent = r.choice(AGENTS + UNKNOWN)
        row = envelope(agent, self.text(), self.written(self.time()) if r.random() < 0.75 else None, r.choice((None, None, "p", "q")))
        if r.random() < 0.12: row |= {"error": r.choice(("limite", {"type": "timeout", "message": "tempo"}))}
        if r.random() < 0.2: row["model"] = "interno"
        if r.random() < 0.03: row |= r.choice(({"created_at": "ontem"}, {"agent": ""}))
        return row

    def claude(self):
        r, name = self.r, f"{self.r.choice(NAMED)}_{self.r.randrange(9)}"
        way = r.randrange(8)
        if way == 0: return errored(name, "overloaded_error", r.choice(("Overloaded", "Busy")))
        if way == 1: return ended(name, r.choice(("expired", "canceled")))
        text, stop = self.text(), "end_turn"
        content = [{"type": "thinking", "thinking": "[]"}, {"type": "text", "text": text[:7]}, {"type": "text", "text": text[7:]}]
        if way == 2: content, stop = [tool_use("t1", {"tasks": self.proposals()})], "tool_use"
        if way == 3: content, stop = "Não posso.", "refusal"
        return succeeded(name, message(self.id("msg_"), content, stop, self.tokens(), cached=r.choice((0, 64)), written=r.choice((0, 8))))

    def gpt(self):
        r, name = self.r, f"{self.r.choice(NAMED)}.{self.r.randrange(9)}"
        created = int(self.time().timestamp())
        way = r.randrange(9)
        if way == 0: return line(self.id("x"), name, None, r.choice((0, 500)))
        if way == 1: return line(self.id("x"), name, None, error={"code": "expired", "message": f"tarde {self.number}"})
        if way == 2: body = completion(self.id("chatcmpl-"), created, None, "stop", self.tokens(), refusal="Não.")
        elif way == 3: body = completion(self.id("chatcmpl-"), created, None, "tool_calls", self.tokens(), tool_calls=[call("c1", {"tasks": self.proposals()}), call("c2", self.proposals())])
        elif way < 6: body = response(self.id("resp_"), created, self.text(), tokens=self.tokens(), cached=3, reasoning=r.choice((0, 5)))
        else: body = completion(self.id("chatcmpl-"), created, self.text(), "stop", self.tokens(), cached=2)
        return line(self.id("y"), name, body)

    def write(self, put):
        r, kept = self.r, {"e.ndjson": [], "c.jsonl": [], "g.jsonl": []}
        makers = {"e.ndjson": self.enveloped, "c.jsonl": self.claude, "g.jsonl": self.gpt}
        for i in range(r.randrange(1, 5)):
            name, make = r.choice(list(makers.items()))
            rows = [make() for _ in range(r.randrange(1, 9))]
            rows += r.sample(kept[name], min(len(kept[name]), r.randrange(4)))
            kept[name] += rows
            put(f"input/{r.choice(PLACES)}lote{i}{name}", lines(rows))
        for i in range(r.randrange(3)):
            agent = r.choice(AGENTS)
            way = r.randrange(3)
            if way == 0: put(f"input/{r.choice(PLACES)}{agent}-{i}.md", "# Resposta\n\n" + self.text() + "\n")
            if way == 1: put(f"input/{r.choice(PLACES)}{agent}{i and '-extra'}.json", pretty(message(self.id("msg_"), self.text(), tokens=self.tokens())) + "\n")
            if way == 2: put(f"input/{r.choice(PLACES)}{agent}/resposta{i}.json", pretty(response(self.id("resp_"), int(self.time().timestamp()), [said(self.text())])) + "\n")
