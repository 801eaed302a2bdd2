"""What people are asked to agree to, and who did, when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

FEATURES = ["h3", "bold", "italic", "link", "ul", "ol"]


class PolicyVersionQuerySet(models.QuerySet):
    def in_force(self, at=None):
        """Begun, the latest first: only the first one counts."""
        return self.filter(in_force_from__lte=timezone.localdate(at)).order_by("-in_force_from", "-pk")

    def owed_by(self, person, at=None):
        """The version this person (or this column of accounts) has yet to agree to, if there is one."""
        newer = PolicyVersion.objects.in_force(at).filter(in_force_from__gt=OuterRef("in_force_from"))
        agreed = PolicyAgreement.objects.filter(version=OuterRef("pk"), person=person)
        return self.in_force(at).filter(~Exists(newer), ~Exists(agreed))


class PolicyVersion(models.Model):
    """The rules of the members' area and of personal data, as they were worded from a day on."""

    name = models.CharField(_("nom"), max_length=80, help_text=_("Par exemple « Janvier 2027 »."))
    in_force_from = models.DateField(_("en vigueur à partir du"), unique=True)
    changes = models.TextField(_("ce qui change"), help_text=_("En quelques phrases : on le lit avant d’accepter."))
    changes_en = models.TextField(_("ce qui change, en anglais"), blank=True, default="")
    text = RichTextField(_("texte"), features=FEATURES)
    text_en = RichTextField(_("texte en anglais"), features=FEATURES, blank=True, default="")

    objects = PolicyVersionQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("in_force_from"),
        MultiFieldPanel([FieldPanel("changes"), FieldPanel("text")], _("En français")),
        MultiFieldPanel([FieldPanel("changes_en"), FieldPanel("text_en")], _("En anglais")),
    ]

    class Meta:
        verbose_name = _("version des règles")
        verbose_name_plural = _("versions des règles")
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(changes_en="", text_en="") | ~Q(changes_en="") & ~Q(text_en=""),
                name="a_policy_is_whole_in_each_language",
                violation_error_message=_(
                    "En anglais, écrivez à la fois ce qui change et le texte, ou ni l’un ni l’autre."
                ),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """What somebody has agreed to is not worded otherwise afterwards."""
        super().clean()
        if self.pk and self.agreements.exists():
            before = PolicyVersion.objects.get(pk=self.pk)
            fixed = ("in_force_from", "changes", "changes_en", "text", "text_en")
            if any(getattr(before, name) != getattr(self, name) for name in fixed):
                raise ValidationError(
                    _("Des personnes ont accepté cette version : elle ne change plus. Écrivez-en une nouvelle.")
                )

    @property
    def language(self) -> str:
        """The language of the words below, for who reads now."""
        return "en" if get_language() == "en" and self.text_en else settings.LANGUAGE_CODE

    @property
    def spoken_changes(self) -> str:
        return self.changes_en if self.language == "en" else self.changes

    @property
    def spoken_text(self) -> str:
        return self.text_en if self.language == "en" else self.text


class PolicyAgreement(models.Model):
    """Somebody agreed; kept as long as the account, and under no name afterwards."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="agreements", verbose_name=_("personne")
    )
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, related_name="agreements", verbose_name=_("version des règles")
    )
    at = models.DateTimeField(_("quand"), default=timezone.now)

    class Meta:
        verbose_name = _("accord sur les règles")
        verbose_name_plural = _("accords sur les règles")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "person",
                "version",
                name="one_agreement_per_person_and_version",
                violation_error_message=_("C’est déjà accepté."),
            )
        ]

    def __str__(self):
        return f"{self.person} : {self.version}"
