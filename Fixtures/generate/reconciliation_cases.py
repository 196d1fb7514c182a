#!/usr/bin/env python3
"""Proposed tasks beside stored ones, a case a line: what is the same task, what is not, and what cannot be told."""
import sys

sys.dont_write_bytecode = True

import unicodedata

from answers import compact, envelope, fenced, lines
from writers import json_array, put

CHANNEL = {"alex": "amazon", "marina": "mercadolivre", "sunny": "shopee", "tren": "shein", "viral": "tiktokshop"}
HEADLINE, PHOTO = "Otimizar título do body manga longa", "Trocar a foto principal do kit 3 bodies"

# (id, agent, title, created_at, status, plan)
STORED = [
    ("r-01", "alex", "Ajustar palavras-chave do macacão plush", "2026-03-09T09:20:00Z", "completed", None),
    ("r-02", "alex", "  OTIMIZAR TITULO do  BODY manga longa", "2026-03-09T09:21:00Z", "approved", None),
    ("r-03", "alex", unicodedata.normalize("NFD", "Criar conteúdo A+ para a saída de maternidade"), "2026-03-09T09:22:00Z", "rejected", None),
    ("r-04", "alex", "Revisar elegibilidade ao Prime da manta soft", "2026-03-10T09:00:00Z", "pending", None),
    ("r-05", "alex", "Reescrever bullet points do tênis com luz", "2026-03-10T09:00:00.001Z", "pending", None),
    ("r-06", "alex", PHOTO, "2026-03-09T09:30:00Z", "completed", None),
    ("r-07", "alex", PHOTO, "2026-03-10T09:30:00Z", "pending", None),
    ("r-08", "alex", "Escalar campanha do enxoval completo", "2026-03-09T08:50:00Z", "approved", None),
    ("r-09", "alex", "Escalar campanha do enxoval completo", "2026-03-09T09:10:00Z", "approved", None),
    ("r-10", "alex", "Comparar preço do casaco corta-vento", "2026-03-10T10:00:00Z", "completed", None),
    ("r-20", "marina", "Preparar o pijama térmico para o Full", "2026-03-12T08:00:00Z", "completed", "semana-11"),
    ("r-21", "marina", "Responder perguntas do conjunto moletom", "2026-03-09T10:00:00Z", "approved", "semana-10"),
    ("r-22", "marina", "Unificar variações da jardineira jeans", "2026-03-09T12:00:00Z", "in_progress", None),
    ("r-23", "marina", "Criar anúncio Premium do vestido junino", "2026-03-09T10:01:00Z", "approved", None),
    ("r-24", "marina", "Criar anúncio Premium do vestido junino", "2026-03-09T20:00:00Z", "completed", "semana-11"),
    ("r-25", "marina", "Trocar a foto de capa da touca", "2026-03-11T09:00:00Z", "approved", "metadata:semana-11"),
    ("r-26", "marina", "Revisar a tabela de medidas da legging", "2026-03-10T16:00:00Z", "pending", "plan-1773014400000"),
    ("r-30", "sunny", "Montar cupom relâmpago para o babador bandana", "2026-03-05T09:00:00Z", "completed", None),
    ("r-31", "sunny", "Configurar frete grátis no sapatinho de tricô", "2026-03-09T09:00:00Z", "approved", None),
    ("r-32", "sunny", "Configurar frete grátis no sapatinho de tricô", "2026-03-10T09:00:00Z", "pending", None),
    ("r-40", "viral", "Roteirizar vídeo curto da camiseta UV", "2026-03-09T11:30:00Z", "completed", None),
    ("r-41", "viral", "Legendar vídeo do conjunto dinossauro", "2026-03-09T11:31:00Z", "approved", None),
]
REACHED = {"pending": [], "approved": ["approved"], "in_progress": ["approved", "started"], "completed": ["approved", "started", "completed"],
           "rejected": ["rejected"]}
DONE = {"approved": "2026-03-12T09:00:00Z", "started": "2026-03-12T10:00:00Z", "completed": "2026-03-12T12:00:00Z", "rejected": "2026-03-12T09:30:00Z"}

# (agent, created_at, plan, titles)
ANSWERS = [
    ("alex", "2026-03-09T09:00:00Z", None, ["Ajustar palavras-chave do macacão plush", HEADLINE, "Criar conteúdo A+ para a saída de maternidade",
                                            "Revisar elegibilidade ao Prime da manta soft", "Reescrever bullet points do tênis com luz",
                                            "Otimizar título do body manga curta", PHOTO, "Escalar campanha do enxoval completo"]),
    ("alex", "2026-03-10T09:00:00Z", None, [PHOTO]),
    ("alex", "2026-03-10T09:50:00Z", None, ["Comparar preço do casaco corta-vento"]),
    ("alex", "2026-03-10T10:10:00Z", None, ["Comparar preço do casaco corta-vento"]),
    ("alex", "2026-03-10T11:00:00Z", None, ["Comparar preço do casaco corta-vento"]),
    ("marina", "2026-03-09T10:00:00Z", "semana-11", ["Preparar o pijama térmico para o Full", "Responder perguntas do conjunto moletom",
                                                     "Unificar variações da jardineira jeans", "Criar anúncio Premium do vestido junino",
                                                     "Trocar a foto de capa da touca"]),
    ("marina", "2026-03-09T10:02:00Z", None, ["Criar anúncio Premium do vestido junino", "Revisar a tabela de medidas da legging"]),
    ("tren", "2026-03-09T11:00:00Z", None, ["Roteirizar vídeo curto da camiseta UV"]),
    ("viral", "2026-03-09T11:00:00Z", None, ["Roteirizar vídeo curto da camiseta UV", "Legendar vídeo do conjunto dinossauro"]),
    ("viral", "2026-03-09T11:00:00Z", None, ["Legendar vídeo do conjunto dinossauro", "Planejar live de vendas com a calça saruel"]),
]
TIMELESS = ["Montar cupom relâmpago para o babador bandana", "Configurar frete grátis no sapatinho de tricô", "Analisar avaliações do kit meias"]


def record(id, agent, title, created, status, plan):
    row = {"id": id, "title": title, "status": status, "channel": CHANNEL[agent], "created_by_agent": agent, "created_at": created}
    if plan and plan.startswith("metadata:"): row["metadata"] = {"planId": plan.removeprefix("metadata:")}
    elif plan: row["plan_id"] = plan
    return row | {f"{k}_at": DONE[k] for k in REACHED[status]}


def proposals(titles):
    return [{"title": t, "description": "Moda Bebê e Infantil.", "priority": "medium", "category": "optimization", "estimatedHours": 2} for t in titles]


if __name__ == "__main__":
    name = "reconciliation"
    rows = [envelope(agent, compact(proposals(titles)), created, plan) for agent, created, plan, titles in ANSWERS]
    put(name, "input/respostas.ndjson", lines(rows))
    # The same response again, as the next night exported it.
    put(name, "input/2026-03-13/respostas.ndjson", lines([rows[8]]))
    put(name, "input/2026-03-13/sunny.md", fenced(proposals(TIMELESS), "# Shopee\n\nTarefas da semana:\n\n"))
    put(name, "input/tasks.json", '{"exported_at": "2026-03-13T06:00:00Z", "tasks": ' + json_array([record(*s) for s in STORED]) + "}\n")
