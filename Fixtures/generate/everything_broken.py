#!/usr/bin/env python3
"""Each fault that quarantines a record, beside one good record a file; and a variant without any good record."""
import sys

sys.dont_write_bytecode = True

from writers import put

HEAD = b"id,title,status,channel,created_by_agent,admin_approved,created_at,estimated_hours\n"
CSV = [
    (b"good-csv,Um registro bom,pending,amazon,alex,false,2026-03-02T09:00:00Z,4\n", None),
    (b"c-01,Faltam campos,pending,amazon\n", "wrong-field-count"),
    (b"c-02,Sobra um campo,pending,amazon,alex,false,2026-03-02T09:00:00Z,4,5\n", "wrong-field-count"),
    ("c-03,Cal\u00e7a em Latin-1,pending,amazon,alex,false,2026-03-02T09:00:00Z,4\n".encode("latin-1"), "invalid-encoding"),
    (b"c-04,Sem status,,amazon,alex,false,2026-03-02T09:00:00Z,4\n", "missing-field"),
    (b"c-05,Sem canal e sem agente,pending,,,false,2026-03-02T09:00:00Z,4\n", "missing-field"),
    (b"c-06,Agente desconhecido e sem canal,pending,,bruno,false,2026-03-02T09:00:00Z,4\n", "missing-field"),
    (b"c-07,30 de fevereiro,pending,amazon,alex,false,2026-02-30T09:00:00Z,4\n", "invalid-timestamp"),
    (b"c-08,Horas por extenso,pending,amazon,alex,false,2026-03-02T09:00:00Z,duas\n", "invalid-number"),
    (b"c-09,Talvez,pending,amazon,alex,talvez,2026-03-02T09:00:00Z,4\n", "invalid-boolean"),
    (b"c-10,Status com erro,dnoe,amazon,alex,false,2026-03-02T09:00:00Z,4\n", "unknown-status"),
    (b"c" * 201 + b",Id longo demais,pending,amazon,alex,false,2026-03-02T09:00:00Z,4\n", "invalid-id"),
]
JSON = [
    ('{"id":"good-json","title":"Um registro bom","status":"approved","channel":"shopee","created_by_agent":"sunny","admin_approved":true,"created_at":"2026-03-02T10:00:00Z","approved_at":"2026-03-02T11:00:00Z"}', None),
    ('42', "malformed-record"),
    ('{"id":"j-01","status":"pending","channel":{"name":"shopee"},"created_at":"2026-03-02T10:00:00Z"}', "invalid-value"),
    ('{"id":"j-02","status":"pending","channel":"shopee","created_at":null}', "missing-field"),
    ('{"id":"   ","status":"pending","channel":"shopee","created_at":"2026-03-02T10:00:00Z"}', "missing-field"),
    ('{"id":"j-04","status":"pending","channel":"shopee","created_at":"2026-03-02T10:00:00Z","estimated_hours":-1}', "invalid-number"),
    ('{"id":"j-05","status":"pending","channel":"shopee","created_at":"2026-03-02T10:00:00Z","actual_hours":1e99}', "invalid-number"),
    ('{"id":"j-06","status":"pending","channel":"shopee","created_at":12345}', "invalid-timestamp"),
    ('{"id":"j-07","status":"pending","channel":"shopee","created_at":"2026-03-02T24:00:00Z"}', "invalid-timestamp"),
]
NDJSON = [
    ('{"id":"good-ndjson","title":"Um registro bom","status":"rejected","channel":"shein","created_by_agent":"tren","admin_approved":false,"created_at":"2026-03-02T12:00:00Z","rejected_at":"2026-03-02T13:00:00Z"}', None),
    ('{"id":"n-01","status":"pending","channel":"shein","created_at":}', "malformed-record"),
    ('["n-02","pending","shein"]', "malformed-record"),
    ('{"id":"n-03","status":"pending","channel":"shein","created_at":"2026-03-02T12:00:00Z","description":"%s"}' % ("a" * 3000), "record-too-large"),
    ('{"id":"n-04","status":"pending","channel":"shein","created_at":"2026-03-02T12:00:00+19:00"}', "invalid-timestamp"),
]
XML = [
    ('<task id="good-xml" status="completed" channel="kaway"><title>Um registro bom</title><created_by_agent>premium</created_by_agent><created_at>2026-03-02T08:00:00Z</created_at><approved_at>2026-03-02T09:00:00Z</approved_at><completed_at>2026-03-02T14:00:00Z</completed_at></task>', None),
    ('<task id="x-01" status="pending" channel="kaway"><created_at>ontem</created_at></task>', "invalid-timestamp"),
    ('<task id="x-02" status="quase" channel="kaway"><created_at>2026-03-02T08:00:00Z</created_at></task>', "unknown-status"),
    ('<task id="x-03" status="pending" channel="kaway"><admin_approved>maybe</admin_approved><created_at>2026-03-02T08:00:00Z</created_at></task>', "invalid-boolean"),
]
EVENTS = [
    ('{"task_id":"good-csv","event":"approved","at":"2026-03-02T15:00:00Z"}', None),
    ('{"task_id":"good-csv","event":"archived","at":"2026-03-02T16:00:00Z"}', "unknown-event"),
    ('{"event":"approved","at":"2026-03-02T16:00:00Z"}', "missing-field"),
    ('{"task_id":"good-csv","event":"started","at":"2026-13-02T16:00:00Z"}', "invalid-timestamp"),
]


def rows(entries):
    return [text for text, _ in entries]


def put_all(scenario, skip):
    put(scenario, "input/a.csv", HEAD + b"".join(rows(CSV[skip:])))
    put(scenario, "input/b.json", "[\n" + ",\n".join(rows(JSON[skip:])) + "\n]\n")
    put(scenario, "input/d.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<tasks>\n' + "\n".join(rows(XML[skip:])) + "\n</tasks>\n")


if __name__ == "__main__":
    put_all("everything-broken", 0)
    put("everything-broken", "input/c.ndjson", "\n".join(rows(NDJSON)) + "\n")
    put("everything-broken", "input/e-events.ndjson", "\n".join(rows(EVENTS)) + "\n")
    put_all("all-quarantined", 1)
