"""What somebody did for a café or a commune: given back; it stays theirs, without her name, when she leaves."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.tours.models import Activity, ActivityKind, Agreement, ProgrammeRequest, StopTask, TourAct
from events.tours.services.history import detail_of, said_of, state_of
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User

OF_THE_MACHINE = ["key", "made_by", "rank"]


def chapters(person: User) -> Iterator[Chapter]:
    requests = ProgrammeRequest.objects.filter(made_by=person).told()
    yield Chapter(
        "programmation-demandes",
        _("Les demandes de programmation que vous avez faites"),
        (told(one, leave=OF_THE_MACHINE) for one in requests.iterator()),
    )
    accepted = Agreement.objects.filter(accepted_by=person).values_list("stop__day", "accepted_name", "accepted_at")
    yield Chapter(
        "programmation-conventions",
        _("Les conventions que vous avez acceptées"),
        ({_("Date"): day, _("Au nom de"): name, _("Acceptée le"): at} for day, name, at in accepted.iterator()),
    )
    done = StopTask.objects.filter(done_by=person).values_list("label", "done_at", "note")
    yield Chapter(
        "programmation-preparatifs",
        _("Les préparatifs que vous avez cochés"),
        ({_("Préparatif"): label, _("Fait le"): at, _("Précision"): note} for label, at, note in done.iterator()),
    )
    reported = Activity.objects.filter(reported_by=person).values_list("kind", "day", "comment", "reported_at")
    yield Chapter(
        "programmation-bilans",
        _("Les bilans que vous avez faits"),
        (
            {_("Sorte"): str(ActivityKind(kind).label), _("Jour"): day, _("En quelques mots"): comment, _("Dit le"): at}
            for kind, day, comment, at in reported.iterator()
        ),
    )
    acts = TourAct.objects.filter(by=person)
    yield Chapter(
        "programmation-actes",
        _("Ce que vous avez fait sur la programmation"),
        (row_of(act) for act in acts.iterator()),
    )


def row_of(act: TourAct) -> dict:
    """A line of the log, in words."""
    return {
        _("Quand"): act.at,
        _("Quoi"): said_of(act),
        _("État d’avant"): state_of(act, act.before),
        _("État d’après"): state_of(act, act.after),
        _("Détail"): detail_of(act),
    }


def forget(person: User) -> None:
    """Requests, agreements and reports belong to the café or the commune: they stay, and name nobody."""
    ProgrammeRequest.objects.filter(made_by=person).update(made_by=None, contact_phone="")
    Agreement.objects.filter(accepted_by=person).update(accepted_by=None, accepted_name=_("Nom effacé"))
    StopTask.objects.filter(done_by=person).update(done_by=None)
    Activity.objects.filter(reported_by=person).update(reported_by=None)
    TourAct.objects.forget(person)
