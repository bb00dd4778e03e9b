# Everything sets itself up: `make run` and `make test` need only Python 3.11 or newer.
# Written for GNU Make 3.81 too, which is what macOS ships.

PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --no-input --disable-pip-version-check

# An environment whose Python was since removed or moved is of no use: it is made anew.
$(shell test -x $(PY) || rm -rf .venv)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test cover bench soak lock words shots clean

help:
	@echo "make run     start Callboard; the address is printed (STREAMLIT_SERVER_PORT=8502 for another port)"
	@echo "make test    check style, types and imports, then run all tests, also in a browser"
	@echo "make cover   run the tests outside the browser once more, and say which branches none of them takes"
	@echo "make bench   measure what is promised, each figure beside another; make bench ONLY=rerun for one"
	@echo "make soak    two hours of televisions, in real time; make soak MINUTES=10 for a try"
	@echo "make lock    resolve requirements.lock from requirements.txt"
	@echo "make words   bring the catalogues of the other languages up to the texts in the source"
	@echo "make shots   take pictures of every page into shots/"
	@echo "make clean   remove .venv and everything that the tools left behind"

run: .venv/runs
	$(PY) -m streamlit run app.py

# Tests share the cores out among several processes; the browser's two wait rather than compute.
SHARED := --dist worksteal --quiet

# The test runs come last and browser tests at the very end, because a CI reads the closing line.
test: .venv/tests
	@echo "== ruff: lint"
	@.venv/bin/ruff check --quiet .
	@echo "== ruff: format"
	@.venv/bin/ruff format --quiet --diff .
	@echo "== mypy"
	@$(PY) -m mypy
	@echo "== import contracts"
	@.venv/bin/lint-imports --no-cache --no-logo
	@echo "== tests"
	@soffice="$$(.ci/soffice)" && CALLBOARD_SOFFICE="$$soffice" $(PY) -m pytest $(SHARED) \
	  --numprocesses logical --maxprocesses 4 --ignore=tests/browser
	@echo "== tests in a browser"
	@chromium="$$(.ci/chromium)" && CALLBOARD_CHROMIUM="$$chromium" $(PY) -m pytest $(SHARED) \
	  --numprocesses 2 tests/browser

# Apart from `test`, which it would make half as long again.
cover: .venv/tests
	@$(PY) -m pytest --ignore=tests/browser --cov

# Apart from the tests: it takes minutes, and its figures mean something on a quiet machine only.
bench: .venv/tests
	@$(PY) -m benchmarks $(ONLY)

# Apart from everything, because it takes hours: 10 displays at 2 s, cuts of the wire, a PBX that is gone.
soak: .venv/tests
	@chromium="$$(.ci/chromium)" && CALLBOARD_CHROMIUM="$$chromium" $(PY) -m benchmarks.soak \
	  $(if $(MINUTES),--minutes $(MINUTES)) $(ONLY)

# Universal: one file with the hashes for every system and every Python from 3.11 on.
# What stands in the old lock stays unless it has to move; `make lock MOVE=--upgrade` takes the newest of all.
lock: .venv/bin/python
	@$(PIP) -r requirements-dev.txt
	.venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" $(MOVE) \
	  requirements.txt --output-file requirements.lock

# No places in the source, no date and no guesses: a catalogue changes only where its words do.
words: .venv/runs
	@.venv/bin/pybabel --quiet extract --no-default-keywords -k _ -k ngettext:1,2 --no-location \
	  --output-file .venv/callboard.pot components pages
	@.venv/bin/pybabel --quiet update --domain callboard --input-file .venv/callboard.pot \
	  --output-dir components/ui/locale --no-fuzzy-matching --ignore-obsolete \
	  --ignore-pot-creation-date --width 100

shots: .venv/tests
	@chromium="$$(.ci/chromium)" && CALLBOARD_CHROMIUM="$$chromium" $(PY) -m tests.shots

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@.ci/venv

.venv/runs: requirements.lock | .venv/bin/python
	@echo "Installing what Callboard needs into .venv (once, about a minute)"
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

# The tools are pinned without hashes; what runs in production was installed above, with them.
.venv/tests: requirements-dev.txt requirements.txt .venv/runs
	@echo "Installing the tools into .venv (once, about a minute)"
	@$(PIP) -r requirements-dev.txt
	@touch $@
