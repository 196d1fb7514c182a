#!/usr/bin/env python3
"""The original's integration check without a server: alex and marina are activated, and give twelve tasks."""
import sys

sys.dont_write_bytecode = True

from answers import compact, completion, envelope, fenced, lines, pretty
from writers import put

ALEX = [("Otimizar título do body manga longa suedine", "Incluir \"recém-nascido\" e o tamanho RN.", "alta", "optimization", 1.5),
        ("Criar conteúdo A+ para o kit 3 bodies canelados", "Módulos de comparação de tamanhos e de cuidados na lavagem.", "média", "best-practice", 4),
        ("Ajustar palavras-chave do macacão plush com pezinho", "Trocar termos genéricos por \"macacão bebê inverno\".", "alta", "optimization", 2),
        ("Revisar elegibilidade ao Prime da manta soft", "Estoque em dois centros de distribuição.", "baixa", "analysis", 1),
        ("Reescrever bullet points da saída de maternidade", "Cinco pontos, o primeiro sobre o tricô antialérgico.", "média", "optimization", 2.5),
        ("Escalar campanha patrocinada do enxoval completo", "Dobrar o orçamento dos termos com ACOS abaixo de 18%.", "alta", "scaling", 3)]
MARINA = [("Preparar o conjunto moletom infantil para o Mercado Envios Full", "Etiquetas e caixas de até 12 kg.", "high", "scaling", 6),
          ("Responder perguntas frequentes do pijama térmico", "Lavagem, tamanho e prazo de troca.", "medium", "best-practice", 2),
          ("Unificar variações de tamanho da jardineira jeans", "RN, P, M e G num só anúncio.", "high", "optimization", 3),
          ("Comparar preço do kit meias antiderrapantes com concorrentes", "Dez primeiros anúncios da busca.", "low", "analysis", 1.5),
          ("Criar anúncio Premium do vestido junino infantil", "Parcelamento em 12x sem juros.", "medium", "scaling", 2),
          ("Trocar a foto de capa da touca e luva recém-nascido", "Fundo branco, sem texto sobre a imagem.", "medium", "optimization", 1)]


def listed(rows):
    return [{"title": t, "description": d, "priority": p, "category": c, "estimatedHours": h} for t, d, p, c, h in rows]


if __name__ == "__main__":
    name = "agent-output-only"
    text = fenced(listed(ALEX), "Seguem as tarefas prioritárias da Amazon para esta semana:\n\n", "\nPosso detalhar qualquer uma delas.\n")
    put(name, "input/2026-03-02/alex.json", pretty(completion("chatcmpl-BQ7alex0302", 1772445600, text, tokens=(1840, 612), cached=1536)) + "\n")
    marina = envelope("marina", compact({"tarefas": listed(MARINA)}), "2026-03-02T07:05:30-03:00", model="claude-haiku-4-5")
    put(name, "input/2026-03-02/envelopes.ndjson", lines([marina]))
