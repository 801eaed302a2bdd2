"""Who asks for whom, who composes the programme, and what each of them may do with a request."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from events.agenda.models import EventKind, Session
from events.tours.models import (
    Activity,
    Agreement,
    Offer,
    OfferKind,
    Poster,
    ProgrammeRequest,
    Stop,
    StopState,
)
from millecafes.core.files import FileKind
from millecafes.core.models import Audience
from millecafes.people.models import CafeRole, Mandate, User
from millecafes.people.permissions import IN_CHARGE, Access, access_of
from millecafes.places.models import Cafe, Commune, Department

PLAN = "tours.plan_programme"
# Who acts: who answers for the place, the culture team, the site by itself, who lends the place a hand.
HOST, TEAM, CLOCK, HELPER = "host", "team", "clock", "helper"


@dataclass(frozen=True)
class Host:
    """A place for which somebody may ask, or whose requests she reads."""

    place: Cafe | Commune
    may_write: bool = True

    @property
    def is_cafe(self) -> bool:
        return isinstance(self.place, Cafe)

    @property
    def key(self) -> str:
        return f"cafe-{self.place.pk}" if self.is_cafe else f"commune-{self.place.pk}"

    @property
    def label(self) -> str:
        if self.is_cafe:
            return f"{self.place.name}, {self.place.village.name}"
        return _("Commune de %(name)s") % {"name": self.place.name}

    @property
    def department(self) -> Department:
        return (self.place.commune if self.is_cafe else self.place).department

    @property
    def fields(self) -> dict:
        """As the tables name it."""
        return {"cafe": self.place, "commune": None} if self.is_cafe else {"cafe": None, "commune": self.place}


def plans(person) -> bool:
    return person.has_perm(PLAN)


def places_of(access: Access) -> list[Host]:
    """The cafés and communes whose requests this person reads; a volunteer, and a role that has just ended, only read.

    Read once for each access: the catalogue, its cards and its forms all ask.
    """
    if not hasattr(access, "programme_places"):
        access.programme_places = read_places(access)
    return access.programme_places


def read_places(access: Access) -> list[Host]:
    cafes, communes = {}, {}
    for role in access.cafe_roles:
        cafes[role.cafe] = cafes.get(role.cafe, False) or (access.may_write and is_in_charge(role, access))
    for mandate in access.mandates:
        current = access.may_write and mandate.is_current(access.today)
        communes[mandate.commune] = communes.get(mandate.commune, False) or current
    return [Host(place, may_write) for places in (cafes, communes) for place, may_write in places.items()]


def is_in_charge(role: CafeRole, access: Access) -> bool:
    """Of the café, today."""
    return role.kind in IN_CHARGE and role.is_current(access.today)


def hosts_of(access: Access, offer: Offer | None = None) -> list[Host]:
    """Those for which this person may ask today; for this offer, if one is named.

    In a commune that has a café of the network, the café asks; its elected officials ask for the van alone, which
    comes to the square.
    """
    hosts = [host for host in places_of(access) if host.may_write]
    if offer is None:
        return hosts
    kind = [host for host in hosts if audience_of(host) in offer.audiences]
    communes = [host.place.pk for host in kind if not host.is_cafe]
    served = set(with_a_cafe(communes)) if communes and offer.kind != OfferKind.GUINGUETTE else set()
    return [host for host in kind if host.is_cafe or host.place.pk not in served]


def audience_of(host: Host) -> Audience:
    """As whom one asks for it."""
    return Audience.MANAGERS if host.is_cafe else Audience.ELECTED


def with_a_cafe(communes: list[str]):
    """Of these communes, those where a café of the network is open."""
    today = timezone.localdate()
    open_cafes = (
        Cafe.objects.filter(commune=OuterRef("pk"), live=True).exclude(closed_on__lte=today).exclude(support="")
    )
    return Commune.objects.filter(Exists(open_cafes), pk__in=communes).values_list("pk", flat=True)


def requests_of(access: Access):
    """The requests of the places of this person, whoever made them."""
    places = places_of(access)
    cafes = [host.place.pk for host in places if host.is_cafe]
    communes = [host.place.pk for host in places if not host.is_cafe]
    return ProgrammeRequest.objects.of_hosts(cafes, communes)


def request_for(access: Access, person, pk: int) -> ProgrammeRequest:
    """One of one's places, or any that was sent for those who compose the programme; 404 for anybody else."""
    found = ProgrammeRequest.objects.told()
    if plans(person):
        request = found.sent().filter(pk=pk).first() or requests_of(access).told().filter(pk=pk).first()
    else:
        request = requests_of(access).told().filter(pk=pk).first()
    if request is None:
        raise Http404
    return request


