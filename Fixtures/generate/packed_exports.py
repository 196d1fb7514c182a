#!/usr/bin/env python3
"""A database and packed files: SQLite with columns of every type, gzip in two members, zstd."""
import sys

sys.dont_write_bytecode = True

import gzip
import os
import sqlite3
import subprocess
import tempfile

from writers import csv_text, ndjson, put

COLUMNS = ("ID TEXT PRIMARY KEY", "title TEXT", "status TEXT", "Channel TEXT", "created_by_agent TEXT", "admin_approved INTEGER", "created_at INTEGER",
           "approved_at TEXT", "completed_at REAL", "estimated_hours REAL", "actual_hours", "metadata TEXT", "nota BLOB")
ROWS = [  # created_at in milliseconds: 1 July 2026, 09:00Z and later
    ("q-1", "Otimizar título do body canelado", "completed", None, "alex", 1, 1782896400000, "2026-07-01 10:00:00+00", 1782910800, 2.5, 4, '{"planId": "julho"}', b"\x00\xff"),
    ("q-2", "Comparar preço da jardineira", "approved", "Mercado Livre", "marina", 1, 1782896460000, "2026-07-01T12:00:00Z", None, 1.25, None, None, None),
    ("q-3", "Montar cupom do pijama", "pending", "shopee", "sunny", None, 1782896520000, None, None, None, None, "", None),
    ("q-4", "Estado que ninguém conhece", "dnoe", "shein", "tren", 0, 1782896580000, None, None, None, None, None, None),
    ("q-5", "Horas em palavras", "pending", "shein", "tren", 0, 1782896640000, None, None, "muitas", None, None, None),
]
LATER = [{"id": "q-3", "title": "Montar cupom do pijama", "status": "approved", "channel": "shopee", "created_by_agent": "sunny", "created_at": "2026-07-01T09:02:00Z",
          "approved_at": "2026-07-01T15:00:00Z"},
         {"id": "q-6", "title": "Roteirizar vídeo da manta", "status": "in_progress", "channel": "tiktokshop", "created_by_agent": "viral", "created_at": "2026-07-01T11:00:00Z",
          "approved_at": "2026-07-01T12:00:00Z"}]
EVENTS = [{"task_id": "q-2", "event": "started", "at": "2026-07-02T09:00:00Z"}, {"task_id": "q-2", "event": "completed", "at": "2026-07-02T11:00:00Z", "actual_hours": 2},
          {"task_id": "q-6", "event": "completed", "at": "2026-07-03T12:00:00Z"}]


def database():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "tasks.db")
        with sqlite3.connect(path) as connection:
            connection.execute("create table clientes (id integer, nome text)")
            connection.execute(f"create table tasks ({', '.join(COLUMNS)})")
            connection.executemany(f"insert into tasks values ({', '.join('?' * len(COLUMNS))})", ROWS)
        connection.close()
        with open(path, "rb") as f: data = bytearray(f.read())
    # The version of the library that wrote it, which would differ from machine to machine.
    data[96:100] = (3040001).to_bytes(4, "big")
    return bytes(data)


if __name__ == "__main__":
    name = "packed"
    put(name, "input/2026-07-01/tasks.db", database())
    text = csv_text(list(LATER[0]), LATER)
    at = text.index("Roteirizar")
    put(name, "input/2026-07-02/tarefas.csv.gz", b"".join(gzip.compress(part.encode(), mtime=0) for part in (text[:at], text[at:])))
    packed = subprocess.run(["zstd", "-q"], input=ndjson(EVENTS).encode(), capture_output=True, check=True)
    put(name, "input/2026-07-04/eventos.ndjson.zst", packed.stdout)
