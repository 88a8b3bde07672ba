# Footnote's commands. `make chat` and `make test` do all of their own set-up.
#
# On Linux x86-64 the default torch brings gigabytes of CUDA. For the small CPU build:
#   make chat TORCH_INDEX=https://download.pytorch.org/whl/cpu

PYTHON ?= python3
TORCH_INDEX ?=
LANGUAGES := de es fr ru uk
SETS ?=
SHARED ?=
SEED ?= 1
READER ?=
GUIDED ?=

BIN := .venv/bin
SCHEMA := .venv/share/telegram-bot-api-schema.json
INPUTS := pyproject.toml constraints.txt Makefile

.PHONY: chat bot test lint types eval bench day fuzz messages clean

chat: .venv/.installed
	@$(BIN)/footnote index
	@$(BIN)/footnote repl

bot: .venv/.installed
	@$(BIN)/footnote index
	@$(BIN)/footnote telegram

test: lint types .venv/.installed-dev $(SCHEMA)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(if $(SHARED),--shared=$(SHARED))

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/.installed-dev
	$(BIN)/mypy

eval: .venv/.installed
	$(BIN)/footnote eval $(SETS)

bench: .venv/.installed-dev
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/scanning.py
	$(BIN)/python benchmarks/memory.py
	$(BIN)/python benchmarks/answering.py
	$(BIN)/python benchmarks/telegram_load.py
	$(BIN)/python benchmarks/inline.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/indexing.py
	$(BIN)/python benchmarks/watching.py

# A day of the bot, played by processes against a local server: what was asked, answered and lost.
day: .venv/.installed-dev $(SCHEMA)
	@$(BIN)/python tests/e2e/day --seed $(SEED)

# 20,000 hostile files a reader, others each time: make fuzz READER=pdf SEED=7 tries the same again.
# GUIDED=1 grows them by what they reach, with atheris (pip install atheris, where it has a wheel).
fuzz: .venv/.installed-dev
	@$(BIN)/python tests/fuzzing $(addprefix --reader ,$(READER)) $(if $(GUIDED),--guided) \
		$(if $(filter-out file,$(origin SEED)),--seed $(SEED))

# After a sentence in bot/wording changes: the catalogues get what is new, and lose what is gone.
messages: .venv/.installed
	@$(BIN)/pybabel --quiet extract --keyword=_ --keyword=ngettext:1,2 --no-default-keywords \
		--no-location --sort-output --omit-header -o .venv/footnote.pot bot/wording
	@for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --omit-header \
			-i .venv/footnote.pot -o bot/wording/locales/$$language.po -l $$language || exit 1; \
	done

clean:
	rm -rf .venv build dist *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footnote needs Python 3.11 or later; name it with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Python cannot make an environment here (on Debian: apt install python3-venv)."; exit 1; }

.venv/.torch: .venv/bin/python constraints.txt
	@echo "Installing torch (once; this takes a few minutes) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
		$(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch
	@touch $@

.venv/.installed: .venv/.torch $(INPUTS)
	@echo "Installing Footnote ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: .venv/.installed $(INPUTS)
	@echo "Installing the tools of the tests ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(SCHEMA): .venv/.installed-dev tests/fetch_telegram_schema.py
	@$(BIN)/python tests/fetch_telegram_schema.py $(SCHEMA)
	@touch $(SCHEMA)
