"""The forms in which models' answers are kept: one JSON object each, reduced to what a response says."""
import json
import re

from strict import DECODER, Number
from texts import scalar


class Content:
    """What one object says. `calls` are texts of tool calls; `cut` is the provider's word that the answer was too long."""

    def __init__(self, **more):
        self.agent = self.custom_id = self.id = self.time = self.plan = self.error = self.model = None
        self.text, self.calls, self.refused, self.cut, self.usage = "", [], False, False, {}
        vars(self).update(more)


def content(raw, written):
    """A Content, or nothing for an object that no provider writes. `written` is the object as it stands in the file."""
    form = next((f for f, fits in FORMS if fits(raw)), None)
    return form(raw, written) if form else None


def anthropic_batch(raw, written):
    result = raw.get("result") or {}
    if result.get("type") == "succeeded": c = anthropic(result.get("message") or {}, written)
    else: c = Content(error=message_of(result.get("error")) or result.get("type") or "unknown")
    c.custom_id = raw["custom_id"]
    return c


def anthropic(raw, written):
    blocks = [b for b in raw.get("content") or [] if isinstance(b, dict)]
    inputs = [b.get("input") for b in blocks if b.get("type") == "tool_use"]
    u = raw.get("usage") or {}
    read, wrote = count(u, "cache_read_input_tokens"), count(u, "cache_creation_input_tokens")
    return Content(id=scalar(raw.get("id")), model=scalar(raw.get("model")), time=stated_time(raw),
                   text="".join(b.get("text") or "" for b in blocks if b.get("type") == "text"),
                   calls=[verbatim(i, written, "input") for i in inputs], refused=raw.get("stop_reason") == "refusal",
                   cut=raw.get("stop_reason") == "max_tokens",
                   usage={"inputTokens": count(u, "input_tokens"), "outputTokens": count(u, "output_tokens"),
                          "cacheReadTokens": read, "cacheWriteTokens": wrote, "reasoningTokens": 0})


def openai_batch(raw, written):
    response, c = raw.get("response") or {}, None
    body = response.get("body")
    if raw.get("error") is None and str(response.get("status_code")) == "200" and isinstance(body, dict):
        c = content(body, written)
    if c is None:
        said = message_of(raw.get("error")) or message_of(body.get("error") if isinstance(body, dict) else None)
        c = Content(id=scalar(raw.get("id")), error=said or f"status {response.get('status_code')}")
    c.custom_id = raw["custom_id"]
    return c


def chat_completion(raw, written):
    choice = (raw.get("choices") or [{}])[0]
    said = choice.get("message") or {}
    calls = [c.get("function") or {} for c in said.get("tool_calls") or []] or [said.get("function_call") or {}]
    text = said.get("content") or ""
    if isinstance(text, list): text = "".join(part.get("text") or "" for part in text)
    return Content(id=scalar(raw.get("id")), model=scalar(raw.get("model")), time=stated_time(raw), text=text,
                   calls=[c["arguments"] for c in calls if c.get("arguments")],
                   refused=bool(said.get("refusal")) or choice.get("finish_reason") == "content_filter",
                   cut=choice.get("finish_reason") == "length", usage=openai_usage(raw, "prompt", "completion"))


def responses_api(raw, written):
    output = [o for o in raw.get("output") or [] if isinstance(o, dict)]
    parts = [p for o in output if o.get("type") == "message" for p in o.get("content") or []]
    why = (raw.get("incomplete_details") or {}).get("reason")
    return Content(id=scalar(raw.get("id")), model=scalar(raw.get("model")), time=stated_time(raw),
                   text="".join(p.get("text") or "" for p in parts if p.get("type") == "output_text"),
                   calls=[o["arguments"] for o in output if o.get("type") == "function_call" and o.get("arguments")],
                   refused=any(p.get("type") == "refusal" for p in parts) or why == "content_filter",
                   error=message_of(raw.get("error")) or ("failed" if raw.get("status") == "failed" else None),
                   cut=why == "max_output_tokens", usage=openai_usage(raw, "input", "output"))


def openai_usage(raw, read, wrote):
    """Its input holds what was read from the cache; here the two are apart, as in Anthropic's."""
    u = raw.get("usage") or {}
    cached = count(u.get(read + "_tokens_details") or {}, "cached_tokens")
    return {"inputTokens": count(u, read + "_tokens") - cached, "outputTokens": count(u, wrote + "_tokens"),
            "cacheReadTokens": cached, "cacheWriteTokens": 0,
            "reasoningTokens": count(u.get(wrote + "_tokens_details") or {}, "reasoning_tokens")}


def failure(raw, written):
    """What Anthropic's API says instead of an answer."""
    return Content(error=message_of(raw.get("error")) or "unknown")


def envelope(raw, written):
    plan = next((p for p in (scalar(raw.get(n)) for n in ("plan_id", "planId")) if p), None)
    given = raw.get("content") or ""
    if isinstance(given, list) and any("text" in b for b in given if isinstance(b, dict)): given = "".join(b.get("text") or "" for b in given)
    if isinstance(given, (list, dict)): given = verbatim(given, written, "content")
    return Content(agent=scalar(raw.get("agent")), id=scalar(raw.get("id")), model=scalar(raw.get("model")), plan=plan,
                   time=stated_time(raw), text=given, error=message_of(raw.get("error")),
                   usage=openai_usage(raw, "input", "output"))


def message_of(error):
    """The innermost message of an error, else its type or code."""
    if not isinstance(error, dict): return None if error is False else scalar(error)
    inner = error.get("error")
    if isinstance(inner, dict): return message_of(inner)
    return scalar(error.get("message")) or scalar(error.get("type")) or scalar(error.get("code"))


def stated_time(raw):
    return next((t for t in (raw.get("created_at"), raw.get("created")) if t not in (None, "")), None)


def count(usage, name):
    return int(usage[name]) if isinstance(usage.get(name), Number) else 0


def verbatim(value, written, name):
    """A member's value as it stands in the file."""
    for m in re.finditer(rf'"{name}"\s*:\s*', written):
        try: found, end = DECODER.raw_decode(written, m.end())
        except ValueError: continue
        if found == value: return written[m.end():end]
    return json.dumps(value, ensure_ascii=False)


FORMS = [(anthropic_batch, lambda r: "custom_id" in r and isinstance(r.get("result"), dict)),
         (openai_batch, lambda r: "custom_id" in r and ("response" in r or "error" in r)),
         (anthropic, lambda r: r.get("type") == "message"),
         (chat_completion, lambda r: r.get("object") == "chat.completion"),
         (responses_api, lambda r: r.get("object") == "response"),
         (failure, lambda r: r.get("type") == "error"),
         (envelope, lambda r: "content" in r or ("agent" in r and r.get("error") is not None))]


def is_response(raw):
    return any(fits(raw) for _, fits in FORMS)


def is_proposal(raw):
    """A task as a model writes it: a title, and nothing that only a task manager gives."""
    return any(scalar(raw.get(n)) for n in ("title", "titulo")) and not any(n in raw for n in ("id", "status", "created_at"))
