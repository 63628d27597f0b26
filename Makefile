# `make chat` talks, `make run` serves, `make test` tests; each sets up what it needs.
PYTHON = .venv/bin/python

.PHONY: help setup setup-test chat run intranet screenshots train check test test-quick lint bench-understanding bench-telegram requirements clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

setup: ## make .venv and install what running needs
	@scripts/setup

setup-test:
	@scripts/setup test

chat: setup ## talk to the assistant in the terminal
	@$(PYTHON) -m werdegang chat

run: setup ## serve the assistant
	@$(PYTHON) -m werdegang run

intranet: setup ## serve a sample intranet with the assistant embedded
	@$(PYTHON) -m examples.intranet

screenshots: setup-test ## make docs/images anew, with Debian's chromium
	@$(PYTHON) scripts/screenshots

train: setup ## train the model
	@$(PYTHON) -m werdegang train

check: setup ## look for mistakes in the data files
	@$(PYTHON) -m werdegang check

lint: setup-test ## style and types
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy

test-quick: lint ## tests that need no trained model
	$(PYTHON) -m pytest -q -m "not model and not slow"

test: lint ## all tests
	$(PYTHON) -m werdegang check
	$(PYTHON) -m rasa data validate --fail-on-warnings
	$(PYTHON) -m werdegang train --if-needed
	$(PYTHON) -m pytest -q

bench-understanding: setup-test ## compare understanding with stock Rasa (hours; EPOCHS=5 less)
	$(PYTHON) -m benchmarks.understanding $(if $(QUESTIONS),--questions $(QUESTIONS)) $(if $(EPOCHS),--stock-epochs $(EPOCHS))

bench-telegram: setup-test ## measure the Telegram channel (about half an hour)
	$(PYTHON) tests/telegram/bench.py

requirements: setup-test ## compile the pinned requirements from pyproject.toml
	scripts/compile-requirements

clean: ## remove what was built
	rm -rf .venv .rasa models
