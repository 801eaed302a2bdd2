"""How one comes to be something: by asking, or by being invited."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from millecafes.people.models.roles import CafeRole, Mandate, ends_after_it_starts
from millecafes.places.models import Cafe, Commune, DelegatedCommune


class Role(models.TextChoices):
    """What one may be in the network; also the audiences of what is written for some of them."""

    ELECTED = "elected", _("Élue ou élu d’une commune")
    MANAGER = "manager", _("Gérante ou gérant d’un café")
    HOLDER = "holder", _("Porteuse ou porteur d’un projet de café")


class Wanted(models.Model):
    """A role, and the place it is held at."""

    role = models.CharField(_("rôle"), max_length=8, choices=Role)
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    delegated = models.ForeignKey(
        DelegatedCommune, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune déléguée")
    )
    cafe = models.ForeignKey(Cafe, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("café"))
    function = models.CharField(_("fonction"), max_length=16, choices=Mandate.Function, blank=True, default="")
    kind = models.CharField(_("rôle dans le café"), max_length=12, choices=CafeRole.Kind, blank=True, default="")

    starts_on = ends_on = None  # an invitation may say them

    class Meta:
        abstract = True

    @property
    def place(self):
        """The café, the village or the commune that is named."""
        return self.cafe or self.delegated or self.commune

    @property
    def function_label(self) -> str:
        """What the person is there, in words."""
        return self.get_function_display() or self.get_kind_display() or self.get_role_display()

    @property
    def told(self) -> str:
        """What the person is, and where, if a place is known."""
        return f"{self.function_label}, {self.place}" if self.place else self.function_label


def names_its_place(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(
            Q(role="elected", commune__isnull=False, cafe=None) & ~Q(function="")
            | Q(role="manager", cafe__isnull=False) & ~Q(kind="")
            | Q(role="holder", cafe=None)
        ),
        name=name,
        violation_error_message=_(
            "Nommez la commune et la fonction d’une élue ou d’un élu, le café et le rôle d’une gérante ou d’un gérant."
        ),
    )


class RoleRequestQuerySet(models.QuerySet):
    def waiting(self):
        """Those the team has to decide on, the oldest first."""
        return self.filter(state=RoleRequest.State.REQUESTED).order_by("requested_at", "pk")

    def open(self):
        """Not decided yet, whoever has the next word."""
        return self.filter(state__in=[RoleRequest.State.REQUESTED, RoleRequest.State.ASKED])


class RoleRequest(Wanted):
    """Somebody asks to be recognised as what they say they are."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("À examiner")
        ASKED = "asked", _("Une question a été posée")
        APPROVED = "approved", _("Acceptée")
        REFUSED = "refused", _("Refusée")
        WITHDRAWN = "withdrawn", _("Retirée")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_requests", verbose_name=_("personne")
    )
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.REQUESTED)
    message = models.TextField(_("message"), max_length=2000, blank=True, default="")
    question = models.TextField(_("question de l’équipe"), max_length=2000, blank=True, default="")
    answer = models.TextField(_("réponse"), max_length=2000, blank=True, default="")
    reason = models.TextField(_("raison du refus"), max_length=2000, blank=True, default="")
    requested_at = models.DateTimeField(_("demandé le"))
    reminded_on = models.DateField(_("rappelé à l’équipe le"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("par")
    )

    objects = RoleRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’accès")
        verbose_name_plural = _("demandes d’accès")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(F("state"), F("requested_at"), name="requests_waiting")]
        constraints = [
            names_its_place("a_request_names_its_place"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="a_refused_request_says_why",
                violation_error_message=_("Dites pourquoi : la personne le lira."),
            ),
            models.UniqueConstraint(
                "person",
                "role",
                condition=Q(state__in=["requested", "asked"]),
                name="one_open_request_per_role",
                violation_error_message=_("Une demande est déjà en cours."),
            ),
        ]

    def __str__(self):
        return f"{self.person} : {self.function_label}" + (f", {self.place}" if self.place else "")


AGAIN_AFTER = timedelta(days=1)  # an invitation is not sent twice within that
LASTS = timedelta(days=60)  # after which an invitation opens nothing, until it is sent again


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Neither accepted nor cancelled: sent again, it works again."""
        return self.filter(accepted_at=None, cancelled_at=None)

    def working(self, at: datetime | None = None):
        """Those that open something: not too old, and to a place that lives."""
        now = at or timezone.now()
        closed = Q(cafe__closed_on__lte=timezone.localdate(now))
        return self.open().filter(sent_at__gt=now - LASTS).exclude(closed)


class Invitation(Wanted):
    """Somebody in place vouches for somebody else: the role is given at the first sign-in, without a request."""

    class State(models.TextChoices):
        OPEN = "open", _("Envoyée")
        EXPIRED = "expired", _("Expirée")
        CLOSED = "closed", _("Le café a fermé")
        ACCEPTED = "accepted", _("Acceptée")
        CANCELLED = "cancelled", _("Annulée")

    SALT = "people.invitation"

    email = models.EmailField(_("adresse e-mail"), max_length=254)
    name = models.CharField(_("nom"), max_length=120, blank=True, default="")
    language = models.CharField(_("langue"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    starts_on = models.DateField(_("du"), null=True, blank=True, help_text=_("Vide : dès que la personne entre."))
    ends_on = models.DateField(_("au"), null=True, blank=True, help_text=_("Dernier jour ; vide tant que cela dure."))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations", verbose_name=_("invité par")
    )
    invited_at = models.DateTimeField(_("invité le"))
    sent_at = models.DateTimeField(_("dernier envoi"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            names_its_place("an_invitation_names_its_place"),
            ends_after_it_starts("an_invitation_ends_after_it_starts"),
            models.UniqueConstraint(
                Lower("email"),
                F("role"),
                Coalesce("commune", Value("")),
                Coalesce("cafe", Value(0)),
                condition=Q(accepted_at=None, cancelled_at=None),
                name="one_open_invitation_per_place",
                violation_error_message=_("Cette personne est déjà invitée."),
            ),
        ]

    def __str__(self):
        return f"{self.email} : {self.function_label}"

    @property
    def inviter(self) -> str:
        """Who vouches, as others may read it: a name, never an address; the team for who is no longer there."""
        if self.invited_by is None or self.invited_by.closed_at:
            return gettext("L’équipe des 1000 cafés")
        return self.invited_by.shown_name

    @property
    def token(self) -> str:
        """What only its letter knows."""
        return signing.Signer(salt=self.SALT).sign(self.pk)

    @property
    def state(self) -> State:
        """How it stands today."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.cancelled_at:
            return self.State.CANCELLED
        if self.cafe and self.cafe.has_closed():
            return self.State.CLOSED
        return self.State.EXPIRED if self.sent_at <= timezone.now() - LASTS else self.State.OPEN

    @property
    def may_leave_again(self) -> bool:
        """Once a day at most."""
        return self.state in {self.State.OPEN, self.State.EXPIRED} and self.sent_at < timezone.now() - AGAIN_AFTER
