# Everything a person runs on this project. `make help` lists it.
# Needs Python 3.11 or newer, pip and make; all the rest goes into .venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Which Python makes .venv. Left alone, the first of these that is new enough.
PYTHON ?=
PYTHONS := python3 python3.13 python3.12 python3.11 python

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.edgewise-installed
DOMAIN ?=
BENCH ?= $(sort $(filter-out benchmarks/_%,$(wildcard benchmarks/*.py)))
# Benchmarks run their small sizes; `QUICK=` runs them all, for hours.
QUICK ?= --quick
# Test processes: `auto` is one a core; `JOBS=0` runs in this process (for --pdb).
JOBS ?= auto
ARGS ?=

# One thread a process: with a process on every core, more threads only get in each other's way.
THREADS := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false

.PHONY: help chat demo test check lint layers types format bench constraints install clean distclean

help: ## Show this list
	@printf 'Edgewise: an agent that knows when to ask.\n\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '\nSettings: PYTHON=python3.12  DOMAIN=my.yaml  JOBS=2  ARGS="-k belief"  BENCH=benchmarks/belief.py\n'

chat: $(STAMP) ## Start the terminal chat (DOMAIN=my.yaml for your own)
	@$(BIN)/edgewise chat $(DOMAIN) $(ARGS)

demo: $(STAMP) ## Play the example dialogues as transcripts, without a keyboard
	@$(BIN)/python examples/demo.py $(ARGS) </dev/null

test: $(STAMP) ## Run all the tests (ARGS="-k name" for some)
	@$(THREADS) $(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(ARGS)

check: lint layers types test ## Run every gate: ruff, import-linter, pyright, tests

lint: $(STAMP) ## Check style and formatting (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

layers: $(STAMP) ## Check that no lower floor imports a higher one (import-linter)
	@$(BIN)/lint-imports --no-logo

types: $(STAMP) ## Check types (pyright, strict)
	@$(BIN)/pyright

format: $(STAMP) ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(STAMP) ## Run the benchmarks, a few minutes (BENCH=benchmarks/belief.py for one, QUICK= for all sizes)
	@test -n "$(strip $(BENCH))" || { echo 'make bench: no benchmark found under benchmarks/' >&2; exit 1; }
	@set -e; for file in $(BENCH); do echo "== $$file"; OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python "$$file" $(QUICK) $(ARGS); done

install: $(STAMP) ## Build .venv, if it is not there or its inputs changed

constraints: $(STAMP) ## Write the versions in .venv to constraints.txt (do it in a fresh clone)
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --all --exclude-editable \
		| grep -v -i -E '^(#|pip==)|@' | sed 's/+cpu$$//'; } > constraints.new && mv constraints.new constraints.txt

clean: ## Remove caches and build output, keep .venv
	@rm -rf build dist out *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find agent beliefs dialogs tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Remove .venv too
	@rm -rf $(VENV)

# The stamp is older than its inputs when they changed: then pip runs again, else set-up costs nothing.
$(STAMP): pyproject.toml constraints.txt
	@set -e; \
	old=''; chosen=''; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
		version=$$("$$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; \
			then chosen=$$candidate; break; else old="$$old $$candidate is $$version;"; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo "Edgewise needs Python 3.11 or newer;$${old:- no Python found$(if $(PYTHON), at $(PYTHON));}" \
			'install one, or name it: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; \
	fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		echo "Making $(VENV) with $$chosen $$version (a few minutes, once)"; \
		"$$chosen" -m venv --clear $(VENV) >/dev/null 2>&1 || { \
			"$$chosen" -m venv --clear --without-pip $(VENV); \
			"$$chosen" -m pip --python $(BIN)/python install --quiet pip; }; \
	fi; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
