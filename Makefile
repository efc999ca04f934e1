# Two commands are all a new user needs: `make demo` and `make test`. Each sets itself up from the lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint types imports unit test-faults test-reviewers fuzz-serve quality noise-check peers bench speed load report-scale drafting-speed fuzz fuzz-guided lock \
	clean

demo: $(VENV)/run.stamp ## the whole line on the shipped fixtures
	$(BIN)/reconcile demo --output demo

test: lint types imports unit ## everything that must hold

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports

unit: $(VENV)/dev.stamp
	$(BIN)/pytest -n auto --dist loadscope

test-faults: $(VENV)/dev.stamp ## 50 kills in the middle of work on each database, and every other fault; figures of docs/operations.md
	RECONCILE_TEST_REQUIRE=1 RECONCILE_TEST_KILLS=50 $(BIN)/pytest -q -s tests/pipeline/test_kills.py \
		tests/pipeline/test_faults.py

quality: $(VENV)/dev.stamp ## makes the figures of docs/quality.md anew; needs the cases of ../shared/gold
	$(BIN)/python -m benchmarks.quality

noise-check: $(VENV)/dev.stamp ## the gold cases among 5,000 unrelated records
	$(BIN)/python -m benchmarks.noise_check --analyse

peers: $(VENV)/dev.stamp .venv-peers/stamp ## this program beside other tools; figures of docs/performance.md
	$(BIN)/python -m benchmarks.peers --peers-python .venv-peers/bin/python --records 1000 10000 100000 1000000 \
		--densities 0.25 1 4 --document docs/performance.md

bench: $(VENV)/dev.stamp ## inner parts of the comparison, timed one by one
	$(BIN)/pytest -q benchmarks/inner --benchmark-columns=median,iqr,rounds --override-ini "python_files=bench_*.py"

load: $(VENV)/dev.stamp ## ingest and three runs over 100,000 claims and statements, on both databases
	$(BIN)/python -m benchmarks.load

drafting-speed: $(VENV)/dev.stamp ## 1,000 documents of 3,000 characters collected and drafted
	$(BIN)/python -m benchmarks.drafting_speed

fuzz: $(VENV)/dev.stamp ## all readers, the grammars and drafting, for an hour; what breaks is kept in fuzz-found
	$(BIN)/python -m benchmarks.fuzzing --minutes 60

fuzz-guided: .venv-fuzz/stamp ## the same with atheris, which follows the branches an input reaches
	.venv-fuzz/bin/python -m benchmarks.fuzzing --atheris --minutes 60

test-reviewers: $(VENV)/dev.stamp ## ten reviewers at once on PostgreSQL for five minutes: no decision is lost
	$(BIN)/python -m benchmarks.reviewers --reviewers 10 --seconds 300

report-scale: $(VENV)/dev.stamp ## a report of 10,000 claims: time, memory, sizes; figures of docs/performance.md
	$(BIN)/python -m benchmarks.report_scale --document docs/performance.md

fuzz-serve: $(VENV)/dev.stamp ## every address of the service with made-up input, from its own OpenAPI document
	RECONCILE_FUZZ_EXAMPLES=300 $(BIN)/pytest -q tests/serve/test_openapi.py

speed: $(VENV)/dev.stamp ## the matching core alone, on synthetic records
	$(BIN)/python -m benchmarks.peers --no-gold --records 1000 10000 100000

# The other tools bring libraries of their own: they get an environment of their own, and no lock.
.venv-peers/stamp:
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet "splink>=5,<6" duckdb "recordlinkage>=0.16"
	@touch $@

# Atheris is needed for nothing else, and not on every platform.
.venv-fuzz/stamp: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	.venv-fuzz/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	.venv-fuzz/bin/python -m pip install --quiet "atheris>=3"
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "reconcile needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# The locks hold every version and hash, for every platform, and no address of any index.
COMPILE = .venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock: ## remake both locks from pyproject.toml
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	$(COMPILE) --all-extras --group build --group dev --output-file requirements-dev.lock
	$(COMPILE) --group build --constraint requirements-dev.lock --output-file requirements.lock

clean:
	rm -rf $(VENV) .venv-lock .venv-peers .venv-fuzz dist build demo
