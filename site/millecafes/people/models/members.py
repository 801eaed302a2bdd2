"""The member behind an account: where the approval stands, and what the other members may read of the person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
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


class MemberQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=Membership.APPROVED, person__is_active=True)

    def listed(self):
        """Those other members may come across: approved, and not asking to stay out of sight."""
        return self.approved().filter(is_hidden=False)


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
