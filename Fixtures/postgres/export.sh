#!/bin/sh
# export.sh [DIR]: starts PostgreSQL on a temporary cluster (Unix socket only), fills the original's table and exports it in
# four forms and two variants below DIR (default: this folder). The same bytes each time.
# Needs Debian's package postgresql; PGBIN names another folder with initdb, pg_ctl and psql.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
bin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}
if [ ! -x "$bin/initdb" ]; then
  echo "export.sh: no PostgreSQL found; install it (apt-get install postgresql) or set PGBIN" >&2
  exit 69
fi

# PostgreSQL refuses to run as root.
cluster=$(mktemp -d)
as_user=
if [ "$(id -u)" = 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$user" "$cluster"
  as_user="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi
run() { (cd "$cluster" && exec $as_user env HOME="$cluster" LC_ALL=C.UTF-8 TZ=UTC "$@"); }
stop() {
  run "$bin/pg_ctl" -D "$cluster/data" -m immediate -s stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

run "$bin/initdb" -D "$cluster/data" -U nexo -E UTF8 --locale=C.UTF-8 -A trust --no-sync >/dev/null
run "$bin/pg_ctl" -D "$cluster/data" -s -w -l "$cluster/log" -o "-c listen_addresses='' -c unix_socket_directories='$cluster' -c fsync=off" start

psql() { run "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$cluster" -U nexo "$@"; }

# What the session's zone is shows in TIMESTAMPTZ only.
export_variant() { # name, type
  psql -d postgres -c "CREATE DATABASE $1"
  psql -d "$1" -v time="$2" -f - <"$here/tasks.sql"
  mkdir -p "$out/$1"
  zone="SET timezone = 'America/Sao_Paulo'"
  psql -d "$1" -c "$zone" -c "COPY (SELECT * FROM tasks ORDER BY id) TO STDOUT (FORMAT csv, HEADER)" >"$out/$1/tasks.csv"
  psql -d "$1" -At -c "$zone" -c "SELECT json_agg(t ORDER BY id) FROM tasks t" >"$out/$1/tasks.json"
  psql -d "$1" -At -c "$zone" -c "SELECT row_to_json(t) FROM tasks t ORDER BY id" >"$out/$1/tasks.ndjson"
  psql -d "$1" -At -c "$zone" -c "SELECT table_to_xml('tasks', true, false, '')" >"$out/$1/tasks.xml"
}

export_variant timestamp TIMESTAMP
export_variant timestamptz TIMESTAMPTZ
mkdir -p "$out/expected"
psql -d timestamp -At -f - <"$here/ledger.sql" >"$out/expected/ledger.json"
