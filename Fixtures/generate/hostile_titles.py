#!/usr/bin/env python3
"""Values that try to be something else: markup, templates, formulas, control and direction characters."""
import sys

sys.dont_write_bytecode = True

import json

from writers import csv_text, put

TITLES = [
    "<script>alert('título')</script>",
    "<img src=x onerror=\"alert(1)\">",
    "\"><svg/onload=alert(1)>",
    "</td></tr></table><h1>fora da tabela</h1>",
    "<!-- comentário --> <![CDATA[ bloco ]]> &lt;já escapado&gt; &amp;amp;",
    "# Título | com barra | e `código | com barra`",
    "[link](javascript:alert(1)) ![imagem](https://example.com/x.png) https://example.com/ponto",
    "- item\n- outro item\n1. mais um\n\n> citação\n\n---",
    "@equipe veja #123, **negrito** __sublinhado__ ~~riscado~~ \\| \\",
    "{{title}} {{{title}}} {{#agents}}x{{/agents}} {{> page}} {{%CONTENT_TYPE:TEXT}} {{=<% %>=}}",
    "=HYPERLINK(\"http://example.com\";\"clique\")",
    "+55 11 99999-0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\tcomeça com tabulação, termina com retorno\r",
    "Controle: nulo \u0000, sino \u0007, escape \u001b[31mvermelho\u001b[0m, apagar \u007f, C1 \u0085 \u009b",
    "Direção: \u202eesrever\u202c, \u2066isolado\u2069, marca \u200f, largura zero \u200b\u200d\ufeff",
    "Marcas depois de aspas: \"\u0301 <\u0301b>\u0338 &\u0327 '\u0308 }}\u0301",
    "Emoji 👶🏽👩‍👩‍👧‍👦🇧🇷 e um Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0334l\u0337g\u0338o\u0335",
    "Muito longo: " + "macacão " * 1500,
]
NAMES = ["<img src=x onerror=alert(1)>", "\"><script>alert(2)</script>", "a|b`c\\", "=1+1"]


def json_rows():
    for k, title in enumerate(TITLES):
        yield {"id": f"h-{k + 1:02d}", "title": title, "description": title, "status": "pending", "channel": "amazon",
               "created_by_agent": "alex", "priority": title[:40], "category": title[:40], "tags": [title[:40]],
               "admin_approved": False, "created_at": f"2026-03-02T09:{k:02d}:00Z", "metadata": {"planId": title[:40]}}


def csv_rows():
    """The slowest list and the unregistered rows get them too; ids as hostile as the names."""
    for k, name in enumerate(NAMES):
        yield {"id": f"{name}&{k}", "title": f"Concluída: {name}", "status": "completed", "channel": name, "created_by_agent": name,
               "admin_approved": True, "created_at": "2026-03-02T08:00:00Z", "approved_at": "2026-03-02T08:30:00Z",
               "completed_at": f"2026-03-02T{9 + k:02d}:00:00Z", "assigned_to": name, "rejection_reason": name}


if __name__ == "__main__":
    put("hostile-titles", "input/tasks.json", json.dumps(list(json_rows()), ensure_ascii=False, indent=1) + "\n")
    rows = list(csv_rows())
    put("hostile-titles", "input/tarefas \"<b>&'.csv", csv_text(list(rows[0]), rows))
