#!/usr/bin/env python3
"""Every form in which a provider hands over an answer, every way of failing, and every way of naming the agent."""
import sys

sys.dont_write_bytecode = True

import gzip
import subprocess

from answers import call, compact, completion, ended, envelope, errored, fenced, line, lines, message, pretty, response, said, succeeded, tool_use
from writers import put

DAY = "input/2026-05-04/"
NINE = 1777885200  # 4 May 2026, 09:00Z


def task(title, priority="medium", category="optimization", hours=2, **more):
    return {"title": title, "priority": priority, "category": category, "estimatedHours": hours} | more


def anthropic():
    whole = compact([task("Otimizar título do pijama térmico", "high"), task("Criar conteúdo A+ da manta soft", category="best-practice")])
    parts = [{"type": "thinking", "thinking": '[{"title": "Isto é só um pensamento"}]', "signature": "c2ln"}, {"type": "text", "text": whole[:40]},
             {"type": "text", "text": whole[40:]}]
    called = [{"type": "text", "text": "Vou registrar as tarefas: []"}, tool_use("toolu_01", {"tasks": [task("Montar cupom relâmpago do kit bodies"), task("Analisar avaliações da touca")]}),
              tool_use("toolu_02", {"tasks": [task("Configurar frete grátis no babador", hours=1)]})]
    return [succeeded("alex-0504", message("msg_01alex", parts, tokens=(120, 480), cached=2048, written=512)),
            succeeded("pedido_marketplace-shopee_17", message("msg_02sunny", called, "tool_use", tokens=(300, 260))),
            succeeded("tren.0504", message("msg_03tren", "Não posso ajudar com esse pedido.", "refusal", tokens=(90, 12))),
            succeeded("tren.0504b", message("msg_04tren", compact({"tasks": [task("Criar ficha de medidas da legging")]})[:-2] + ', {"title": "Cadastrar nova col', "max_tokens", tokens=(90, 64))),
            errored("viral-1", "overloaded_error", "Overloaded"), ended("viral-2", "expired"), ended("viral-3", "canceled"),
            # Nobody's: quarantined.
            succeeded("zzz-17", message("msg_05", compact([task("Tarefa de ninguém")])))]


def openai():
    tools = completion("chatcmpl-marina1", NINE, None, "tool_calls", tokens=(700, 210), cached=512, tool_calls=[call("call_1", {"tarefas": [task("Unificar variações do vestido junino")]})])
    legacy = completion("chatcmpl-marina2", NINE + 60, None, "function_call", tokens=(600, 100),
                        function_call={"name": "criar_tarefas", "arguments": compact({"plano": {"data": [task("Responder perguntas do casaco corta-vento")]}})})
    choices = completion("chatcmpl-viral1", NINE + 120, fenced([task("Roteirizar vídeo curto do tênis com luz", "high", "scaling")], "Segue:\n\n"), tokens=(500, 90), reasoning=32)
    choices["choices"].append({"index": 1, "message": {"role": "assistant", "content": compact([task("Segunda escolha, que não conta")])}, "finish_reason": "stop"})
    refused = completion("chatcmpl-premium1", NINE + 180, None, tokens=(80, 9), refusal="Não posso sugerir isso.")
    cut = response("resp_premium2", NINE + 240, [{"type": "reasoning", "id": "rs_1", "summary": []}, said('{"items": [' + compact(task("Montar vitrine de presentes")) + ', {"title": "Escre')],
                   "incomplete", tokens=(400, 128), reasoning=64, incomplete_details={"reason": "max_output_tokens"})
    function = response("resp_alex1", NINE + 300, [{"type": "function_call", "id": "fc_1", "call_id": "call_9", "name": "criar_tarefas",
                                                   "arguments": compact([task("Ajustar palavras-chave do enxoval", hours="3")])}], tokens=(350, 70), cached=256)
    return [line("1", "marina-a", tools), line("2", "marina-a", legacy), line("3", "viral-4", choices), line("4", "premium-1", refused),
            line("5", "premium-2", cut), line("6", "alex-2", function), line("7", "sunny-9", None, 0),
            line("8", "sunny-10", None, error={"code": "batch_expired", "message": "Este lote expirou."}),
            line("9", "sunny-11", {"error": {"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}}, 429)]


def envelopes():
    return [envelope("Marketplace TikTok-Shop", compact([task("Legendar vídeo do conjunto dinossauro")]), "2026-05-04T06:30:00-03:00", "semana-19"),
            envelope("Bruna Dias", compact([task("Traduzir anúncio do sapatinho", hours=1.5)]), "2026-05-04 09:45:00Z"),
            envelope("marina", None, "2026-05-04T10:00:00Z", "semana-19", {"type": "timeout", "message": "tempo esgotado"}),
            envelope("marina", compact([task("Não conta: o erro vence")]), 1777889100, error="limite de gastos"),
            envelope("alex", "[]", "hoje cedo"), envelope("", "[]"), "isto não é um objeto"]


if __name__ == "__main__":
    name = "providers"
    put(name, DAY + "anthropic-lote.jsonl", lines(anthropic()))
    put(name, DAY + "openai-lote.jsonl", lines(openai()))
    # The same batch again under another name, packed: every response superseded.
    put(name, "input/2026-05-05/openai-lote.jsonl.gz", gzip.compress(lines(openai()).encode(), mtime=0))
    put(name, DAY + "envelopes.ndjson", lines(envelopes()))
    put(name, DAY + "sunny/resposta.json", pretty(message("msg_09sunny", fenced([task("Trocar a foto principal da jardineira", "low")], "Uma só hoje:\n\n"), tokens=(210, 55))) + "\n")
    put(name, DAY + "resp-tren.json", pretty(response("resp_tren9", NINE + 400, compact([task("Refazer fotos em fundo branco da calça saruel")]), tokens=(150, 30))) + "\n")
    put(name, DAY + "envelope.json", pretty(envelope("premium", compact([task("Escrever bilhete de presente")]), "2026-05-04T09:08:20.000Z", model="interno-2")) + "\n")
    put(name, DAY + "alex/lista.json", pretty({"exported_at": "2026-05-04T11:00:00Z", "tasks": [
        {"title": "Revisar elegibilidade ao Prime do kit meias", "descricao": "Dois centros.", "priority": "média", "hours": "2"}]}) + "\n")
    put(name, DAY + "premium.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<tasks>\n <task><title>Escolher fita &amp; laço</title><priority>alta</priority>'
        '<category>best-practice</category><hours>1</hours></task>\n <task><title>Fotografar caixa de presente</title></task>\n</tasks>\n')
    packed = subprocess.run(["zstd", "-q19", "--no-check"], input=fenced([task("Planejar live de inverno")], "Plano:\n").encode(), capture_output=True, check=True)
    put(name, DAY + "viral-live.md.zst", packed.stdout)
    put(name, DAY + "LEIAME.md", "# Respostas de 4 de maio\n\nCopiadas à mão.\n")
