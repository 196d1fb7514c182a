#!/usr/bin/env python3
"""One small night as two roles see it: the same input twice, other options."""
import sys

sys.dont_write_bytecode = True

from answers import compact, envelope, lines
from writers import json_array, put

TASKS = [("v-1", "alex", "Otimizar título do body canelado", "completed", "2026-06-01T09:00:00Z", "2026-06-01T10:00:00Z", "2026-06-01T15:00:00Z"),
         ("v-2", "alex", "Criar conteúdo A+ do macacão", "pending", "2026-06-01T09:05:00Z", None, None),
         ("v-3", "marina", "Comparar preço da jardineira", "approved", "2026-06-01T09:10:00Z", "2026-06-01T11:00:00Z", None)]
ANSWERS = [("alex", ["Otimizar título do body canelado", "Criar conteúdo A+ do macacão"]), ("marina", ["Comparar preço da jardineira", "Unificar variações da touca"])]


def record(id, agent, title, status, created, approved, completed):
    row = {"id": id, "title": title, "status": status, "created_by_agent": agent, "created_at": created, "approved_at": approved, "completed_at": completed}
    return {k: v for k, v in row.items() if v is not None}


if __name__ == "__main__":
    for role in ("qa", "user"):
        name = f"role-{role}"
        put(name, "options", f"--role {role}\n")
        put(name, "nexo.yml", "locale: pt-BR\n")
        put(name, "input/tasks.json", '{"exported_at": "2026-06-02T06:00:00Z", "tasks": ' + json_array([record(*t) for t in TASKS]) + "}\n")
        rows = [envelope(a, compact([{"title": t, "priority": "medium", "category": "optimization", "estimatedHours": 2} for t in titles]), "2026-06-01T08:55:00Z", "dia-152")
                for a, titles in ANSWERS]
        rows.append(envelope("sunny", None, "2026-06-01T08:56:00Z", "dia-152", "limite de gastos"))
        put(name, "input/respostas.ndjson", lines(rows))
