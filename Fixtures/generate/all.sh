#!/bin/sh
# Writes every generated input and every expected figure anew; `git diff` shows whether anything changed (nothing should).
set -eu
cd "$(dirname "$0")"
for generator in worked_example settings everything_broken hostile_titles year_of_days nightly agent_output_only provider_forms reconciliation_cases agent_output_window packed_exports; do python3 "$generator.py"; done
if [ "${1:-}" = --postgres ]; then ../postgres/export.sh; fi
exec python3 expected.py
