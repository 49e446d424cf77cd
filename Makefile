# Everything for every district:   make
# One district only:               make DISTRICT=lampung-timur
# The list of targets:             make help

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# The same bytes on every machine and every day.
export TZ := UTC
export LC_ALL := C.UTF-8
export PYTHONHASHSEED := 0
# Compiled modules are kept, whatever the shell says: without them each notebook would compile its imports anew.
export PYTHONDONTWRITEBYTECODE :=
export SOURCE_DATE_EPOCH := 1480550400
# Nothing is written outside this folder.
STATE := $(CURDIR)/.make
export JUPYTER_CONFIG_DIR := $(STATE)/jupyter/config
export JUPYTER_DATA_DIR := $(STATE)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(STATE)/jupyter/runtime
export IPYTHONDIR := $(STATE)/ipython
export MPLCONFIGDIR := $(STATE)/matplotlib
export UV_CACHE_DIR ?= $(STATE)/uv-cache
export UV_PYTHON_DOWNLOADS := never

# How the paper looks: make paper CITATION_STYLE=apa (or a .csl file) TEMPLATE=fakultas (a folder of paper/templates)
CITATION_STYLE ?=
TEMPLATE ?=
PAPER := .make/paper$(if $(TEMPLATE),-$(TEMPLATE))

SYSTEM_PYTHON ?= python3
PYTHON := .venv/bin/python

ALL_DISTRICTS := $(sort $(notdir $(patsubst %/district.yml,%,$(wildcard data/raw/*/district.yml))))
DISTRICTS := $(if $(DISTRICT),$(DISTRICT),$(ALL_DISTRICTS))

# .make/inputs/<what> changes its date only when a file it lists was changed, added or removed (names may hold spaces).
ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),all)),)
  IGNORED := $(shell CITATION_STYLE="$(CITATION_STYLE)" $(SYSTEM_PYTHON) tools/list_inputs.py $(ALL_DISTRICTS))
endif

ENVIRONMENT := .make/environment
DISTRICT_STAMPS := $(DISTRICTS:%=.make/districts/%)
# Districts with a paper of their own, in one language or both.
OWN_PAPERS := $(sort $(foreach l,id en,$(patsubst paper/districts/%/paper.$l.md,.make/papers/%,$(wildcard $(DISTRICTS:%=paper/districts/%/paper.$l.md)))))

.PHONY: all paper across docs check test bench verify review new-district class lesson collect clean help

# With DISTRICT=… only that district is run, and its own paper built; the study's paper waits for a plain make.
all: $(DISTRICT_STAMPS) $(if $(DISTRICT),,.make/across $(PAPER) .make/evidence) $(OWN_PAPERS)  ## run every notebook for every district and build the paper

$(ENVIRONMENT): pyproject.toml requirements.lock tools/set_up.py
	@$(SYSTEM_PYTHON) tools/set_up.py
	@touch $@

.make/districts/%: .make/inputs/% .make/inputs/shared .make/inputs/code | $(ENVIRONMENT)
	@mkdir -p $(@D)
	@$(PYTHON) -m coding.run $*
	@touch $@

.make/across: $(ALL_DISTRICTS:%=.make/districts/%) .make/inputs/across | $(ENVIRONMENT)
	@$(PYTHON) -m coding.run --across
	@touch $@

$(PAPER): .make/across .make/inputs/paper | $(ENVIRONMENT)
	@$(PYTHON) -m coding.publishing.paper --citation-style="$(CITATION_STYLE)" --template="$(TEMPLATE)"
	@$(if $(TEMPLATE),,$(PYTHON) -m coding.publishing.table_files)
	@touch $@

.make/evidence: .make/across .make/inputs/evidence | $(ENVIRONMENT)
	@$(PYTHON) -m coding.evidence_browser
	@touch $@

# A district's own paper has a section beside the others: with DISTRICT=… they are compared as they were last run.
.make/papers/%: .make/districts/% .make/inputs/paper-% .make/inputs/paper $(if $(DISTRICT),,.make/across) | $(ENVIRONMENT)
	@mkdir -p $(@D)
	@$(if $(DISTRICT),$(PYTHON) -m coding.run --across)
	@$(PYTHON) -m coding.publishing.paper $* --own --citation-style="$(CITATION_STYLE)" --template="$(TEMPLATE)"
	@touch $@

# What it documents (commands, columns, fields, modules) is read from the code and the data themselves.
.make/docs/stamp: .make/inputs/docs | $(ENVIRONMENT)
	@$(PYTHON) docs/site/build.py
	@touch $@

.make/inputs/%: ;

across: .make/across  ## set the districts side by side

paper: $(PAPER) .make/evidence  ## build the paper and its evidence browser in both languages (CITATION_STYLE=apa or a .csl file, TEMPLATE=fakultas)

docs: .make/docs/stamp  ## build the documentation site in both languages: docs/build/index.html

check: $(ENVIRONMENT)  ## look for every fault in the data, and for what may be amiss (DISTRICT=… LANGUAGE=id)
	@$(PYTHON) -m coding check $(DISTRICTS)

test: all docs  ## run all tests (and build first what they look at)
	@$(PYTHON) tools/browser.py
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -n 2

bench: all  ## measure speed and quality of the suggestions (half an hour; TREEBANK=folder for its part)
	@$(PYTHON) benchmarks/run.py $(TREEBANK)

verify: all  ## build once more in an empty folder and compare byte for byte
	@$(PYTHON) tools/verify.py

review: $(ENVIRONMENT)  ## open JupyterLab on the review notebook (DISTRICT=… CODER=… MODE=blind)
	@REVIEW_DISTRICT="$(DISTRICT)" REVIEW_CODER="$(CODER)" REVIEW_MODE="$(MODE)" \
	  $(PYTHON) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks/03_review.ipynb

new-district: $(ENVIRONMENT)  ## make the folder of a new district with templates (DISTRICT=lampung-tengah)
	@$(if $(DISTRICT),,echo "Name it: make new-district DISTRICT=lampung-tengah" >&2; exit 1;) \
	  $(PYTHON) -m coding new-district "$(DISTRICT)"

class: $(ENVIRONMENT)  ## hand out folders to a class, one a student (STUDENTS=list.csv)
	@$(PYTHON) -m coding.teaching hand-out "$(STUDENTS)"

lesson: $(ENVIRONMENT)  ## open JupyterLab on a student's notebook (STUDENT=a01 SESSION=1)
	@notebook=$$($(PYTHON) -m coding.teaching lesson --student="$(STUDENT)" --session="$(SESSION)") && \
	  $(PYTHON) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) "$$notebook"

collect: $(ENVIRONMENT)  ## gather the class's decisions, list what is missing, write the report (GOLD=class/dosen ANONYMOUS=1)
	@$(PYTHON) -m coding.teaching collect --gold="$(GOLD)" $(if $(ANONYMOUS),--anonymous)

clean:  ## remove what make built, but not the environment
	rm -rf paper/build docs/build .make/docs .make/districts .make/across .make/paper* .make/evidence .make/inputs

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1|/' | while IFS='|' read -r name what; do \
	  printf '  make %-12s %s\n' "$$name" "$$what"; done
	@printf '\nOne district only: make DISTRICT=%s\n' "$(firstword $(ALL_DISTRICTS))"
