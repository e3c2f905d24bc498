# make demo: install and write the example report; make test: lint, types and tests; make bench: measure; make bundle: zips for offline machines.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
UNIT := inputs/株洲市教育技术装备所-2020

.PHONY: demo test bench bundle clean

demo: .venv/installed
	$(BIN)/narrator build "$(UNIT)" --out outputs

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: .venv/installed-dev
	$(BIN)/python -m bench

bundle: .venv/installed-dev
	$(BIN)/python -m bundle --out outputs

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed
