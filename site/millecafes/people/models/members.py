"""The member behind an account: where the approval stands, and what the other members may read of the person."""

import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Membership(models.TextChoices):
    """Where a person stands with the network (requested → approved | refused ; approved → suspended, ended)."""

    REQUESTED = "requested", _("Demande en attente")
    APPROVED = "approved", _("Membre")
    REFUSED = "refused", _("Demande refusée")
    SUSPENDED = "suspended", _("Suspendu")
    ENDED = "ended", _("Terminé")


class Visibility(models.TextChoices):
    """Who may read a line of a profile; the least by default."""

    NOBODY = "nobody", _("Moi seulement")
    MEMBERS = "members", _("Les membres")
    PUBLIC = "public", _("Tout le monde")


class Theme(models.TextChoices):
    """What a member may help the others with."""

    FUNDING = "funding", _("Trouver des financements")
    RECRUITING = "recruiting", _("Recruter une gérance")
    ACTIVITIES = "activities", _("Animer le café")
    LICENCE = "licence", _("Licence et sécurité")
    WORKS = "works", _("Travaux et locaux")
    VOLUNTEERS = "volunteers", _("Bénévoles et association")
    SERVICES = "services", _("Épicerie, poste, services")
    ACCOUNTS = "accounts", _("Comptes et gestion")


def closed_storage():
    """Where portraits are: a file that no address leads to."""
    return storages["closed"]


def portrait_name(member, filename: str) -> str:
    """A name of ours: that of the upload may tell who it is, or what it is not."""
    return f"portraits/{secrets.token_hex(16)}.jpg"


def listed(path: str = "") -> Q:
    """What makes a member be come across, seen from a row that ``path`` leads from (« member__ »)."""
    said = {"state": Membership.APPROVED, "is_hidden": False, "person__is_active": True}
    return Q(**{f"{path}{name}": value for name, value in said.items()})


class MemberQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=Membership.APPROVED, person__is_active=True)

    def listed(self):
        """Those other members may come across: approved, and not asking to stay out of sight."""
        return self.filter(listed())


class Member(models.Model):
    """One per account that has asked to join; rights come from its roles, never from this row alone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="member", verbose_name=_("compte")
    )
    state = models.CharField(_("état"), max_length=10, choices=Membership, default=Membership.REQUESTED)
    reason = models.TextField(_("raison"), blank=True, default="", help_text=_("Dite à la personne."))
    since = models.DateTimeField(_("depuis le"), auto_now_add=True)
    state_at = models.DateTimeField(_("dans cet état depuis le"))
    phone = models.CharField(_("téléphone"), max_length=20, blank=True, default="")
    phone_visibility = models.CharField(
        _("qui lit le téléphone"), max_length=8, choices=Visibility, default=Visibility.NOBODY
    )
    presentation = models.TextField(_("présentation"), max_length=1000, blank=True, default="")
    presentation_visibility = models.CharField(
        _("qui lit la présentation"), max_length=8, choices=Visibility, default=Visibility.MEMBERS
    )
    photo = models.FileField(_("photo"), storage=closed_storage, upload_to=portrait_name, blank=True, default="")
    photo_visibility = models.CharField(
        _("qui voit la photo"), max_length=8, choices=Visibility, default=Visibility.NOBODY
    )
    themes = models.JSONField(_("ce que je peux apporter"), default=list, blank=True)
    roles_visibility = models.CharField(
        _("qui lit ma fonction et mon lieu"), max_length=8, choices=Visibility, default=Visibility.MEMBERS
    )
    is_hidden = models.BooleanField(
        _("ne pas apparaître"),
        default=False,
        help_text=_("Ni dans l’annuaire, ni dans les recherches, ni dans les listes de participants."),
    )
    team_notes = models.TextField(
        _("notes de l’équipe"),
        blank=True,
        default="",
        help_text=_("La personne les reçoit si elle demande ses données."),
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        ordering = ["person__last_name", "person__display_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "suspended"]) | ~Q(reason=""),
                name="a_refusal_or_a_suspension_says_why",
                violation_error_message=_("Dites pourquoi : la personne le lira."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("directory:person", args=[self.pk])

    @property
    def is_listed(self) -> bool:
        """As ``listed``, of one member whose person is at hand."""
        return self.state == Membership.APPROVED and self.person.is_active and not self.is_hidden
