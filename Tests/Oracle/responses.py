"""One response of an agent: what a provider's object comes to once its agent, time and tasks are known; and the same one given twice."""
import hashlib

import naming
import texts
import titles
import values
from proposals import Proposal
from records import Fault
from strict import load


class Response:
    def __init__(self, content, source, configuration, reading=None):
        """`reading` is what a repaired text holds, where somebody wrote it down."""
        self.agent = naming.of_response(content, source.path, configuration)
        if self.agent is None: raise Fault("unknown-agent")
        self.own = None
        if content.time is not None:
            try: self.own = values.instant(str(content.time).strip(), configuration.assumed)
            except values.Unreadable: raise Fault("invalid-timestamp") from None
        self.exported, self.plan = source.exported, content.plan
        self.model, self.usage = content.model, content.usage
        found, self.text = understood(content, reading)
        self.proposals = [Proposal(o) for o in found.objects]
        self.truncated, self.repaired = found.truncated or content.cut, found.repaired
        self.failure = ("agent-error" if content.error else "refusal" if content.refused else
                        None if self.proposals else "no-tasks-found")
        self.identity = ("id", self.agent, content.id) if content.id else \
            ("text", self.agent, self.plan, self.own, content.text, tuple(content.calls), content.error)

    def time(self, t):
        """Its own, else its file's, else the as-of time."""
        return next((x for x in (self.own, self.exported) if x is not None), t)

    def ids(self):
        """Of each proposal, in order."""
        if self.own is not None: when = [values.shown(self.own)] * len(self.proposals)
        else:
            digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            when = [f"{digest}#{i}" for i in range(len(self.proposals))]
        return [titles.identity(self.agent, self.plan, p.title, w) for p, w in zip(self.proposals, when)]


def by_hand(path):
    """A file of {input's path: {"tasks", "repaired", "truncated"}}."""
    with open(path, encoding="utf-8") as f: given = load(f.read())
    return {k: texts.Reading(v["tasks"], v.get("truncated", False), v.get("repaired", True)) for k, v in given.items()}


def understood(content, reading):
    """The reading, and the text that was read: an error wins over content, tool calls over text."""
    if content.error or content.refused: return texts.Reading(), content.text
    if reading is not None: return reading, content.text
    called = [texts.read(c) for c in content.calls]
    if any(c.objects for c in called):
        return texts.Reading([o for c in called for o in c.objects], any(c.truncated for c in called)), "\n".join(content.calls)
    found = texts.read(content.text)
    found.truncated |= any(c.truncated for c in called)
    return found, content.text


def settled(every):
    """(row, response) in order of path and position: the first of equal ones stays, with the earliest export time of all."""
    kept = {}
    for row, response in every:
        first = kept.setdefault(response.identity, response)
        row["accepted" if first is response else "superseded"] += 1
        if response.exported is not None and (first.exported is None or response.exported < first.exported):
            first.exported = response.exported
    return list(kept.values())


class Output:
    """A proposed task: every response that holds it proposes the same one."""

    def __init__(self, id, response, proposal):
        self.id, self.agent, self.plan, self.proposal = id, response.agent, response.plan, proposal
        self.timeless, self.title, self.times = response.own is None, titles.folded(proposal.title), []

    def created(self, t):
        return min(t if x is None else x for x in self.times)


def outputs(responses):
    """The distinct tasks of responses, by id."""
    found = {}
    for r in responses:
        if r.failure: continue
        for id, proposal in zip(r.ids(), r.proposals):
            found.setdefault(id, Output(id, r, proposal)).times.append(r.time(None))
    return found
