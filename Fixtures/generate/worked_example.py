#!/usr/bin/env python3
"""The worked example: 45 tasks of four agents, each number chosen so that a reader can check it in the head."""
import sys

sys.dont_write_bytecode = True

from datetime import datetime, timedelta, timezone

from writers import json_array, put, utc

# agent, channel, day, execution minutes of the completed, in progress, approved, rejected, cancelled, awaiting, pending, estimate
TEAM = [("alex", "amazon", 2, [120, 180, 240, 300, 360], 3, 2, 1, 0, 0, 1, 4),
        ("marina", "mercadolivre", 3, [300, 420, 540], 3, 5, 2, 0, 0, 2, 6),
        ("sunny", "shopee", 4, [60, 120], 2, 4, 1, 0, 1, 0, None),
        ("tren", "shein", 5, [600, 840], 1, 3, 0, 1, 0, 1, 8)]
WORK = ["Otimizar título de body manga longa", "Revisar fotos do conjunto moletom", "Escrever bullets do kit recém-nascido",
        "Ajustar preço do macacão plush", "Criar anúncio de vestido infantil"]


def tasks():
    for agent, channel, day, spans, doing, waiting, rejected, cancelled, awaiting, pending, estimate in TEAM:
        statuses = ["completed"] * len(spans) + ["in_progress"] * doing + ["approved"] * waiting + ["rejected"] * rejected
        statuses += ["cancelled"] * cancelled + ["awaiting_approval"] * awaiting + ["pending"] * pending
        for k, status in enumerate(statuses):
            created = datetime(2026, 3, day, 8, k, tzinfo=timezone.utc)
            at = lambda minutes: utc(created + timedelta(minutes=minutes))
            approved = status in ("completed", "in_progress", "approved")
            done = spans[k] if status == "completed" else None
            yield {"id": f"{agent}-{k + 1:02d}", "title": f"{WORK[k % 5]} ({agent} {k + 1})", "status": status, "channel": channel,
                   "priority": ("high", "medium", "low")[k % 3], "category": "optimization", "created_by_agent": agent,
                   "admin_approved": approved, "source_type": "ai_generated", "created_at": at(0),
                   "submitted_at": at(10) if status == "awaiting_approval" else None,
                   "approved_at": at(30) if approved else None, "rejected_at": at(45) if status == "rejected" else None,
                   "started_at": at(50) if status in ("completed", "in_progress") else None,
                   "completed_at": at(done) if done else None, "cancelled_at": at(20) if status == "cancelled" else None,
                   "estimated_hours": estimate, "actual_hours": done / 60 if done and estimate else None}


if __name__ == "__main__": put("worked-example", "input/tasks.json", json_array(tasks()) + "\n")
