# The one command surface: people, CI and Read the Docs all call these targets. `make` alone lists them.

PYTHON     ?= python3
HTMLDIR    ?= _build/html
EPUBDIR    ?= _build/epub
PORT       ?= 0
SPHINXOPTS ?= -q

PY      := .venv/bin/python
SPHINX   = $(PY) -m sphinx $(SPHINXOPTS)
STRICT  := -n -W --keep-going
COMPILE  = $(PY) -m uv pip compile -q pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
           --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
           $(if $(UPGRADE),--upgrade)

UV := $(shell command -v uv 2>/dev/null)
ifneq ($(UV),)
READY   := $(PY) -V
CREATE   = uv venv -q --clear --python "$(PYTHON)" .venv
INSTALL := uv pip install -q --python $(PY) --require-hashes --no-deps -r
else
READY   := $(PY) -m pip -V
CREATE   = "$(PYTHON)" -m venv --clear .venv
INSTALL := $(PY) -m pip install -q --disable-pip-version-check --use-pep517 --require-hashes --no-deps -r
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help html epub new live check test test-fast test-browser doctest lint format linkcheck benchmark lock fonts pictures clean

## help        List these targets
help:
	@echo "make TARGET, where TARGET is one of"; sed -n 's/^## /  /p' Makefile

## html        Build the site, strictly, into _build/html (or HTMLDIR=...)
html: .venv/.html-stamp
	@$(PY) -m notes_ext.build . _build/work "$(HTMLDIR)" -j auto $(SPHINXOPTS) -b dirhtml $(STRICT)
	@echo "The site is in $(HTMLDIR). To read it: $(PY) -m http.server -d \"$(HTMLDIR)\", then http://localhost:8000"

## epub        Make one book of all notes, strictly: _build/epub/notes.epub (or EPUBDIR=...)
epub: .venv/.html-stamp
	@rm -rf _build/book
	@$(SPHINX) -b epub $(STRICT) -D templates_path=_epub/templates -D html_static_path=_epub/static \
	  -d _build/epub-doctrees . _build/book
	@mkdir -p "$(EPUBDIR)" && cp _build/book/notes.epub "$(EPUBDIR)"
	@echo "The book is $(EPUBDIR)/notes.epub"

## new         Begin a note: make new TITLE='What It Is Called'
new: export NEW_TITLE := $(value TITLE)
new: .venv/.html-stamp
	@$(PY) -m notes_ext new -- "$$NEW_TITLE"

## live        Serve the site with its drafts, rebuilt at each save (PORT=8000, OPEN=1 for a browser)
live: .venv/.html-stamp
	@$(PY) -m tools.live $(SPHINXOPTS) --port $(PORT) $(if $(OPEN),--open-browser --delay 1) \
	  --ignore _build --ignore tests --re-ignore '/(__pycache__|\.hypothesis)(/|$$)|~$$|\.sw.$$' \
	  -b dirhtml -n -D notes_drafts=1 -d _build/live-doctrees . _build/live

## check       Say all that is wrong with the notes, without a build (NOTE=name for one, FORMAT=github)
check: .venv/.dev-stamp
	@$(PY) -m notes_ext check $(if $(FORMAT),--format "$(FORMAT)") $(if $(NOTE),-- "$(NOTE)")

## test        Run every test that needs only Python (ARGS='-k feeds' or --cov go to pytest)
test: .venv/.dev-stamp
	@$(PY) -m pytest $(ARGS)

## test-fast   Run the tests that build nothing
test-fast: .venv/.dev-stamp
	@$(PY) -m pytest tests/content tests/unit $(ARGS)

## test-browser  Run the tests in Chromium (Node and Java too; CHROMIUM=/path where it is not on the PATH)
test-browser: .venv/.dev-stamp node_modules/.stamp html
	@$(PY) -m pytest -m browser tests/browser $(ARGS)

## doctest     Run the notes' examples and compare what they print (NOTE=name for one)
doctest: .venv/.dev-stamp
	@$(PY) -m notes_ext doctest $(if $(NOTE),-- "$(NOTE)")
ifndef NOTE
	@$(SPHINX) -b doctest $(STRICT) -d _build/doctest-doctrees . _build/doctest
	@sed -n '/^Doctest summary/,$$p' _build/doctest/output.txt
endif

## lint        Find faults in the code and typos everywhere
lint: .venv/.dev-stamp
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m codespell_lib

## format      Mend what lint can mend by itself
format: .venv/.dev-stamp
	@$(PY) -m ruff check -q --fix-only
	@$(PY) -m ruff format

## linkcheck   Ask the web whether the links to other sites still answer, each once in two weeks
linkcheck: .venv/.html-stamp
	@$(PY) -m sphinx -Q -b linkcheck -d _build/linkcheck-doctrees . _build/linkcheck

## benchmark   Compare this site with its peers on one corpus of N=34 notes (340 and 3400 take longer)
benchmark: .venv/.html-stamp
	@$(PY) benchmarks/compare.py $(N)

## lock        Remake the locks from pyproject.toml (UPGRADE=1 for the newest releases)
lock: .venv/.dev-stamp
	$(COMPILE) -o requirements.txt
	$(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt

## fonts       Remake _static/fonts from the npm package that package-lock.json names
fonts: .venv/.dev-stamp node_modules/.stamp
	@$(PY) -m tools.fonts

## pictures    Photograph the site, on screens and on paper, into _build/pictures, and the README's picture
pictures: .venv/.dev-stamp html
	@$(PY) -m tools.pictures

## clean       Remove all that make has made, the environment too
clean:
	rm -rf _build .venv .hypothesis node_modules
	find . -name __pycache__ -prune -exec rm -rf {} +

# A stamp is a copy of the lock that .venv was made from: when they differ, .venv is made anew, and only then.
define install
  @cmp -s $< $@ || { \
    "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
      echo "This needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" -V 2>&1 || true)"; \
      echo "Name another: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; } >&2; \
    test ! -e $@ || rm -rf .venv; \
    $(READY) >/dev/null 2>&1 || $(CREATE) && echo "Installing $< into .venv" && $(INSTALL) $<; }
endef

.venv/.html-stamp: requirements.txt
	$(install)
	@cp $< $@

.venv/.dev-stamp: requirements-dev.txt
	$(install)
	@cp requirements.txt .venv/.html-stamp
	@cp $< $@

node_modules/.stamp: package-lock.json
	@command -v npm >/dev/null || { echo "This needs Node and its npm (Debian: apt-get install nodejs npm)" >&2; exit 1; }
	@npm ci --silent
	@touch $@
