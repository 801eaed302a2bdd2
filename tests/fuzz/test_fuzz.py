"""Whatever is sent to whichever address, the site answers without failing.

``make fuzz`` sends one hostile value in each field of each form and under each name that a page reads, as each role,
then 20,000 requests drawn by lot; the suite some hundreds of these, always the same ones. FUZZ_TRIES and FUZZ_SEED
choose how many, and which: a failure names its seed and the request.
"""

import os
import re
import time
import traceback
from http.cookies import SimpleCookie

import pytest
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.access_places import make_places
from tests.core.factories import resizes_pictures
from tests.core.visits import put_away
from tests.fuzz.hostile import BODIES, COOKIES, FILES, HEADERS, SEGMENTS, VALUES, Try, values
from tests.fuzz.walk import (
    ADDRESSES,
    Form,
    forms_of,
    in_english,
    names_asked_for,
    names_behind,
    package_behind,
    someone,
)

pytestmark = [pytest.mark.django_db, resizes_pictures]

ROLES = ["visitor", "elected", "manager of the café", "Réseau", "Administration", "superuser"]
TRIES = -(-int(os.environ.get("FUZZ_TRIES", 10_000)) // len(ROLES))
SEED = int(os.environ.get("FUZZ_SEED", 1))
FEW = 150  # in the ordinary suite
TOO_LONG = 4  # seconds of processor: a pattern that backtracks, a loop over a number of the request


class Fuzzing:
    """People who send anything anywhere; what each request changed is undone."""

    def __init__(self, roles):
        self.places = make_places()
        self.people = {role: someone(role, self.places) for role in roles}
        self.signed_in = {role: client.cookies.output(header="", sep=";") for role, client in self.people.items()}
        french = [address.format(**self.places) for address in ADDRESSES]
        self.addresses = [*french, *filter(None, map(in_english, french))]
        self.forms, self.faults, self.statuses = {}, {}, {}
        self.tried, self.drawn = set(), 0

    def forms_at(self, role, address) -> list[Form]:
        if (role, address) not in self.forms:
            answer = self.answer(role, Try("GET", address, [], [], {}, {}))
            is_page = answer is not None and answer.headers.get("Content-Type", "").startswith("text/html")
            self.forms[role, address] = forms_of(address, answer.content.decode()) if is_page else []
        return self.forms[role, address]

    def draw(self, role, data) -> Try:
        address, named = data.draw(st.sampled_from(self.addresses)), data.draw(st.sampled_from(names_asked_for()))
        form = data.draw(st.sampled_from([*self.forms_at(role, address), Form(address), Form(address, "post")]))
        fields = {name: known[:1] for name, known in form.fields.items()}
        names = sorted({*fields, named, "page", "next"})
        for name in data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4)):
            known = form.fields.get(name) or [""]
            drawn = st.lists(st.one_of(values, values, st.sampled_from(known)), max_size=3)
            fields[name] = data.draw(st.one_of(values.map(lambda value: [value]), drawn))
        files = [(name, *data.draw(st.sampled_from(FILES))) for name in sorted(form.files)]
        path = form.action
        if data.draw(st.integers(0, 5)) == 0:
            parts = re.findall(r"[^/]+", path.partition("?")[0])
            path = (
                path.replace(data.draw(st.sampled_from(parts)), data.draw(st.sampled_from(SEGMENTS)), 1)
                if parts
                else path
            )
        pairs = [(name, value) for name, several in fields.items() if name not in form.files for value in several]
        raw = data.draw(st.sampled_from(BODIES)) if data.draw(st.integers(0, 15)) == 0 else None
        headers, cookies = data.draw(st.sampled_from(HEADERS)), data.draw(st.sampled_from(COOKIES))
        return Try("POST" if form.method == "post" else "GET", path, pairs, files, headers, cookies, raw)

    def each_field(self, role):
        """One hostile value in each field met, and under each name that is read behind an address."""
        for address in self.addresses:
            for form in self.forms_at(role, address):
                for name in form.fields:
                    self.hurt(role, form, name)
            asked = Form(address.partition("?")[0])
            if address.startswith("/en/"):
                continue
            for name in names_behind(package_behind(address)):
                self.hurt(role, asked, name)

    def hurt(self, role, form: Form, name: str):
        """Once for each address that it is sent to; the other fields are as the page gives them."""
        path, number = form.action.partition("?")[0], len(self.tried) + SEED
        if (form.method, path, name) in self.tried:
            return
        self.tried.add((form.method, path, name))
        known = {other: given for other, given in form.filled().items() if other not in {name, *form.files}}
        pairs = [(other, value) for other, given in known.items() for value in given]
        files = [(other, *FILES[number % len(FILES)]) for other in sorted(form.files)]
        pairs += [] if name in form.files else [(name, VALUES[number % len(VALUES)])]
        self.answer(role, Try("POST" if form.method == "post" else "GET", form.action, pairs, files, {}, {}))

    def fields_met(self) -> set:
        """Each field of each form of the pages that were opened."""
        return {
            (form.method, form.action.partition("?")[0], name)
            for forms in self.forms.values()
            for form in forms
            for name in form.fields
        }

    def answer(self, role, request: Try):
        client = self.people[role]
        client.cookies = SimpleCookie(self.signed_in[role])
        for name, value in request.cookies.items():
            client.cookies[name] = value
        started = time.process_time()
        try:
            with transaction.atomic():
                connection.run_on_commit = []
                answer = request.send(client)
                if answer.streaming:
                    b"".join(answer.streaming_content)
                put_away(answer)
                transaction.set_rollback(True)
        except Exception as error:
            return self.note(role, request, where(error), traceback.format_exc())
        finally:
            translation.activate("fr")
        spent = time.process_time() - started
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500 or spent > TOO_LONG:
            self.note(role, request, f"{answer.status_code} after {spent:.1f} s at {answer.wsgi_request.path}", "")
        return answer

    def note(self, role, request, place, told):
        known = self.faults.get(place)
        if known is None or len(repr(request)) < len(known[0]):
            self.faults[place] = f"{role}: {request}", told


