# make run | test | check | faults | bench; see README.md. Needs python3 (3.11 or later) with venv and pip, and make.
PORT ?= 8000
PY := .venv/bin/python
export DUCHA_HOME ?= $(CURDIR)/var

.PHONY: run venv dev browser office test check faults bench screens lock clean

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

# Pages are tested in a real browser: Debian's, installed here when the machine has none and lets us.
browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; } || \
	{ echo "install chromium and fonts-noto-cjk, then try again" >&2; exit 1; }

test: dev browser
	$(PY) -m pytest -n 2 --dist loadfile -m "not faults"

check: dev browser
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m pytest -n 2 --dist loadfile -m "not faults"

# Forms go through LibreOffice and back. Without it those tests are passed over and say so: not every machine may install it.
office:
	@command -v soffice >/dev/null || \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc libreoffice-writer >/dev/null; } || \
	echo "no LibreOffice: the round trips of the forms are not tested" >&2

faults: dev office
	$(PY) -m pytest -m faults

bench: dev
	$(PY) -m benchmarks.run

screens: dev browser
	$(PY) -m tests.pages.pictures docs/screens

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.lock
