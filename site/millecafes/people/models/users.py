"""Who: one account per person, known by an e-mail address."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from millecafes.people.managers import UserManager


class User(AbstractUser):
    """A person who can sign in; an account alone opens nothing."""

    username = None
    # The constraint below is the rule; « unique » is what Django's own check asks of a login field.
    email = models.EmailField(
        _("adresse e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Un compte existe déjà avec cette adresse.")},
    )
    display_name = models.CharField(
        _("nom affiché"), max_length=120, blank=True, help_text=_("Le nom que les autres membres liront.")
    )

    language = models.CharField(
        _("langue"),
        max_length=12,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("Celle de ses messages."),
    )

    inactivity_warned_at = models.DateTimeField(
        _("message annonçant la fermeture, parti le"), null=True, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("compte fermé le"), null=True, blank=True, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message=_("Un compte existe déjà avec cette adresse."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(is_active=False, display_name="", first_name="", last_name=""),
                name="a_closed_account_names_nobody",
                violation_error_message=_(
                    "Ce compte est fermé : il ne se rouvre pas. La personne peut en créer un autre."
                ),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def is_staff(self) -> bool:
        """Whether the back office opens: « staff » has no second meaning here."""
        return self.has_perm("wagtailadmin.access_admin")

    @property
    def shown_name(self) -> str:
        """What the others read: never the address."""
        return self.get_full_name() or gettext("Un membre")

    def get_full_name(self) -> str:
        """What stays of who has left: what she wrote, and these two words."""
        if self.closed_at:
            return gettext("membre parti")
        return self.display_name or super().get_full_name()