def where(error) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename and "/tests/" not in frame.filename]
    return " < ".join(
        [type(error).__name__] + [f"{frame.filename[-60:]}:{frame.lineno}" for frame in (frames[-1], *ours[-1:])]
    )


def fuzz(roles, tries, chosen) -> Fuzzing:
    fuzzing = Fuzzing(roles)

    @seed(chosen)
    @settings(
        max_examples=tries,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def send(data):
        role = data.draw(st.sampled_from(roles))
        fuzzing.answer(role, fuzzing.draw(role, data))
        fuzzing.drawn += 1

    send()
    tell(fuzzing, chosen)
    return fuzzing


def tell(fuzzing: Fuzzing, chosen: int):
    """What was answered, to whoever runs this with « -rP »; what broke, to everybody."""
    said = f"seed {chosen}, {sum(fuzzing.statuses.values())} requests: {dict(sorted(fuzzing.statuses.items()))}"
    print(said)
    told = "\n\n".join(
        f"{place}\n{request[:700]}\n{trace[-300:]}" for place, (request, trace) in fuzzing.faults.items()
    )
    if fuzzing.faults:
        pytest.fail(f"{said}\n\n{told}", pytrace=False)


def test_a_few_hostile_requests_break_nothing():
    fuzz(ROLES, FEW, 1)


@pytest.mark.fuzz
@pytest.mark.every_case
@pytest.mark.parametrize("role", ROLES)
def test_each_field_takes_a_hostile_value(role):
    fuzzing = Fuzzing([role])

    fuzzing.each_field(role)

    tell(fuzzing, SEED)
    names = {name for _method, _path, name in fuzzing.tried}
    assert {role for role, _address in fuzzing.forms} == {role}
    assert len(fuzzing.forms) == len(set(fuzzing.addresses))
    assert fuzzing.fields_met() - fuzzing.tried == set()
    assert {name for address in fuzzing.addresses for name in names_behind(package_behind(address))} <= names
    assert any(path.startswith("/en/") for _method, path, _name in fuzzing.tried)


@pytest.mark.fuzz
@pytest.mark.every_case
@pytest.mark.parametrize("role", ROLES)
def test_no_hostile_request_breaks_anything(role):
    fuzzing = fuzz([role], TRIES, SEED)

    assert fuzzing.drawn >= TRIES
