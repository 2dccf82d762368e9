# Everything starts from Python 3.11 alone; tools/setup.py makes .venv and does nothing when it is up to date.
PYTHON ?= python3.11
BIN := .venv/bin
TESTS ?= src tests
JOBS ?= 2

.PHONY: run setup setup-dev setup-spark front test quick check bench shots lock clean

run:            ## everything, with the demo dealer, on 127.0.0.1:8000; data in ./var
	@$(PYTHON) tools/run.py

setup:          ## .venv and the front end
	@$(PYTHON) tools/setup.py base
	@$(BIN)/python tools/build_front.py

setup-dev:
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python tools/build_front.py

setup-spark: setup-dev ## and the extra for a Spark cluster, which also needs Java 17
	@$(PYTHON) tools/setup.py spark

test: setup-dev ## all tests; those in the browser run when Chromium is there
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(TESTS)

quick: setup-dev ## all tests but the slow ones and those in the browser
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow and not browser" $(TESTS)

check: setup-dev ## what must hold before a commit: format, lint, types, contracts, the tests of what changed
	@$(BIN)/ruff format --check src tests tools
	@$(BIN)/ruff check src tests tools
	@$(BIN)/mypy src
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m "not slow and not browser" $$($(BIN)/python tools/touched.py)

bench: setup-dev ## the benchmark of docs/benchmarks.md
	@$(BIN)/cheyuan bench all

shots: setup-dev ## the pictures of the README
	@$(BIN)/python tools/shots.py

lock:           ## new lock files: hashed, without addresses of any registry
	@$(PYTHON) tools/setup.py dev
	@$(BIN)/python tools/lock.py

clean:          ## throw away what was built; data in ./var stay
	@rm -rf .venv node_modules src/cheyuan/base/ui/static/dist