def runs(access: Access, thing) -> bool:
    """Whether this person answers today for the host of a request, a stop or an activity."""
    if not access.may_write:
        return False
    if not thing.cafe_id:
        return access.represents(thing.commune_id)
    return any(role.cafe_id == thing.cafe_id and is_in_charge(role, access) for role in access.cafe_roles)


def helps(access: Access, thing) -> bool:
    """Whether this person lends a hand there today, whatever she is there."""
    return access.may_write and bool(thing.cafe_id) and access.runs(thing.cafe_id)


def roles_of(person: User | None, thing, access: Access | None = None) -> set[str]:
    """As what somebody acts on a request or a stop; nobody is the site itself."""
    if person is None:
        return {CLOCK}
    access = access or access_of(person)
    roles = {TEAM} if plans(person) else set()
    if runs(access, thing):
        return roles | {HOST}
    return roles | ({HELPER} if helps(access, thing) else set())


def stop_for(access: Access, person, pk: int) -> Stop:
    """A stop of one of one's places once it is told to it, or any for those who compose; 404 for anybody else."""
    found = Stop.objects.filter(pk=pk).told().first()
    if found is None or not (plans(person) or (found.state != StopState.OPTION and is_of(access, found))):
        raise Http404
    return found


def is_of(access: Access, thing) -> bool:
    """Whether it happens at one of the places of this person."""
    place = thing.cafe_id or thing.commune_id
    return any(host.is_cafe == bool(thing.cafe_id) and host.place.pk == place for host in places_of(access))


def may_read_of(person, stop: Stop) -> bool:
    """The papers of a stop: those of the host, and those who compose."""
    if not person.is_authenticated:
        return False
    access = access_of(person)
    return plans(person) or (access.may_enter and is_of(access, stop))


AGREEMENTS = FileKind(
    code="conventions",
    label=_lazy("Conventions des étapes de tournée"),
    find=lambda pk: Agreement.objects.filter(pk=pk).exclude(file="").select_related("stop").first(),
    file_of=lambda agreement: agreement.file,
    may_read=lambda person, agreement: may_read_of(person, agreement.stop),
)
POSTERS = FileKind(
    code="affiches",
    label=_lazy("Affiches des étapes de tournée"),
    find=lambda pk: Poster.objects.filter(pk=pk).exclude(file="").select_related("stop").first(),
    file_of=lambda poster: poster.file,
    may_read=lambda person, poster: may_read_of(person, poster.stop),
)
PHOTOS = FileKind(
    code="bilans",
    label=_lazy("Photos des bilans d’activités"),
    find=lambda pk: Activity.objects.filter(pk=pk).exclude(photo="").first(),
    file_of=lambda activity: activity.photo,
    may_read=may_read_of,
)


def people_of(thing, *, in_charge: bool = False) -> list[User]:
    """Those who are told of what happens to the host: all who run the café today, or are elected there.

    ``in_charge``: only those who may answer for it.
    """
    rows = (
        CafeRole.objects.filter(cafe=thing.cafe_id, **({"kind__in": IN_CHARGE} if in_charge else {}))
        if thing.cafe_id
        else Mandate.objects.filter(commune=thing.commune_id)
    )
    people = User.objects.filter(pk__in=rows.current().values("person"), is_active=True, member__state="approved")
    return list(people.order_by("pk"))


def planners() -> list[User]:
    """The colleagues who compose the programme."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return list(User.objects.with_perm(PLAN, backend=backend, include_superusers=False).order_by("pk"))


def own_date_for(access: Access, pk: int) -> Session:
    """A date of what a café announced itself, for who runs it; another person's café does not exist."""
    found = Session.objects.with_places().filter(pk=pk, event__kind=EventKind.ANIMATION, event__live=True).first()
    cafe = found.event.cafe_id if found else None
    if cafe is None or not any(host.is_cafe and host.place.pk == cafe for host in places_of(access)):
        raise Http404
    if not (access.may_write and access.runs(cafe)):
        raise PermissionDenied
    return found
