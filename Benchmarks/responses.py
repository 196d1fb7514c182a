#!/usr/bin/env python3
"""Writes results of batches as providers hand them out: JSON lines of about 4 KB, half of them Anthropic's, half OpenAI's.

    Benchmarks/responses.py 100000 > responses.jsonl

Half of the texts are JSON alone, most others JSON in a fence among prose, one in ten is a tool call. The same numbers make
the same bytes.
"""
import json
import random
import sys

AGENTS = ["alex", "marina", "sunny", "tren", "viral", "premium"]
WORDS = """otimizar título do body bebê descrição com palavras-chave da coleção de verão fotos macacão manga longa vídeo curto
promoção kit enxoval tabela tamanhos frete grátis anúncio patrocinado categoria infantil preço concorrência avaliações resposta
clientes estoque reposição conjunto moletom pijama algodão orgânico vestido festa tênis sapatinho campanha remarketing""".split()


def words(rng, count):
    return " ".join(rng.choice(WORDS) for _ in range(count))


def task(rng):
    return {
        "title": words(rng, rng.randint(4, 9)).capitalize(),
        "description": words(rng, rng.randint(18, 30)).capitalize() + ".",
        "priority": rng.choice(["high", "medium", "low", "alta"]),
        "category": rng.choice(["optimization", "best-practice", "scaling", "analysis"]),
        "estimatedHours": rng.choice([1, 2, 2.5, 4, 8]),
        "tags": [rng.choice(WORDS) for _ in range(2)],
    }


def main():
    rng = random.Random(20260224)
    for number in range(int(sys.argv[1])):
        agent = AGENTS[number % len(AGENTS)]
        tasks = [task(rng) for _ in range(rng.randint(9, 11))]
        text = json.dumps(tasks, ensure_ascii=False, indent=2 if number % 3 == 0 else None)
        form = number % 10
        if 5 <= form < 9:
            text = f"Aqui está o plano para hoje, com {len(tasks)} tarefas:\n\n```json\n{text}\n```\n\nPosso detalhar qualquer uma."
        custom = f"{agent}-2026-02-24-{number:06}"
        if number // 10 % 2 == 0:
            content = [{"type": "tool_use", "id": f"toolu_{number:08}", "name": "create_tasks", "input": {"tasks": tasks}}] \
                if form == 9 else [{"type": "text", "text": text}]
            line = {"custom_id": custom, "result": {"type": "succeeded", "message": {
                "id": f"msg_{number:024}", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
                "content": content, "stop_reason": "tool_use" if form == 9 else "end_turn", "stop_sequence": None,
                "usage": {"input_tokens": 812, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 2048,
                          "output_tokens": 930, "service_tier": "batch"}}}}
        else:
            message = {"role": "assistant", "content": text, "refusal": None}
            if form == 9:
                call = {"name": "create_tasks", "arguments": json.dumps({"tasks": tasks}, ensure_ascii=False)}
                message = {"role": "assistant", "content": None, "tool_calls": [
                    {"id": f"call_{number:08}", "type": "function", "function": call}]}
            line = {"id": f"batch_req_{number:08}", "custom_id": custom, "response": {
                "status_code": 200, "request_id": f"req_{number:08}", "body": {
                    "id": f"chatcmpl-{number:024}", "object": "chat.completion", "created": 1771900000 + number,
                    "model": "gpt-4o-2024-08-06", "choices": [{"index": 0, "message": message, "logprobs": None,
                                                               "finish_reason": "stop"}],
                    "usage": {"prompt_tokens": 812, "completion_tokens": 930, "total_tokens": 1742,
                              "prompt_tokens_details": {"cached_tokens": 512}}}}, "error": None}
        print(json.dumps(line, ensure_ascii=False))


main()
