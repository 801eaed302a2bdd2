"""A café's own animations: how many came, said in two minutes, then what they cost is asked back."""

import html
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.agenda.models import Session
from events.claims.models import Claim
from events.tours.models import Activity
from events.tours.services.own import ask_for_reports
from events.tours.services.totals import figures_of, kinds_of
from millecafes.people.models import CafeRole, StaffAct
from millecafes.places.keys import index_places
from tests.events.claims import factories as money
from tests.events.factories import make_event, make_session, move_in_time
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.people.factories import make_elected, make_manager, make_staff
from tests.places.cafe_factories import make_cafe
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db
INDEX, BEGIN = "/espace/animations/", "/espace/remboursements/nouvelle/"
ACTIVITIES = "/gestion/programmation/activites/"


def shown(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def hold(cafe, title="Goûter des deux âges", days=2, event=None) -> Session:
    """A date of an animation of this café, that was held."""
    session = make_session(event or make_event(kind="animation", cafe=cafe, title=title), cafe=cafe)
    start = timezone.now() - timedelta(days=days)
    return move_in_time(session, starts_at=start, ends_at=start + timedelta(hours=2), day=timezone.localdate(start))


@pytest.fixture
def cafe():
    return make_cafe(name="Le Tilleul")


@pytest.fixture
def manager(client, cafe):
    user = make_manager(cafe)
    client.force_login(user)
    return user


def url(session) -> str:
    return f"{INDEX}date/{session.pk}/bilan/"


def test_a_date_is_reported_then_paid_back(client, cafe, manager):
    season = make.make_season(first=-30, last=30)
    fund, session = money.make_fund(), hold(cafe)
    asked = shown(client.get(INDEX))

    form = shown(client.get(url(session)))
    answer = client.post(url(session), {"participants": "18", "kind": "intergenerational", "seniors": "11"})
    activity = Activity.objects.get()
    told = shown(client.get(INDEX))
    begin = shown(client.get(f"{BEGIN}?animation={activity.pk}"))
    choice = f"{fund.pk}-{activity.pk}"
    claim = client.post(BEGIN, {"activity": choice, "key": "6f1f9c5e-0000-4000-8000-000000000001"})

    assert "Faire le bilan" in asked
    assert "Combien étiez-vous ?" in form
    assert (answer.status_code, answer["Location"]) == (303, f"{INDEX}#bilan-{session.pk}")
    assert (activity.cafe, activity.kind, activity.participants, activity.seniors) == (
        cafe,
        "intergenerational",
        18,
        11,
    )
    assert (activity.title, activity.day, activity.season) == ("Goûter des deux âges", session.day, season)
    assert (activity.source, activity.reported_by, activity.session) == ("report", manager, session)
    assert "18 participants" in told
    assert f"{BEGIN}?animation={activity.pk}" in told
    assert f'value="{choice}"' in begin
    assert claim.status_code == 302
    assert Claim.objects.get().activity == activity
    assert {one.words: one.number for one in kinds_of(season)} == {"Rencontre entre générations": 1}
    assert {one.words: one.number for one in figures_of(season)}["participants en tout"] == 18


def test_it_is_corrected_and_the_second_date_of_a_series_knows_its_kind(client, cafe, manager):
    first = hold(cafe)
    second = hold(cafe, days=1, event=first.event)
    client.post(url(first), {"participants": "18", "kind": "meal"})

    again = client.post(url(first), {"participants": "20", "kind": "chess"})
    proposed = client.get(url(second)).content.decode()

    assert again.status_code == 303
    assert list(Activity.objects.values_list("participants", "kind", "season")) == [(20, "chess", None)]
    assert '<option value="chess" selected>' in proposed


def test_what_a_claim_stands_on_keeps_its_kind(client, cafe, manager):
    session = hold(cafe)
    client.post(url(session), {"participants": "18", "kind": "meal"})
    activity = Activity.objects.get()
    Claim.objects.filter(pk=money.in_state("submitted").pk).update(activity=activity, cafe=cafe)

    client.post(url(session), {"participants": "19", "kind": "chess"})

    activity.refresh_from_db()
    assert (activity.participants, activity.kind) == (19, "meal")


@pytest.mark.parametrize(
    "given, words",
    [
        ({"participants": "", "kind": "meal"}, "Dites combien de personnes sont venues"),
        ({"participants": "12"}, "Dites ce que c’était"),
        ({"participants": "12", "kind": "sabbat"}, "choix valide"),
        ({"participants": "12", "kind": "meal", "seniors": "13"}, "pas plus qu’eux"),
        ({"participants": "-1", "kind": "meal"}, "ne descend pas sous zéro"),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_what_was_typed_is_kept(client, cafe, manager, given, words):
    answer = client.post(url(hold(cafe)), {"comment": "On a bien ri."} | given)

    assert answer.status_code == 400
    assert words in shown(answer)
    assert "On a bien ri." in shown(answer)
    assert not Activity.objects.exists()


def test_neither_before_nor_what_was_cancelled(client, cafe, manager):
    to_come = make_session(make_event(kind="animation", cafe=cafe), cafe=cafe)
    cancelled = hold(cafe)
    move_in_time(cancelled, state="cancelled", reason="Panne de four.")

    answers = [client.post(url(one), {"participants": "5", "kind": "meal"}) for one in (to_come, cancelled)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert not Activity.objects.exists()
    assert "Faire le bilan" not in shown(client.get(INDEX))


def test_another_cafe_does_not_exist_and_a_former_one_is_only_read(client, cafe, manager):
    theirs, ours = hold(make_cafe()), hold(cafe)
    of_the_team = hold(cafe, event=make_event(kind="guinguette"))
    draft = hold(cafe, event=make_event(kind="animation", cafe=cafe, live=False))
    data = {"participants": "5", "kind": "meal"}

    foreign = [client.post(url(one), data).status_code for one in (theirs, of_the_team, draft)]
    CafeRole.objects.filter(person=manager).update(ends_on=timezone.localdate() - timedelta(days=3))
    former = client.post(url(ours), data).status_code
    client.force_login(make_elected())
    elected = client.post(url(ours), data).status_code

    assert (foreign, former, elected) == ([404, 404, 404], 403, 404)
    assert not Activity.objects.exists()


def test_the_table_keeps_one_report_a_date(cafe):
    session = hold(cafe)
    make.make_activity(cafe=cafe, session=session, source="report")
    make.make_activity(cafe=cafe, session=session)

    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_activity(cafe=cafe, session=session, source="report")


def test_a_volunteer_reports_and_is_told_who_asks_for_the_money(client, cafe, manager):
    CafeRole.objects.filter(person=manager).update(kind="volunteer")

    answer = client.post(url(hold(cafe)), {"participants": "5", "kind": "meal"})

    begin = client.get(f"{BEGIN}?animation={Activity.objects.get().pk}", follow=True)
    assert answer.status_code == 303
    assert "gérance, présidence ou trésorerie" in shown(begin)


def test_who_has_nothing_to_ask_for_is_led_to_the_report(client, cafe, manager):
    money.make_fund(kinds=["meal"])
    session = hold(cafe)
    client.post(url(session), {"participants": "5", "kind": "chess"})

    page = shown(client.get(f"{BEGIN}?animation={Activity.objects.get().pk}"))

    assert "Aucun fonds ouvert ne rembourse cette animation" in page
    assert f'<a href="{INDEX}">Faites d’abord son bilan</a>' in page


# -- The team ---------------------------------------------------------------------------------------------------------


def typed(**given) -> dict:
    return {"kind": "meal", "title": "Soupe", "day": "2026-03-02", "sessions_count": "1", "participants": "25"} | given


def test_the_team_types_what_nobody_reported_then_corrects_it(client, cafe):
    client.force_login(make_staff("Culture"))
    season = make.make_season(first=-30, last=30)
    day = make.in_days(-4)

    added = client.post(f"{ACTIVITIES}ajouter/", typed(cafe=cafe.pk, day=day.isoformat(), source_note="Au téléphone"))
    activity = Activity.objects.get()
    rows = shown(client.get(added["Location"]))
    change = f"{ACTIVITIES}{activity.pk}/"
    page = client.get(change)
    changed = client.post(change, typed(place="Salle des fêtes de Pau", day=day.isoformat(), meals="30"))
    activity.refresh_from_db()

    assert (added.status_code, page.status_code, changed.status_code) == (302, 200, 302)
    assert "Saisie par l’équipe" in rows
    assert change in rows
    assert (activity.source, activity.season, activity.where) == ("typed", season, "Salle des fêtes de Pau")
    assert (activity.participants, activity.meals) == (25, 30)
    acts = StaffAct.objects.filter(action__startswith="activité").order_by("pk")
    assert [act.action for act in acts] == ["activité ajoutée", "activité corrigée"]
    assert "repas servis\u00a0: — → 30" in acts[1].detail


def test_a_commune_is_named_and_what_is_of_no_season_is_found(client):
    client.force_login(make_staff("Culture"))
    make.make_season()
    make_commune("12003", "Ambeyrac", 180)
    index_places()

    added = client.post(f"{ACTIVITIES}ajouter/", typed(commune="Ambeyrac"))

    assert added["Location"] == f"{ACTIVITIES}?saison=aucune"
    assert Activity.objects.get().commune.name == "Ambeyrac"
    assert "Soupe" in shown(client.get(added["Location"]))
    assert "1 activité hors de toute saison" in shown(client.get("/gestion/programmation/bilan/"))


@pytest.mark.parametrize(
    "given, words",
    [
        ({}, "Dites où : un café, une commune, ou un autre lieu, et un seul."),
        ({"place": "Ici", "day": "2999-01-01"}, "Ce jour n’est pas encore venu."),
        ({"place": "Ici", "kind": ""}, "Dites ce que c’était."),
        ({"place": "Ici", "seniors": "26"}, "pas plus qu’eux"),
        ({"place": "Ici", "participants": "1000000000"}, "20000"),
        ({"place": "Ici", "sessions_count": "0"}, "séances"),
    ],
)
def test_the_form_of_the_team_refuses_what_cannot_be(client, given, words):
    client.force_login(make_staff("Culture"))

    answer = client.post(f"{ACTIVITIES}ajouter/", typed(**given))

    assert answer.status_code == 400
    assert words in shown(answer).replace("\u202f", "").replace("20 000", "20000")
    assert "Soupe" in shown(answer)
    assert not Activity.objects.exists()


def test_of_what_a_host_reported_the_team_corrects_the_figures_only(client, cafe):
    session = hold(cafe)
    activity = make.make_activity(cafe=cafe, session=session, source="report", kind="meal")
    client.force_login(make_staff("Culture"))

    page = shown(client.get(f"{ACTIVITIES}{activity.pk}/"))
    client.post(f"{ACTIVITIES}{activity.pk}/", typed(kind="chess", place="Ailleurs", participants="14"))

    activity.refresh_from_db()
    assert 'name="kind"' not in page
    assert (activity.kind, activity.cafe, activity.participants, activity.source) == ("meal", cafe, 14, "report")


def test_a_date_of_its_own_is_asked_about_twice_then_left_alone(client, cafe, manager):
    now, session = timezone.now(), hold(cafe, days=1)
    hold(cafe, title="Annulée", days=1)
    Session.objects.exclude(pk=session.pk).update(state="cancelled", reason="Pluie.")
    make_session(make_event(kind="animation", cafe=cafe, title="Demain"), cafe=cafe)

    asked = [ask_for_reports(now + timedelta(days=days)) for days in (0, 1, 1, 2, 6, 6, 20)]

    written = letters().filter(to=manager.email).order_by("pk")
    assert asked == [0, 1, 0, 0, 1, 0, 0]
    assert [mail.subject.replace("\u00a0", " ") for mail in written] == [
        f"Combien étiez-vous ? {session.event.title}"
    ] * 2
    assert url(session) in written[0].body_text


def test_a_date_that_was_reported_is_not_asked_about(client, cafe, manager):
    session = hold(cafe, days=3)
    ask_for_reports()
    client.post(url(session), {"participants": "18", "kind": "chess"})

    assert not letters().filter(to=manager.email, subject__contains="Combien").exists()
    assert ask_for_reports(timezone.now() + timedelta(days=5)) == 0
