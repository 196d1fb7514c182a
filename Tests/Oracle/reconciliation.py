"""Which proposed task is which exported one: a direct and slow reading of the rules, pair by pair."""
from itertools import product

import titles
from values import HOUR

LIMIT = 24 * HOUR


class Stored:
    """The winning record of a task, as reconciliation sees it."""

    def __init__(self, life):
        self.life, self.id, self.created = life, life.id, life.created
        self.key, self.plan = (life.agent, titles.folded(life.record["title"] or "")), life.record["plan_id"]


def match(outputs, stored, t):
    """({output's id: stored task}, ids of ambiguous outputs)."""
    matched, ambiguous, taken = {}, set(), set()
    for same_plan in (True, False):
        pairs = {}
        for o, s in product(outputs, stored):
            if (o.agent, o.title) != s.key: continue
            both = o.plan is not None and s.plan is not None
            if same_plan != both or (both and o.plan != s.plan): continue
            if o.timeless:
                # Without a time it is nearest to nothing: it comes last, and only a plan or being alone decides.
                if both or o.plan is None: pairs.setdefault(float("inf"), []).append((o, s))
            else:
                distance = abs(o.created(t) - s.created)
                if both or distance <= LIMIT: pairs.setdefault(distance, []).append((o, s))
        for distance in sorted(pairs):
            free = [(o, s) for o, s in pairs[distance] if o.id not in matched and o.id not in ambiguous and s.id not in taken]
            for o, s in free:
                if sum(o is a for a, _ in free) == 1 and sum(s is b for _, b in free) == 1:
                    matched[o.id] = s
                    taken.add(s.id)
                else: ambiguous.add(o.id)
    return matched, ambiguous


class World:
    """Outputs and stored tasks, matched: what is counted, and as what. `as_life` makes an output the life of a pending task."""

    def __init__(self, outputs, stored, compares, t, as_life):
        self.outputs = outputs
        self.matched, self.ambiguous = match(outputs, [Stored(x) for x in stored], t) if compares else ({}, set())
        self.own = {o.id: as_life(o, t) for o in outputs if o.id not in self.matched and o.id not in self.ambiguous}
        self.unsaved = list(self.own.values()) if compares else []

    def life(self, id):
        """The life that a proposed task leads, or nothing for an ambiguous one."""
        return self.matched[id].life if id in self.matched else self.own.get(id)

    def figures(self, agent_order, compares, inside, t, listed):
        """Over the outputs created in the window."""
        chosen = [o for o in self.outputs if inside(o.created(t))]

        def counts(some):
            lives = [x for x in (self.life(o.id) for o in some) if x is not None]
            matched, ambiguous = (sum(o.id in found for o in some) for found in (self.matched, self.ambiguous))
            return {"agentOutputTasks": len(some), "matched": matched,
                    "unsaved": len(some) - matched - ambiguous if compares else 0, "ambiguous": ambiguous,
                    "approved": sum(x.approved(t) for x in lives), "completed": sum(x.status(t) == "completed" for x in lives)}
        total = counts(chosen)
        by_agent = [{"agentId": a, **counts([o for o in chosen if o.agent == a])} for a in agent_order]
        missing = [self.own[o.id] for o in chosen if o.id in self.own] if compares else []
        return {**{k: total[k] for k in ("agentOutputTasks", "matched", "unsaved", "ambiguous")},
                "byAgent": [row for row in by_agent if row["agentOutputTasks"]], "unsavedTasks": listed(missing)}
