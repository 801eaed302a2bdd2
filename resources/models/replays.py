"""Replays of webinars: what is told of them, as drafts and reviews make it; and where each member stopped."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from events.agenda.models import Session
from millecafes.core.blocks.media import host_of, player_of
from millecafes.core.fields import ChoicesField
from millecafes.core.models.choices import Audience
from millecafes.people.permissions import written_for
from resources.models import timecodes
from resources.models.choices import Language, TextState

LONG = ("captions", "transcript", "chapters")  # what lists have no use for
WORDED = ~Q(captions="") | ~Q(transcript="")


def stored_as(instance, name: str) -> str:
    """A name of ours: nothing of what was typed, but what the file is."""
    return f"replays/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class ReplayQuerySet(models.QuerySet):
    def readable_by(self, access):
        """Published, for somebody this person is; ``access`` is what ``access_of`` says of her."""
        return self.filter(written_for("audiences", access.audiences), live=True)

    def public(self):
        return self.filter(written_for("audiences", [Audience.PUBLIC]), live=True)

    def listed(self):
        """All that a line of a list shows, the latest first."""
        return self.defer(*LONG).select_related("session__event").order_by("-recorded_on", "-pk")

    def with_slides_to_read(self):
        """Published with slides whose words are not known yet."""
        known = SlidesText.objects.filter(replay=OuterRef("pk"), name=OuterRef("slides"))
        return self.filter(~Exists(known), live=True).exclude(slides="")


class Replay(WorkflowMixin, DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, ClusterableModel):
    """A film of what was said, with its words: none is published without them."""

    title = models.CharField(_("titre"), max_length=140)
    slug = models.SlugField(
        _("adresse"),
        max_length=140,
        unique=True,
        help_text=_("Le bout de l’adresse. Vide : d’après le titre ; elle ne change plus."),
    )
    summary = models.TextField(_("en deux phrases"), max_length=400, help_text=_("De quoi on y parle, et pour qui."))
    speakers = models.CharField(
        _("avec"), max_length=200, blank=True, default="", help_text=_("Qui parle, tel que la page le dit.")
    )
    session = models.OneToOneField(
        Session,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replay",
        verbose_name=_("webinaire"),
        help_text=_("La page du webinaire proposera de le revoir."),
    )
    recorded_on = models.DateField(_("enregistré le"))
    minutes = models.PositiveSmallIntegerField(_("durée, en minutes"), null=True, blank=True)
    language = models.CharField(_("langue parlée"), max_length=2, choices=Language, default=Language.FRENCH)
    audiences = ChoicesField(
        _("pour qui"), choices=Audience.choices, max_length=60, blank=False, default=[Audience.MEMBERS]
    )
    video = models.FileField(_("film"), upload_to=stored_as, max_length=120, blank=True, default="")
    url = models.URLField(
        _("film hébergé ailleurs"),
        blank=True,
        default="",
        help_text=_("Rien n’en est chargé avant un clic. Inutile si le film est déposé ici."),
    )
    captions = models.TextField(_("sous-titres"), blank=True, default="", help_text=_("Au format WebVTT."))
    transcript = models.TextField(
        _("transcription"),
        blank=True,
        default="",
        help_text=_("Une ligne vide entre deux paragraphes. Vide : elle est faite des sous-titres."),
    )
    chapters = models.TextField(
        _("chapitres"),
        blank=True,
        default="",
        help_text=_("Un par ligne : l’instant, puis le titre. « 12:30 Le loyer »."),
    )
    slides = models.FileField(_("diaporama"), upload_to=stored_as, max_length=120, blank=True, default="")
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("La page dit qu’il a été fait pour montrer le site.")
    )
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)

    objects = ReplayQuerySet.as_manager()

    class Meta:
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        ordering = ["-recorded_on", "-pk"]
        indexes = [models.Index(F("recorded_on").desc(), F("id").desc(), name="replays_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="a_replay_is_for_somebody",
                violation_error_message=_("Dites pour qui est ce replay."),
            ),
            models.CheckConstraint(
                condition=Q(live=False) | WORDED,
                name="a_published_replay_has_its_words",
                violation_error_message=_("Un replay est publié avec des sous-titres ou une transcription."),
            ),
            models.CheckConstraint(
                condition=Q(live=False) | ~Q(video="") | ~Q(url=""),
                name="a_published_replay_has_a_film",
                violation_error_message=_("Déposez le film, ou donnez son adresse."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("resources:replay", args=[self.slug])

    @property
    def full_url(self) -> str:
        """Where it is read, for previews and machines."""
        return settings.SITE_URL + self.get_absolute_url() if self.slug else ""

    @property
    def is_public(self) -> bool:
        return Audience.PUBLIC in self.audiences

    @property
    def player(self) -> str:
        """The address of the player of a film that is elsewhere, asked for with a click."""
        return player_of(self.url)

    @property
    def host(self) -> str:
        return host_of(self.url)

    @cached_property
    def parts(self) -> list[timecodes.Chapter]:
        """Its chapters, in order."""
        return timecodes.chapters_in(self.chapters)

    @cached_property
    def spoken(self) -> list[timecodes.Part]:
        """What is said, chapter by chapter: as it was written, else as the captions have it."""
        if self.transcript.strip():
            return timecodes.parts_written(self.transcript)
        return timecodes.parts_said(self.captions, self.parts)

    @property
    def reading(self) -> "SlidesText | None":
        """What was read of the slides it has now; nothing before the worker has passed."""
        read = getattr(self, "slides_text", None)
        return read if read and self.slides and read.name == self.slides.name else None

    def get_preview_template(self, request, mode_name):
        return "resources/replay.html"

    def get_preview_context(self, request, mode_name):
        from resources.services.watching import sheet_of  # which reads the models

        published = Replay.objects.filter(pk=self.pk, live=True).values_list("video", "slides").first()
        return sheet_of(self) | {"plays_published": published not in (None, (self.video.name, self.slides.name))}


class Viewed(models.Model):
    """Where a member stopped in a replay, and whether she has seen it: for herself, counted without her name."""

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="viewings", verbose_name=_("replay"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="replays_viewed", verbose_name=_("membre")
    )
    seconds = models.PositiveIntegerField(_("arrêté à (secondes)"), default=0)
    seen_at = models.DateTimeField(_("vu le"), null=True, blank=True)
    at = models.DateTimeField(_("dernière fois"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lecture d’un replay")
        verbose_name_plural = _("lectures des replays")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "replay"], name="a_replay_is_viewed_once_by_each")]

    def __str__(self):
        return str(self.replay_id)


class SlidesText(models.Model):
    """The words of the slides of a replay, read in the background: apart from it, whose revisions come and go."""

    replay = models.OneToOneField(Replay, models.CASCADE, related_name="slides_text", verbose_name=_("replay"))
    name = models.CharField(_("fichier lu"), max_length=120)
    text = models.TextField(_("texte"), blank=True, default="")
    text_state = models.CharField(_("lecture"), max_length=10, choices=TextState, default=TextState.DONE)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("texte d’un diaporama")
        verbose_name_plural = _("textes des diaporamas")
        ordering = ["replay"]

    def __str__(self):
        return self.name
