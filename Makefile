# `make chat` talks, `make run` serves, `make test` tests; each sets up what it needs.
PYTHON = .venv/bin/python

.PHONY: help setup setup-test setup-tools chat run intranet screenshots train check test test-quick lint bench bench-understanding bench-telegram requirements reliability audit clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

setup: ## make .venv and install what running needs
	@scripts/setup

setup-test:
	@scripts/setup test

setup-tools:
	@scripts/setup-tools

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

test: lint setup-tools ## all tests
	$(PYTHON) -m werdegang check
	$(PYTHON) -m rasa data validate --fail-on-warnings
	$(PYTHON) -m werdegang train --if-needed
	$(PYTHON) -m pytest -q -n 2 --dist loadfile

bench: setup-test ## measure speed, memory and start beside stock Rasa (about 40 minutes)
	@$(PYTHON) -m benchmarks.turn_profile --write
	@$(PYTHON) -m benchmarks.speed

bench-understanding: setup-test ## compare understanding with stock Rasa (20 minutes)
	$(PYTHON) -m benchmarks.understanding $(if $(QUESTIONS),--questions $(QUESTIONS))

bench-telegram: setup-test ## measure the Telegram channel (about half an hour)
	$(PYTHON) tests/telegram/bench.py

reliability: setup-test setup-tools ## measure faults at length, for docs/reliability.md (some hours)
	$(PYTHON) -m werdegang train --if-needed
	WERDEGANG_CLUSTER_TESTS=required $(PYTHON) -m pytest -q -m slow tests/cluster tests/reliability
	$(PYTHON) tests/telegram/bench.py kills --kills 100

audit: setup-tools ## look for published vulnerabilities in the pinned packages
	.venv-tools/bin/python scripts/audit

requirements: setup-test ## compile the pinned requirements from pyproject.toml
	scripts/compile-requirements

clean: ## remove what was built
	rm -rf .venv .venv-tools .rasa models
