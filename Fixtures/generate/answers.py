"""What models answer, in the forms in which their providers hand it over; every byte decided here."""
import json

CLAUDE, GPT = "claude-sonnet-4-5-20250929", "gpt-4o-mini-2024-07-18"
MODELS = (CLAUDE, GPT)


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pretty(value):
    return json.dumps(value, ensure_ascii=False, indent=2)


def message(id, content, stop="end_turn", tokens=(0, 0), cached=0, written=0):
    """Anthropic's Messages: text, or a list of blocks. It carries no time."""
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    return {"id": id, "type": "message", "role": "assistant", "model": CLAUDE, "content": blocks, "stop_reason": stop, "stop_sequence": None,
            "usage": {"input_tokens": tokens[0], "cache_creation_input_tokens": written, "cache_read_input_tokens": cached,
                      "output_tokens": tokens[1], "service_tier": "batch"}}


def tool_use(id, given):
    return {"type": "tool_use", "id": id, "name": "criar_tarefas", "input": given}


def succeeded(custom_id, body):
    return {"custom_id": custom_id, "result": {"type": "succeeded", "message": body}}


def errored(custom_id, type, text, request="req_011"):
    error = {"type": "error", "request_id": request, "error": {"type": type, "message": text}}
    return {"custom_id": custom_id, "result": {"type": "errored", "error": error}}


def ended(custom_id, how):
    """canceled or expired."""
    return {"custom_id": custom_id, "result": {"type": how}}


def completion(id, created, content, finish="stop", tokens=(0, 0), cached=0, reasoning=0, **said):
    """OpenAI's chat completion; `said` holds refusal, tool_calls or function_call."""
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens), "prompt_tokens_details": {"cached_tokens": cached},
             "completion_tokens_details": {"reasoning_tokens": reasoning}}
    return {"id": id, "object": "chat.completion", "created": created, "model": GPT,
            "choices": [{"index": 0, "message": {"role": "assistant", "content": content, "refusal": None} | said, "finish_reason": finish}], "usage": usage}


def call(id, given):
    return {"id": id, "type": "function", "function": {"name": "criar_tarefas", "arguments": compact(given)}}


def response(id, created, output, status="completed", tokens=(0, 0), cached=0, reasoning=0, **more):
    """OpenAI's Responses API; text, or a list of outputs."""
    if isinstance(output, str): output = [said(output)]
    return {"id": id, "object": "response", "created_at": created, "status": status, "error": None, "incomplete_details": None, "model": GPT,
            "output": output, "usage": {"input_tokens": tokens[0], "input_tokens_details": {"cached_tokens": cached}, "output_tokens": tokens[1],
                                        "output_tokens_details": {"reasoning_tokens": reasoning}, "total_tokens": sum(tokens)}} | more


def said(text):
    return {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant", "content": [{"type": "output_text", "text": text, "annotations": []}]}


def line(id, custom_id, body, status=200, error=None):
    """A line of OpenAI's batch output."""
    answered = None if body is None and status == 200 else {"status_code": status, "request_id": "req_" + id, "body": body}
    return {"id": "batch_req_" + id, "custom_id": custom_id, "response": answered, "error": error}


def envelope(agent, content, created=None, plan=None, error=None, **more):
    return {"agent": agent, "content": content, "created_at": created, "plan_id": plan, "error": error} | more


def lines(rows):
    return "".join(compact(r) + "\n" for r in rows)


def fenced(value, before="", after=""):
    return f"{before}```json\n{pretty(value)}\n```\n{after}"
