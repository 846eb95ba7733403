.PHONY: help preview test bench

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

preview: ## start the preview and say its address
	python3 dev.py preview

test: ## run every check and every test
	python3 dev.py test

bench: ## measure cost and own compute
	.venv/bin/python -m addon bench
