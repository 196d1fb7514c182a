"""Section 6: plans, the state of agents, errors, and tokens, over the responses of the window."""
from values import DAY, shown

TERMINAL = ("completed", "rejected", "cancelled")
TOKENS = ("inputTokens", "outputTokens", "cacheReadTokens", "cacheWriteTokens", "reasoningTokens")


def plan_id(response, t):
    if response.plan is not None: return response.plan
    time = response.time(t)
    return "plan-undated" if time is None else f"plan-{time // DAY * DAY}"


def plans(responses, world, configuration, channels, t):
    by_id = {}
    for r in responses: by_id.setdefault(plan_id(r, t), []).append(r)
    found = [(max(r.time(t) for r in some), id, plan(id, some, world, configuration, channels, t)) for id, some in by_id.items()]
    return [p for _, _, p in sorted(found, key=lambda x: (x[0], x[1].encode()))]


def plan(id, responses, world, configuration, channels, t):
    """Of one id: counted are registered agents of the chosen channels."""
    involved = [a for a, (_, channel) in configuration.agents.items() if channel in channels and any(r.agent == a for r in responses)]
    mine = [r for r in responses if r.agent in involved]
    lives = {i: world.life(i) for r in mine if not r.failure for i in r.ids()}
    lives = {i: x for i, x in lives.items() if x is not None}
    succeeded = [a for a in involved if any(r.agent == a and not r.failure for r in mine)]
    return {"planId": id, "timestamp": shown(max(r.time(t) for r in responses)), "orchestrator": "nexo", "channels": channels,
            "agentsInvolved": involved, "totalTasksGenerated": len(lives),
            "totalTasksApproved": sum(x.approved(t) for x in lives.values()),
            "executionStrategy": "multi-channel-synchronized", "status": state(involved, succeeded, list(lives.values()), t),
            "result": {"successCount": len(succeeded), "failureCount": len(involved) - len(succeeded)}}


def state(involved, succeeded, lives, t):
    if not involved: return "planning"
    if not succeeded: return "failed"
    return "completed" if lives and all(x.status(t) in TERMINAL for x in lives) else "executing"


def agent(row, responses, t):
    """Status and errors beside the figures of metrics.agent."""
    mine = [r for r in responses if r.agent == row["agentId"]]
    errors = sum(r.failure is not None for r in mine)
    if mine:
        last = max(r.time(t) for r in mine)
        if any(r.failure for r in mine if r.time(t) == last): return row | {"status": "error", "errors": errors}
    return row | {"errors": errors}


def errors(located, t, rows):
    """`located` are (path, response) in order; the latest come first."""
    failed = [(r.time(t), path, r) for path, r in located if r.failure]
    failed.sort(key=lambda x: -x[0])
    return {"total": len(failed), "entries": [{"agentId": r.agent, "code": r.failure, "path": path, "timestamp": shown(at)}
                                              for at, path, r in failed[:rows]]}


def usage(responses, agent_order):
    keys = sorted({(agent_order.index(r.agent), r.model is not None, (r.model or "").encode(), r.model) for r in responses})
    out = []
    for at, _, _, model in keys:
        some = [r for r in responses if r.agent == agent_order[at] and r.model == model]
        out.append({"agentId": agent_order[at], "model": model, "responses": len(some),
                    **{k: sum(r.usage.get(k, 0) for r in some) for k in TOKENS}})
    return out
