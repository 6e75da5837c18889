# Two commands carry everything: `make run` starts the demo, `make test` runs all checks and tests.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)

VENV := .venv/.made
RUN := .venv/.installed
DEV := .venv/.installed-dev
VENDOR := var/static/vendor/.copied
INSTALL := .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes

.PHONY: help setup run test test-slow bench lock

help:
	@echo "make run        install what lacks, fill the demo, start everything (PORT=$(PORT))"
	@echo "make test       install what lacks, run all checks and tests but the slow ones"
	@echo "make test-slow  long plays, races, hostile files, the server edition, the quick tests on SQLite"
	@echo "make bench      measure; figures as a table and as JSON, also in var/bench.json"
	@echo "make setup      install only"

setup: $(DEV) $(VENDOR)
	@config/system_packages.sh test

run: $(RUN) $(VENDOR)
	@config/system_packages.sh run
	@python -m config.port $(PORT)
	@export DEMO=$${DEMO:-1}; \
	python manage.py migrate --verbosity 0; \
	python manage.py check --database default --fail-level ERROR; \
	if [ "$$DEMO" = 1 ]; then python manage.py demo; fi; \
	PORT=$(PORT) exec honcho start --no-prefix

test: setup
	python manage.py verify

test-slow: setup
	python -m pytest -m slow -n auto
	python -m pytest -m "sqlite and not slow and not benchmark" --sqlite -n auto

bench: setup
	python -m pytest -m benchmark -n 0 --figures var/bench.json
	@cat var/bench.json

# --- What is installed; each file is made anew when what it comes from has changed ---------------------

$(VENV): requirements-setup.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { echo "Python cannot make virtual environments: install the package python3-venv." >&2; exit 1; }
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(RUN): $(VENV) requirements.txt
	$(INSTALL) -r requirements.txt
	@touch $@

# The .pth file puts the project on the path of every tool, whatever folder it is started in.
$(DEV): $(VENV) requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "project.pth").write_text("$(CURDIR)")'
	@touch $@ $(RUN)

$(VENDOR): $(VENV) package-lock.json requirements-node.txt config/node.sh config/vendor.sh
	config/node.sh npm ci --no-progress
	config/vendor.sh
	@touch $@

# --- After a change of the dependencies in pyproject.toml ------------------------------------------------

lock: $(VENV)
	uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header pyproject.toml --extra dev \
	  -c requirements.txt -o requirements-dev.txt
