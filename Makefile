# Each target makes .venv itself if there is none, with the pinned versions of .requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
SECONDS ?= 60
SEED ?= 1

.PHONY: extract test check bench sizing fuzz audit pictures vendor lock clean

extract: .venv/installed  ## the main job: corpus/ to outputs/
	$(BIN)/glaneur extract corpus --out outputs

test: .venv/installed  ## all tests
	$(BIN)/pytest

check: .venv/installed  ## style and types
	$(BIN)/ruff check pipeline tests
	$(BIN)/ruff format --check pipeline tests
	$(BIN)/mypy
	$(BIN)/glaneur patterns check

bench: .venv/installed  ## speed, as a ratio to the stock spaCy ruler in $(SHARED)/bench
	$(BIN)/python -m tests.bench $(SHARED)/bench $(SHARED)/real

sizing: .venv/installed  ## what a run costs by documents, bodies and rules; for tests/SIZING.md, on a quiet machine
	$(BIN)/python -m tests.sizing

fuzz: .venv/installed  ## look for what breaks: made-up texts and folders, for SECONDS, from SEED
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) --seed $(SEED)

audit: .venv/installed .venv/audit/installed  ## known vulnerabilities of the pinned versions; status 2 if no advisories are in reach
	$(BIN)/python -m tests.audit .venv/audit/bin/pip-audit .requirements.lock

lock:  ## renew the pinned versions; wants pip-tools
	python3 -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); \
		print('\\n'.join([*p['project']['dependencies'], \
		*sum(p['project'].get('optional-dependencies', {}).values(), []), *sum((g for n, g in p['dependency-groups'].items() if n != 'peers'), []), \
		*p['build-system']['requires'], 'editables']))" \
		| pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
		--no-header --output-file .requirements.lock -

pictures: .venv/installed  ## the pictures of the README; wants chromium and chromium-driver
	$(BIN)/python -m tests.review.pictures .pictures
	$(BIN)/python -m tests.report.pictures .pictures

vendor:  ## renew the text annotator of the review page; a new version wants its sums in SHA256SUMS
	cd pipeline/review/assets/vendor \
		&& npm pack --silent @recogito/text-annotator@4.1.1 \
		&& tar --extract --gzip --strip-components 2 --file recogito-text-annotator-4.1.1.tgz \
			package/dist/text-annotator.umd.js package/dist/text-annotator.css \
		&& rm recogito-text-annotator-4.1.1.tgz \
		&& sha256sum --check SHA256SUMS

.venv/installed: .requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement .requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q pipeline
	$(BIN)/python -m pipeline.compiling
	@touch $@

.venv/audit/installed: .venv/installed
	$(PYTHON) -m venv --clear .venv/audit
	.venv/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
