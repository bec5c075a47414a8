# make run | test | check | faults | bench; see README.md. Needs python3 (3.11 or later) with venv and pip, and make.
PORT ?= 8000
PY := .venv/bin/python
export DUCHA_HOME ?= $(CURDIR)/var

.PHONY: run venv dev test check faults bench lock clean

run: venv
	.venv/bin/ducha demo --if-none
	.venv/bin/ducha serve --port $(PORT)

venv: .venv/run-time
.venv/run-time: requirements.lock setup.cfg
	test -x $(PY) || python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

dev: .venv/development
.venv/development: requirements-dev.lock setup.cfg
	test -x $(PY) || python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

test: dev
	$(PY) -m pytest -n 2 --dist loadfile -m "not faults"

check: dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m pytest -n 2 --dist loadfile -m "not faults"

faults: dev
	$(PY) -m pytest -m faults

bench: dev
	$(PY) -m benchmarks.run

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.lock
