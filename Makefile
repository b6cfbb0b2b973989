# Everything runs in .venv, which the first target you call makes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEV_READY := $(VENV)/.ready-dev
NODE_READY := node_modules/.ready
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --loglevel=error
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
TORCH := $(shell grep '^torch==' constraints.txt)
TORCH_CPU_INDEX := https://download.pytorch.org/whl/cpu

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: $(READY) ## Start the app on http://localhost:8501 (PORT overrides), building the sample if absent
	@test -n "$$QDRANT_URL" || test -e "$${NVK_DATA_DIR:-data}/sample/CURRENT" || $(BIN)/python -m ingest sample
	@exec $(BIN)/python app.py

# A file stays on one worker, whose app, browser and indexes its tests share. The suite starts
# dozens of processes: compiled modules are kept whatever the shell's environment says.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not soak"

.PHONY: test
test: $(DEV_READY) $(NODE_READY) ## Run the whole test suite, the real browser included
	$(NPM) test
	$(PYTEST)

# Tracing every line makes Python half as slow again: too expensive for each run of the suite.
.PHONY: coverage
coverage: $(DEV_READY) ## Run the whole suite and fail if it runs too few lines of the code
	$(PYTEST) --cov=search --cov=ingest --cov=pages --cov-report=term:skip-covered

.PHONY: soak
soak: $(DEV_READY) ## Run the long tests: crash loops, large horrors
	$(BIN)/python -m pytest -m soak --timeout 3600

.PHONY: bench
bench: $(DEV_READY) ## Measure speed and quality; BENCH="--corpus FILE --beir FOLDER" chooses the data
	$(BIN)/python -m benchmarks $(BENCH)

.PHONY: lint
lint: $(DEV_READY) $(NODE_READY) ## Check format, style, types, imports and spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(NPM) run lint

.PHONY: fix
fix: $(DEV_READY) $(NODE_READY) ## Repair what can be repaired, and bundle the browser code again
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m pages.ui.results.typescript
	$(NPM) run fix

.PHONY: picture
picture: $(DEV_READY) ## Make the README's picture of the running app again
	$(BIN)/python -m docs.make_picture

.PHONY: clean
clean: ## Remove the environment and caches (not your data)
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

# PyPI's torch for Linux brings gigabytes of GPU libraries: the CPU build is tried first, once.
$(READY): pyproject.toml constraints.txt
	@echo "Installing into $(VENV); the first time this takes a minute or two …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) "pip>=25.1"
	@$(PIP) --no-deps --retries 0 --timeout 10 --index-url $(TORCH_CPU_INDEX) "$(TORCH)+cpu" 2>/dev/null \
		|| $(PIP) --no-deps "$(TORCH)"
	@$(PIP) --constraint constraints.txt --editable .
	@touch $@

$(DEV_READY): $(READY)
	@$(PIP) --constraint constraints.txt --group dev
	@$(BIN)/python -m tests.browser.chromium
	@touch $@

# Only checks and the bundle of the browser code need Node: the app runs without it.
$(NODE_READY): package-lock.json $(DEV_READY)
	@$(NPM) ci
	@touch $@
