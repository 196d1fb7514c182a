# make report       sets up, builds, and makes the reports of the example nights in reports/
# make test         sets up and runs every test
# make soak         tests under sanitizers, the program beside the oracle and beside itself on thousands of random inputs: some hours
# make bench        nexo beside DuckDB and xmllint over a million tasks (Documentation/Speed.md); BENCH="--formats csv" for other options
# make bench-micro  what single steps of reading and measuring take
# make fuzz         every fuzzing target for ten seconds, from the same seed (Fuzz/README.md)
# make coverage     the lines of each module that tests reach
# make screenshots  takes the pictures of the documentation
# make lint         layout, and that every import is declared in Package.swift

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

example := Fixtures/scenarios/nightly

.PHONY: report test soak bench bench-micro fuzz coverage screenshots lint setup

report: setup
	swift build -c release --product nexo
	@echo "The example's exports are broken in places, on purpose: nexo tells where, and goes on."
	.build/release/nexo report $(example)/input --output reports --config $(example)/nexo.yml
	@echo "Open reports/index.html in a browser; reports/performance.md and reports/orchestration.md are the same as text."

test: setup
	scripts/browser-setup
	swift build -c release --product nexo
	NEXO_SHIPPED="$(CURDIR)/.build/release/nexo" swift test

soak: setup
	scripts/sanitize thread
	scripts/sanitize address
	swift build -c release --product nexo
	scripts/fuzz all 900
	python3 Tests/Oracle/check_nexo.py .build/release/nexo 1000 6000 | tail -n 40
	python3 Tests/Oracle/check_nexo.py .build/release/nexo 1000 4000 answers | tail -n 40
	python3 Tests/Differential/metamorphic.py .build/release/nexo 1000 2000 | tail -n 40
	python3 Tests/Differential/check_spellings.py .build/release/nexo 1000 10999 10 | tail -n 40
	python3 Tests/Attacks/attacks.py .build/release/nexo --each | tail -n 110
	python3 Tests/Attacks/stream.py .build/release/nexo 10000
	for options in "--locale pt-BR --parity 0" "--locale pt-BR --parity 1" "--locale en --parity 0" "--locale en --parity 1"; do \
	  /usr/bin/python3 Tests/Output/check_output.py .build/release/nexo $$options; \
	done

bench: setup
	scripts/bench-setup
	swift build -c release --product nexo
	python3 Benchmarks/compare.py .build/release/nexo --rows 1000000 $(BENCH)

bench-micro: setup
	NEXO_BENCH=1 swift build -c release --product Benchmarks --scratch-path .build-bench
	.build-bench/release/Benchmarks

screenshots: report
	scripts/screenshots reports

fuzz: setup
	scripts/fuzz all 10 -seed=1

coverage: setup
	scripts/coverage

lint: setup
	swift format lint --strict --recursive --parallel Sources Tests Templates Fuzz Benchmarks Package.swift
	swift build --explicit-target-dependency-import-check error

setup:
	@scripts/setup
