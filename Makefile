# Two commands matter: `make run` and `make test`. Each sets up what it needs.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PYTEST_ARGS ?= -q -n auto
UV ?= uv
PORT ?= 5000

VENV := .venv/.ready
ASSETS := static/build/.ready
PLACES := instance/places.bin
OUTLINES := instance/places-outlines.json
DATABASE := instance/waymark.sqlite
DEMO := instance/.demo-loaded

# A database named by DATABASE_URL may be any: it is brought up to date each time.
LOADED := $(if $(DATABASE_URL),named-database,$(DEMO))

.PHONY: help
help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

.PHONY: run
run: $(ASSETS) $(OUTLINES) $(LOADED)  ## set up, load the sample directory and serve it
	@exec $(BIN)/waymark run --port $(PORT)

.PHONY: test
test: $(ASSETS) $(OUTLINES)  ## set up and run the tests
	@if command -v chromium >/dev/null; then echo "Apart: make slow, make browser"; \
	else echo "Apart: make slow. The browser tests are left out: Chromium is missing (as root, apt-get install chromium)"; fi
	@$(BIN)/pytest $(PYTEST_ARGS)

.PHONY: slow
slow: $(ASSETS) $(OUTLINES)  ## the tests that take long: additions, hostile files, random cases
	@$(BIN)/pytest -q -n auto -m "slow and not browser"

.PHONY: check
check: $(VENV)  ## format, lint, types, import contracts, templates, knowledge, migrations
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q -n 0 tests/house/test_templates.py
	$(BIN)/yamllint data docs/safety tests/cases tests/rulebook
	$(BIN)/python -m matcher check
	$(BIN)/waymark db check
	$(BIN)/python scripts/safety_report.py --check

.PHONY: browser
browser: $(ASSETS) $(OUTLINES)  ## browser tests, where Chromium is installed
	@command -v chromium >/dev/null || { echo "Chromium is missing: apt-get install chromium" >&2; exit 1; }
	@$(BIN)/pytest -q -n auto -m browser

.PHONY: bench
bench: $(PLACES)  ## measured comparisons, one line a figure
	@$(BIN)/python -m bench

.PHONY: bench-load
bench-load: $(PLACES) .venv-load/.ready  ## many who ask at once, for ten minutes
	@$(BIN)/python -m bench.load $(LOAD_ARGS)

.venv-load/.ready: requirements/load.txt | $(VENV)
	@echo "Installing the load tool into .venv-load"
	@$(BIN)/python -m venv --clear .venv-load
	@.venv-load/bin/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements/load.txt
	@touch $@

.PHONY: mutants
mutants: $(ASSETS) $(OUTLINES)  ## small faults, and whether a test fails of each
	@$(BIN)/python scripts/mutants.py $(MUTANTS_ARGS)

.PHONY: assets
assets: $(ASSETS)  ## build the style sheet and script

.PHONY: lock
lock:  ## compile requirements/ and package-lock.json anew
	@scripts/lock $(UV)

.PHONY: clean
clean:  ## remove what was built; databases and places stay
	rm -rf .venv node_modules static/build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV): requirements/dev.txt pyproject.toml scripts/venv
	@scripts/venv
	@touch $@

$(ASSETS): package-lock.json package.json scripts/assets $(wildcard static/src/*) | $(VENV)
	@scripts/assets
	@touch $@

# Only when absent: the list of postcodes is large, and a newer one is a choice.
$(PLACES): | $(VENV)
	@$(BIN)/waymark places build --or-fallback

# A build draws them too; this is for postcodes that were packed before. Without any, none are drawn.
$(OUTLINES): | $(PLACES)
	@[ -e $@ ] || [ ! -e $(PLACES) ] || $(BIN)/waymark places outlines

$(DATABASE): $(wildcard migrations/versions/*.py) | $(VENV)
	@rm -f $(DEMO)
	@$(BIN)/waymark db upgrade
	@touch $@

$(DEMO): data/services.csv data/population.csv data/need.csv data/figures.yaml | $(DATABASE)
	@$(BIN)/waymark demo load
	@touch $@

.PHONY: named-database
named-database: $(VENV)
	@$(BIN)/waymark db upgrade
	@$(BIN)/waymark demo load
