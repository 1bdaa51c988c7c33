# One command each. Variables: PORT, HOST, MARROW_HOME, DATABASE_URL, REDIS_URL, see
# docs/operating.md. PYTHON names the Python (3.11 or later) that makes .venv at the first use.

# What machines for tests often forbid, and every process that starts would compile all of Marrow.
export PYTHONDONTWRITEBYTECODE =
PYTHON ?= python3
N ?= 200
SEED ?=
T ?=
BROWSER ?= yes
MARKUP ?= yes
ONLY ?= not browser

.DEFAULT_GOAL := help
.PHONY: help run test check bench lighthouse promise promise-breaks defects wordpress lock clean
MAKEFLAGS += --no-print-directory

py := .venv/bin/python
set-up := @$(PYTHON) -m config.bootstrap
npm := @$(PYTHON) -m config.npm
# As many tests at once as there are processors. Each worker comes to those in a browser when it is
# done with the database: while Playwright runs, Django's refuses its thread. A worker is given four
# tests at a time: the four longest go first, and all are at work until the last ones.
side := -n auto --maxprocesses 4 --dist load --maxschedchunk 4
# With every test all pages are held to the HTML checker; with some of them where T says --markup.
markup := $(if $(filter no,$(MARKUP)),,$(if $(T),$(findstring --markup,$(T)),--markup))
with = $(py) -m config.embedded --home .marrow-$(1) --
tried = $(py) -m config.embedded --forgetful --home .marrow-$(1) --

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## /  make \1  /p' Makefile

run:  ## Marrow with its servers and demo stories, on http://localhost:8000/; Ctrl-C stops it
	$(set-up) run
	@MARROW_DEMO=$${MARROW_DEMO-1} exec $(py) -m config.supervisor

test:  ## every test; T="-k name" chooses, BROWSER=no leaves out the browser, MARKUP=no the HTML checker
ifeq ($(BROWSER),no)
	$(set-up) dev
	$(if $(markup),$(npm) markup)
	@$(call tried,test) $(py) -m pytest -m "$(ONLY)" $(or $(T),$(side) $(markup))
else
	$(set-up) dev browser
	$(if $(markup),$(npm) markup)
	@$(call tried,test) $(py) -m pytest $(or $(T),$(side) $(markup))
endif

check:  ## lint, types, import contracts, migrations, workflow diagram, deployment, API schema
	$(set-up) dev
	@$(call tried,check) $(MAKE) -k $(checks)

bench:  ## measures: pages, jobs, verbs against the least that can be done
	$(set-up) dev bench
	@$(call with,bench) $(py) -m benchmarks

lighthouse:  ## holds five pages to Lighthouse, as on a phone, and writes what it found
	$(set-up) dev browser
	$(npm) lighthouse
	@$(call with,lighthouse) $(py) -m benchmarks.lighthouse

promise:  ## N=200 stories while processes are killed: nothing lost, doubled or shown too long
	$(set-up) dev
	@$(py) -m tests.promise.run --n $(N) $(if $(SEED),--seed $(SEED))

promise-breaks:  ## plants known bugs one by one; the promise must see each
	$(set-up) dev
	@$(py) -m tests.planted promise

defects:  ## plants the defects of docs/defects.md one by one; a test must see each
	$(set-up) dev
	@$(call tried,defects) $(py) -m tests.planted defects

wordpress:  ## shows stories in a WordPress of Debian's, which it installs, and takes one back
	$(set-up) dev browser
	@$(call with,wordpress) $(py) -m tests.consumers.wordpress

lock:  ## requirements/*.txt from requirements/*.in, with hashes
	$(set-up) dev
	@cd requirements && for name in run dev; do \
	  ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate $$name.in -o $$name.txt || exit 1; done

clean:  ## removes what the commands made, except .marrow: your local stories
	rm -rf .venv .marrow-* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What `check` runs between the start and the stop of its servers: all of them, whatever fails.
checks := lint format types imports migrations diagram deployment schema
.PHONY: $(checks)
lint:
	.venv/bin/ruff check .
format:
	.venv/bin/ruff format --check .
types:
	.venv/bin/mypy
imports:
	.venv/bin/lint-imports
migrations:
	$(py) manage.py makemigrations --check --dry-run
diagram:
	$(py) manage.py workflow_diagram --check
deployment:
	MARROW_DEMO=0 DEBUG=0 SITE_URL=https://marrow.example.org ALLOWED_HOSTS=marrow.example.org \
	  $(py) manage.py check --deploy --fail-level WARNING
schema:
	$(py) manage.py spectacular --validate --fail-on-warn --file /dev/null
