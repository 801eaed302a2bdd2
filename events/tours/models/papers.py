"""What a confirmed stop brings: the agreement, the posters, the list of what the host prepares."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models.tours import Stop
from millecafes.people.models.members import closed_storage


class PaperState(models.TextChoices):
    """Papers are made by the worker, never by who asks for them."""

    WAITING = "waiting", _("À fabriquer")
    DONE = "done", _("Prêt")
    FAILED = "failed", _("Impossible")


def agreement_name(agreement, name: str) -> str:
    """A name of ours, that nobody guesses."""
    return f"conventions/{uuid4().hex}.pdf"


def poster_name(poster, name: str) -> str:
    return f"affiches/{uuid4().hex}.pdf"


class Agreement(models.Model):
    """A version of what both sides sign; accepted once, and kept as it then was."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="agreements", verbose_name=_("étape"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    terms = models.JSONField(_("contenu"), default=dict)
    file = models.FileField(
        _("fichier"), upload_to=agreement_name, storage=closed_storage, max_length=120, blank=True, default=""
    )
    sha256 = models.CharField(_("empreinte"), max_length=64, blank=True, default="")
    state = models.CharField(_("état"), max_length=8, choices=PaperState, default=PaperState.WAITING)
    made_at = models.DateTimeField(_("établie le"), default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements_accepted",
        verbose_name=_("acceptée par"),
    )
    accepted_name = models.CharField(_("acceptée au nom de"), max_length=160, blank=True, default="")
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ["stop", "-version"]
        constraints = [
            models.UniqueConstraint("stop", "version", name="one_agreement_a_version"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_name="", accepted_by=None)
                | (Q(accepted_at__isnull=False) & ~Q(accepted_name="")),
                name="an_accepted_agreement_says_who_and_when",
                violation_error_message=_("Une convention acceptée dit par qui, et quand."),
            ),
        ]

    def __str__(self):
        return f"{self.stop}, v{self.version}"


class PosterFormat(models.TextChoices):
    """The sheets that cafés print."""

    A4 = "a4", "A4"
    A5 = "a5", "A5"


class Poster(models.Model):
    """The poster of a stop, made anew when what it says changes."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="posters", verbose_name=_("étape"))
    format = models.CharField(_("format"), max_length=2, choices=PosterFormat)
    file = models.FileField(
        _("fichier"), upload_to=poster_name, storage=closed_storage, max_length=120, blank=True, default=""
    )
    state = models.CharField(_("état"), max_length=8, choices=PaperState, default=PaperState.WAITING)
    wanted_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    made_at = models.DateTimeField(_("fabriquée le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("affiche")
        verbose_name_plural = _("affiches")
        ordering = ["stop", "format"]
        constraints = [models.UniqueConstraint("stop", "format", name="one_poster_a_format")]

    def __str__(self):
        return f"{self.stop}, {self.get_format_display()}"


# What is prepared, by its code: read in the language of the reader.
TASKS = {
    "electricity": _("L’électricité : une prise assez forte, à moins de 30 mètres"),
    "authorisation": _("L’accord de la mairie pour l’espace public"),
    "projection": _("L’autorisation de projeter en plein air, demandée au CNC"),
    "hall": _("Une salle couverte, s’il pleut"),
    "associations": _("Les associations du village, invitées à tenir leur part"),
    "parking": _("Le stationnement, pour la compagnie et pour le public"),
    "furniture": _("Les tables, les chaises, les bancs"),
    "posters": _("Les affiches, au café, à la mairie, chez les commerçants"),
    "contact": _("Un appel au contact technique"),
}


class StopTask(models.Model):
    """One thing the host prepares, with its day."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="tasks", verbose_name=_("étape"))
    code = models.SlugField(_("code"), max_length=30)
    label = models.CharField(_("à faire"), max_length=160)
    due = models.DateField(_("pour le"))
    done_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stop_tasks_done",
        verbose_name=_("fait par"),
    )
    note = models.CharField(_("précision"), max_length=300, blank=True, default="")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("préparatif")
        verbose_name_plural = _("préparatifs")
        ordering = ["stop", "due", "pk"]
        indexes = [models.Index(F("due"), name="tasks_by_day")]
        constraints = [
            models.UniqueConstraint("stop", "code", name="one_task_a_code"),
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(done_at__isnull=False), name="a_task_done_by_somebody_is_done"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def words(self) -> str:
        return str(TASKS.get(self.code, self.label))
