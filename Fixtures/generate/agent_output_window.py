#!/usr/bin/env python3
"""Responses and tasks on the edges of a window and of the as-of time, to the millisecond."""
import sys

sys.dont_write_bytecode = True

from answers import compact, envelope, fenced, lines
from writers import json_array, put

# (agent, created_at, plan, titles or an error): the window is [2 March 03:00Z, 9 March 03:00Z), T is 2026-03-11T02:59:59.999Z.
ANSWERS = [
    ("alex", "2026-03-02T02:59:59.999Z", None, ["Otimizar título da manta soft"]),
    ("alex", "2026-03-02T03:00:00Z", None, ["Otimizar título do tênis com luz", "Criar conteúdo A+ do enxoval"]),
    ("alex", "2026-03-09T02:59:59.999Z", None, ["Ajustar palavras-chave da legging"]),
    ("alex", "2026-03-09T03:00:00Z", None, "limite de gastos"),
    ("marina", "2026-03-08T12:00:00Z", "semana-10", ["Comparar preço do casaco corta-vento", "Unificar variações do macacão plush"]),
    ("marina", "2026-03-05T12:00:00Z", "semana-10", "tempo esgotado"),
    ("sunny", "2026-03-04T09:00:00Z", None, ["Montar cupom do pijama térmico"]),
    ("sunny", "2026-03-04T20:00:00Z", None, "modelo sobrecarregado"),
    ("tren", "2026-03-10T22:00:00Z", None, ["Criar ficha de medidas do vestido junino"]),
    ("tren", "2026-03-11T03:00:00Z", None, ["Criar ficha de medidas do vestido junino"]),
    ("viral", "2026-03-06T10:00:00Z", None, ["Legendar vídeo da camiseta UV"]),
    ("viral", "2026-03-08T23:00:00Z", None, ["Roteirizar vídeo curto do body"]),
    ("bruna", "2026-03-03T08:00:00Z", None, "acesso negado"),
]
# (id, agent, title, created_at, plan, approved_at, completed_at)
STORED = [
    ("j-01", "alex", "Otimizar título da manta soft", "2026-03-02T03:05:00Z", None, "2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z"),
    ("j-02", "alex", "Otimizar título do tênis com luz", "2026-03-02T03:10:00Z", None, "2026-03-10T12:00:00Z", "2026-03-11T03:00:00Z"),
    ("j-03", "alex", "Ajustar palavras-chave da legging", "2026-03-09T03:30:00Z", None, "2026-03-11T12:00:00Z", None),
    ("j-04", "marina", "Comparar preço do casaco corta-vento", "2026-03-10T09:00:00Z", "semana-10", "2026-03-10T10:00:00Z", None),
    ("j-05", "marina", "Unificar variações do macacão plush", "2026-03-12T09:00:00Z", "semana-10", "2026-03-12T10:00:00Z", None),
    ("j-06", "tren", "Criar ficha de medidas do vestido junino", "2026-03-11T02:00:00Z", None, None, None),
    ("j-07", "viral", "Roteirizar vídeo curto do body", "2026-03-09T09:00:00Z", None, "2026-03-09T10:00:00Z", "2026-03-09T12:00:00Z"),
]


def proposals(titles):
    return [{"title": t, "priority": "medium", "category": "optimization", "estimatedHours": 2} for t in titles]


def answer(agent, created, plan, given):
    if isinstance(given, str): return envelope(agent, None, created, plan, given)
    return envelope(agent, compact(proposals(given)), created, plan)


def record(id, agent, title, created, plan, approved, completed):
    status = "completed" if completed else "approved" if approved else "pending"
    row = {"id": id, "title": title, "status": status, "created_by_agent": agent, "created_at": created, "plan_id": plan,
           "approved_at": approved, "completed_at": completed}
    return {k: v for k, v in row.items() if v is not None}


if __name__ == "__main__":
    name = "agent-output-window"
    put(name, "input/respostas.ndjson", lines([answer(*a) for a in ANSWERS]))
    put(name, "input/tasks.json", '{"exported_at": "2026-03-14T06:00:00Z", "tasks": ' + json_array([record(*s) for s in STORED]) + "}\n")
    put(name, "input/2026-03-06/premium.md", fenced(proposals(["Montar vitrine de presentes"]), "Uma tarefa:\n\n"))
    put(name, "input/2026-03-11/premium.md", fenced(proposals(["Escolher fita e laço"]), "Mais uma:\n\n"))
