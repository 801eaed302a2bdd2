"""Who may enter the members' area, and as what. Asked of the person at this moment, in one place."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from functools import cached_property, lru_cache

from django.contrib.auth.models import Permission
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from millecafes.core.memo import once
from millecafes.core.models import Audience
from millecafes.people.models import CafeRole, Mandate, Member, Membership, PolicyVersion, ProjectHolder, User
from millecafes.people.second_factor import BACK_OFFICE

NETWORK = "people.change_member"  # the desk that approves, ends, invites
SOUGHT = -1  # holds the place of the account in a statement

# Who signs, asks and claims in the name of a café: volunteers only lend a hand.
IN_CHARGE = [CafeRole.Kind.MANAGER, CafeRole.Kind.CO_MANAGER, CafeRole.Kind.PRESIDENT, CafeRole.Kind.TREASURER]
TENURES = {"mandates": Mandate, "cafe_roles": CafeRole, "projects": ProjectHolder}
AUDIENCE_OF = {"mandates": Audience.ELECTED, "cafe_roles": Audience.MANAGERS, "projects": Audience.HOLDERS}


class Standing(Enum):
    """What the door of the members' area says."""

    STRANGER = "stranger"  # has asked for nothing
    WAITING = "waiting"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    OPEN = "open"
    READ_ONLY = "read_only"  # the last role ended less than thirty days ago
    CLOSED = "closed"  # they all ended before that
    TEAM = "team"


class Access:
    """What a person is today: read once a request, asked of many times; the places are read when they are asked for."""

    def __init__(self, standing: Standing, person=None, held: Iterable[str] = (), today: date | None = None):
        self.standing, self.person, self.held = standing, person, frozenset(held)
        self.today = today or timezone.localdate()
        self.owes_agreement = False

    @cached_property
    def mandates(self) -> list[Mandate]:
        return self._read("mandates", "commune__department", "delegated")

    @cached_property
    def cafe_roles(self) -> list[CafeRole]:
        return self._read("cafe_roles", "cafe__commune__department")

    @cached_property
    def projects(self) -> list[ProjectHolder]:
        return self._read("projects", "commune__department")

    def _read(self, kind: str, *places: str) -> list:
        rows = getattr(self.person, kind) if kind in self.held else None
        return list(rows.readable(self.today).select_related(*places)) if rows else []

    @property
    def roles(self) -> list:
        return [*self.mandates, *self.cafe_roles, *self.projects]

    @property
    def may_enter(self) -> bool:
        return self.standing in {Standing.OPEN, Standing.READ_ONLY, Standing.TEAM}

    @property
    def may_write(self) -> bool:
        return self.standing in {Standing.OPEN, Standing.TEAM}

    @property
    def audiences(self) -> set[Audience]:
        """What is written for these is open to the person."""
        if self.standing == Standing.TEAM:
            return set(Audience)
        if not self.may_enter:
            return {Audience.PUBLIC}
        return {Audience.PUBLIC, Audience.MEMBERS, *map(AUDIENCE_OF.get, self.held)}

    def represents(self, commune_code: str) -> bool:
        """Whether a current mandate, not one in its last reading month, is for this commune."""
        return any(row.commune_id == commune_code and row.is_current(self.today) for row in self.mandates)

    def runs(self, cafe_id: int) -> bool:
        """Whether a current role is in this café."""
        return any(row.cafe_id == cafe_id and row.is_current(self.today) for row in self.cafe_roles)


def account_with_rights(pk, at: date | None = None) -> User | None:
    """This account with all that ``access_of`` asks of it on this day: one query.

    Every page of a member asks it: the writing of its SQL, which takes ten times as long as the answer, is kept.
    """
    today = at or timezone.localdate()
    text, values = _rights(today)
    accounts = User.objects.raw(text, [pk if value == SOUGHT else value for value in values])
    for account in accounts:
        account.rights_on = today
        return account
    return None


@lru_cache(maxsize=4)
def _rights(today: date) -> tuple[str, tuple]:
    held = {kind: model.objects.filter(person=OuterRef("pk")) for kind, model in TENURES.items()}
    current = [Exists(rows.current(today)) for rows in held.values()]
    label, codename = BACK_OFFICE.split(".")
    desk = Permission.objects.filter(content_type__app_label=label, codename=codename)
    asked = (
        User.objects.filter(pk=SOUGHT)
        .order_by()
        .annotate(
            membership=F("member__state"),
            holds_today=current[0] | current[1] | current[2],
            is_of_the_team=Exists(desk.filter(user=OuterRef("pk"))) | Exists(desk.filter(group__user=OuterRef("pk"))),
            owes_agreement=Exists(PolicyVersion.objects.owed_by(OuterRef(OuterRef("pk")))),
            **{f"reads_{kind}": Exists(rows.readable(today)) for kind, rows in held.items()},
        )
    )
    return asked.query.sql_with_params()


