"""What one would write in DuckDB instead: figures by agent and channel, daily counts, and how many tasks there are.

    duckdb_job.py FILE csv|ndjson|json THREADS OUT.json

It is spared what it would have to guess or to look at in vain: types are given, of JSON only the columns that are needed.
"""
import json
import sys

import duckdb

NEEDED = {"id": "UUID", "status": "VARCHAR", "channel": "VARCHAR", "created_by_agent": "VARCHAR", "admin_approved": "BOOLEAN",
          "created_at": "TIMESTAMP", "approved_at": "TIMESTAMP", "started_at": "TIMESTAMP", "completed_at": "TIMESTAMP",
          "estimated_hours": "DOUBLE", "actual_hours": "DOUBLE"}


def source(path, form):
    """The table function that reads the file."""
    name = path.replace("'", "''")
    if form == "csv":
        with open(path, encoding="utf-8") as file: header = file.readline().strip().split(",")
        columns = {column: NEEDED.get(column, "VARCHAR") for column in header}
        return f"read_csv('{name}', auto_detect=false, header=true, delim=',', quote='\"', escape='\"', columns={columns})"
    return f"read_json('{name}', format='{'newline_delimited' if form == 'ndjson' else 'array'}', columns={NEEDED})"


FIGURES = """
SELECT {group} AS name, count(*) AS generated,
       count(*) FILTER (status <> 'rejected' AND approved) AS approved,
       count(*) FILTER (status = 'completed') AS completed,
       avg(execution) AS mean, quantile_disc(execution, [0.5, 0.9, 0.95]) AS percentiles, max(execution) AS longest,
       quantile_disc(wait, [0.5, 0.9, 0.95]) AS waits, quantile_disc(cycle, [0.5, 0.9, 0.95]) AS cycles,
       sum(actual_hours) / sum(estimated_hours) FILTER (actual_hours IS NOT NULL) AS ratio, max(created_at) AS last
FROM tasks GROUP BY 1 ORDER BY 1"""
DAILY = """
SELECT day, channel, sum(made), sum(agreed), sum(done) FROM (
  SELECT created_at::DATE AS day, channel, count(*) AS made, 0 AS agreed, 0 AS done FROM tasks GROUP BY ALL
  UNION ALL SELECT approved_at::DATE, channel, 0, count(*), 0 FROM tasks WHERE approved_at IS NOT NULL GROUP BY ALL
  UNION ALL SELECT completed_at::DATE, channel, 0, 0, count(*) FROM tasks WHERE completed_at IS NOT NULL GROUP BY ALL
) GROUP BY 1, 2 ORDER BY 1, 2"""


def main():
    path, form, threads, out = sys.argv[1:]
    base = duckdb.connect()
    base.execute(f"SET threads = {int(threads)}")
    base.execute("SET preserve_insertion_order = false")
    base.execute(f"""CREATE TEMP TABLE tasks AS
        SELECT id, status, channel, created_by_agent, created_at, approved_at, completed_at, estimated_hours, actual_hours,
               coalesce(admin_approved, approved_at IS NOT NULL OR status IN ('approved', 'in_progress', 'completed')) AS approved,
               CASE WHEN status = 'completed' THEN epoch_ms(completed_at) - epoch_ms(created_at) END AS execution,
               epoch_ms(approved_at) - epoch_ms(created_at) AS wait, epoch_ms(completed_at) - epoch_ms(started_at) AS cycle
        FROM {source(path, form)}""")
    rows, distinct = base.execute("SELECT count(*), count(DISTINCT id) FROM tasks").fetchone()
    found = {"rows": rows, "distinct": distinct, "daily": base.execute(DAILY).fetchall()}
    for group in ("created_by_agent", "channel"): found[group] = base.execute(FIGURES.format(group=group)).fetchall()
    with open(out, "w", encoding="utf-8") as file: json.dump(found, file, default=str)


if __name__ == "__main__": main()
