# Every job of this checkout; `make help` is the manual.
SHELL := /bin/bash
PYTHON ?= python3
DATA ?= index_data
V := .venv
VERSION := $(shell $(PYTHON) -c 'import sys; print("py%d%d" % sys.version_info[:2])' 2>/dev/null)
RUN_LOCK := requirements/run-$(VERSION).txt
DEV_LOCK := requirements/dev-$(VERSION).txt
WORKERS ?= 2
PYTHONS := 3.11 3.12 3.13 3.14
ARTICLES ?= 15276 90276

.DEFAULT_GOAL := help
.PHONY: help run serve test test-full test-cluster coverage mutants gates check bench fix docs strings screenshots lock lock-check audit measure clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(V)/run.ok: $(wildcard requirements/run-py*.txt)
	@tools/install-venv '$(PYTHON)' '$(V)' '$(RUN_LOCK)'
	@touch $@

$(V)/dev.ok: $(wildcard requirements/dev-py*.txt)
	@tools/install-venv '$(PYTHON)' '$(V)' '$(DEV_LOCK)'
	@touch $@ $(V)/run.ok

run: $(V)/run.ok  ## the site with the sample portal, on this machine (PORT=8080 SAMPLE_PORT=8090; Ctrl-C stops it)
	@exec $(V)/bin/python run.py --data $(DATA) demo $(if $(PORT),--port $(PORT)) $(if $(SAMPLE_PORT),--sample-port $(SAMPLE_PORT))

serve: $(V)/run.ok  ## the site with your own archive
	@exec $(V)/bin/python run.py --data $(DATA) serve $(if $(PORT),--port $(PORT))

check: $(V)/dev.ok  ## ruff, mypy --strict, import contracts, generated docs
	$(V)/bin/ruff check .
	$(V)/bin/ruff format --check .
	$(V)/bin/mypy
	$(V)/bin/lint-imports --no-cache
	$(V)/bin/python tools/generate_docs.py --check

test: check  ## everything but the longest counts (about 15 minutes on two cores)
	@tools/install-browser
	@PYTHON=$(V)/bin/python tools/install-pywb
	$(V)/bin/python -m pytest -n $(WORKERS) --dist loadfile -m 'not full'

test-full: check  ## all counts
	@tools/install-browser
	@PYTHON=$(V)/bin/python tools/install-pywb
	@PYTHON=$(V)/bin/python tools/install-page-checks
	$(V)/bin/python -m pytest -n $(WORKERS) --dist loadfile

test-cluster: $(V)/dev.ok  ## everything on real OpenSearch nodes and on PostgreSQL (needs a JDK, Maven and PostgreSQL; fetches OpenSearch once)
	@tools/install-cluster
	$(V)/bin/python -m pytest tests/cluster
	$(V)/bin/python -m pytest --postgresql tests/archive tests/database tests/facts/store tests/jobs tests/site_data

coverage: $(V)/dev.ok  ## branch coverage of `make test`, with what child processes run (TESTS=tests/jobs for a part)
	$(V)/bin/coverage erase
	$(V)/bin/coverage run -m pytest -n $(WORKERS) --dist loadfile -m 'not full' $(TESTS); $(V)/bin/coverage combine -q && $(V)/bin/coverage report $(if $(TESTS),,--fail-under=90)

mutants: $(V)/dev.ok  ## how many sampled mutants of the modules whose faults cost most their tests notice (SAMPLE=150; takes hours)
	@$(V)/bin/python -m tools.mutate --sample $(or $(SAMPLE),150)

gates: $(V)/dev.ok  ## the quality gates on the shared texts (fails when they are missing)
	TIMTIN_REQUIRE_TEXTS=1 $(V)/bin/python -m pytest tests/gates -s

bench: $(V)/dev.ok  ## what people wait for and its parts beside OpenSearch, tantivy, SQLite FTS5 and Scrapy (ARTICLES="15276 90276"), written into docs/performance.md
	$(V)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/bench-$(VERSION).txt
	@test ! -f $(DATA)/CURRENT || $(V)/bin/python -m bench.waiting.report --data $(DATA) --write
	@test ! -f $(DATA)/CURRENT || $(V)/bin/python -m bench.speed.stages --data $(DATA) --write
	$(V)/bin/python -m bench.speed.queries_report --articles $(ARTICLES) --write
	$(V)/bin/python -m bench.indexing.report --write
	@test ! -f $(DATA)/CURRENT || $(V)/bin/python -m bench.indexing.growth --data $(DATA) --write
	$(V)/bin/python -m bench.crawling.report --write
	@test ! -f $(DATA)/CURRENT || ! command -v wrk >/dev/null || $(V)/bin/python -m bench.load.report --data $(DATA) --write
	@test ! -f $(DATA)/CURRENT || ! test -e build/cluster/ready || $(V)/bin/python -m bench.cluster.report --data $(DATA) --write
	$(V)/bin/python -m bench.scale.report --write

fix: $(V)/dev.ok  ## let ruff mend style
	$(V)/bin/ruff check --fix .
	$(V)/bin/ruff format .

docs: $(V)/dev.ok  ## write the generated pages (docs/cli.md, docs/settings.md, docs/sources.md)
	$(V)/bin/python tools/generate_docs.py

strings: $(V)/dev.ok  ## bring the English catalogue up to date with the texts in code and templates; lists what lacks English
	$(V)/bin/python tools/update_catalogue.py

screenshots: $(V)/dev.ok  ## every page at 360 and 1280 px, light and dark, into docs/images (about 10 minutes)
	@tools/install-browser
	@$(V)/bin/python tools/write_screenshots.py docs/images

lock:  ## write the lock files again, keeping the versions they have (needs uv); wheels only
	for v in $(PYTHONS); do for n in dev run bench cluster; do uv pip compile -q --python-version $$v --python-platform linux --only-binary :all: \
	  $$([ $$n != run ] || echo --override requirements/run-omitted.txt) --generate-hashes --no-emit-index-url --no-header \
	  requirements/$$n.in -o requirements/$$n-py$${v/./}.txt -c requirements/dev-py$${v/./}.txt || exit 1; done; done

lock-check:  ## every lock installs on Linux from wheels whose hashes it has (needs uv and the network; installs nothing)
	for v in $(PYTHONS); do for n in dev run bench cluster; do echo "$$n $$v"; uv pip install -q --dry-run --python-version $$v \
	  --python-platform x86_64-manylinux_2_28 --only-binary :all: --no-deps --require-hashes --target build/lock-check \
	  -r requirements/$$n-py$${v/./}.txt || exit 1; done; done

audit: $(V)/dev.ok  ## known holes in what is locked to run (asks the advisory service; says so when it cannot be reached)
	@$(V)/bin/python tools/audit.py $(V)/bin/pip-audit $(RUN_LOCK)

measure:  ## lines of code by package, and what .venv takes on the disk
	$(PYTHON) -m tools.measure_tree --env $(V)

clean:  ## remove the virtual environment and caches (never the data)
	rm -rf $(V) .mypy_cache .ruff_cache .hypothesis build *.egg-info