def access_of(user, at: date | None = None) -> Access:
    """What this person may do on this day (today by default).

    No query for a visitor, nor for the account that a request comes with; one for any other.
    """
    today = at or timezone.localdate()
    if not user.is_authenticated or not user.is_active:
        return Access(Standing.STRANGER, today=today)
    if getattr(user, "rights_on", None) != today:
        user = account_with_rights(user.pk, today)
    approved = user.membership == Membership.APPROVED
    held = [kind for kind in TENURES if approved and getattr(user, f"reads_{kind}")]
    access = Access(standing_of(user, held), user, held, today)
    access.owes_agreement = bool(user.owes_agreement)
    return access


def audiences_of(user) -> frozenset[Audience]:
    """What is written for these is open to this person; asked once a request, by each kind of thing that is found."""
    if not user.is_authenticated:
        return frozenset([Audience.PUBLIC])
    return once(f"audiences of {user.pk}", lambda: frozenset(access_of(user).audiences))


def standing_of(user: User, held: list[str]) -> Standing:
    if user.is_superuser or user.is_of_the_team:
        return Standing.TEAM
    if user.membership is None:
        return Standing.STRANGER
    if user.membership != Membership.APPROVED:
        return {
            Membership.REQUESTED: Standing.WAITING,
            Membership.REFUSED: Standing.REFUSED,
            Membership.SUSPENDED: Standing.SUSPENDED,
            Membership.ENDED: Standing.CLOSED,
        }[user.membership]
    if user.holds_today:
        return Standing.OPEN
    return Standing.READ_ONLY if held else Standing.CLOSED


def people_who_enter(at: datetime | None = None):
    """The accounts that ``access_of`` lets in, asked of all at once."""
    today = timezone.localdate(at)
    roles = (Mandate, CafeRole, ProjectHolder)
    has_role = [Exists(role.objects.readable(today).filter(person=OuterRef("pk"))) for role in roles]
    members = Q(member__state=Membership.APPROVED) & (has_role[0] | has_role[1] | has_role[2])
    return User.objects.filter(members | Q(pk__in=people_of_the_team()), is_active=True)


def people_written_for(audiences: Iterable[Audience], at: datetime | None = None):
    """The accounts to which what is for these audiences is open, asked of all at once."""
    everybody, audiences = people_who_enter(at), set(audiences)
    if audiences & {Audience.PUBLIC, Audience.MEMBERS}:
        return everybody
    today = timezone.localdate(at)
    roles = {Audience.ELECTED: Mandate, Audience.MANAGERS: CafeRole, Audience.HOLDERS: ProjectHolder}
    own = Q(pk__in=people_of_the_team())
    for audience in sorted(audiences):
        own |= Q(Exists(roles[audience].objects.readable(today).filter(person=OuterRef("pk"))))
    return everybody.filter(own)


def people_of_the_team():
    """Numbers of the accounts that open the back office."""
    return User.objects.with_perm(BACK_OFFICE, backend="django.contrib.auth.backends.ModelBackend").values("pk")


def people_one_may_see(access: Access):
    """The members whom somebody with this access may come across, in a list, a search, a mention, a page.

    Approved, in place today, and not asking to stay out of sight. Whoever names members starts from these.
    """
    return members_in_place(access.today) if access.may_enter else Member.objects.none()


def members_in_place(at: date | None = None):
    """Approved, not hidden, and something at some place on this day (today by default)."""
    roles = (Mandate, CafeRole, ProjectHolder)
    held = [Exists(role.objects.current(at).filter(person=OuterRef("person_id"))) for role in roles]
    return Member.objects.listed().filter(held[0] | held[1] | held[2])


def may_decide(user, request) -> bool:
    """Whether this person may accept or refuse: staff of the network, and never on their own request."""
    return user.has_perm(NETWORK) and request.person_id != user.pk


def written_for(field: str, audiences: Iterable[Audience]) -> Q:
    """Those whose ``field`` names at least one of these audiences."""
    found = Q(pk__in=[])
    for audience in sorted(audiences):
        found |= Q(**{f"{field}__contains": f",{audience},"})
    return found
