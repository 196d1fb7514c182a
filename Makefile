# make report    sets up, builds, and makes the reports of the example nights in reports/
# make test      sets up and runs every test
# make lint      layout, and that every import is declared in Package.swift

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

example := Fixtures/scenarios/nightly

.PHONY: report test lint setup

report: setup
	swift build -c release --product nexo
	@echo "The example's exports are broken in places, on purpose: nexo tells where, and goes on."
	.build/release/nexo report $(example)/input --output reports --config $(example)/nexo.yml
	@echo "Open reports/index.html in a browser; reports/performance.md and reports/orchestration.md are the same as text."

test: setup
	swift test

lint: setup
	swift format lint --strict --recursive --parallel Sources Tests Templates Package.swift
	swift build --explicit-target-dependency-import-check error

setup:
	@scripts/setup
