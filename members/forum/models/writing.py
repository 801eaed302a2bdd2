"""What is not sent yet: drafts, and the files that go with them."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.boards import Board
from members.forum.models.choices import TopicKind
from members.forum.models.posts import LONGEST_POST, Post
from members.forum.models.topics import LONGEST_TITLE

NEW, TOPIC, EDIT, CONSULT = (
    "nouveau",
    "sujet",
    "modifier",
    "consultation",
)  # what a draft is for: « sujet-12 » is a reply to the topic 12
LONGEST_DRAFT = 2 * LONGEST_POST  # what is too long to be sent is not lost for that


def closed_storage():
    """Where these files are: no address leads there."""
    return storages["closed"]


def stored_as(instance, name: str) -> str:
    """A name of ours: nothing of what was typed, but what the file is."""
    return f"forum/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class Draft(models.Model):
    """A text being written, one at each place where one writes, kept on the server from one device to the next."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_drafts", verbose_name=_("membre")
    )
    slot = models.CharField(_("endroit"), max_length=40)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE, blank=True, default="")
    body = models.TextField(_("texte"), blank=True, default="")
    board = models.ForeignKey(
        Board, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("espace du forum")
    )
    kind = models.CharField(_("sorte"), max_length=12, choices=TopicKind, blank=True, default="")
    tags = models.CharField(_("mots-clés"), max_length=240, blank=True, default="")
    reply_to = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("en réponse à")
    )
    # Of a consultation, as they were typed.
    question = models.CharField(_("question"), max_length=200, blank=True, default="")
    answers = models.TextField(_("réponses possibles"), blank=True, default="")
    closes_on = models.CharField(_("dernier jour"), max_length=20, blank=True, default="")
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("gardé le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("brouillon du forum")
        verbose_name_plural = _("brouillons du forum")
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index("updated_at", name="forum_drafts_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["person", "slot"], name="one_draft_at_a_place"),
            models.CheckConstraint(condition=~Q(slot=""), name="a_draft_is_somewhere"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), LONGEST_DRAFT), name="a_draft_is_not_a_book"
            ),
        ]

    def __str__(self):
        return self.title or self.body[:60] or self.question

    @property
    def is_reply(self) -> bool:
        return self.slot.startswith(f"{TOPIC}-")

    @property
    def is_consultation(self) -> bool:
        return self.slot == CONSULT

    @property
    def address(self) -> str:
        """Where one goes on writing it."""
        what, _dash, number = self.slot.partition("-")
        if what == TOPIC and number.isdigit():
            return reverse("forum:reply", args=[number])
        if what == EDIT and number.isdigit():
            return reverse("forum:edit", args=[number])
        return reverse("forum:consult" if what == CONSULT else "forum:new")


class PostFileQuerySet(models.QuerySet):
    def orphans(self, before):
        """Sent before this moment, and neither in a post nor in a draft."""
        return self.filter(post=None, draft=None, uploaded_at__lt=before)


class PostFile(models.Model):
    """A picture or a document of a post, read by who reads the post; written « ![words](fichier:number) » in it."""

    post = models.ForeignKey(
        Post, models.CASCADE, null=True, blank=True, related_name="files", verbose_name=_("message")
    )
    draft = models.ForeignKey(
        Draft, models.SET_NULL, null=True, blank=True, related_name="files", verbose_name=_("brouillon")
    )
    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_files", verbose_name=_("déposé par")
    )
    uploaded_at = models.DateTimeField(_("déposé le"), default=timezone.now)
    file = models.FileField(_("fichier"), storage=closed_storage, upload_to=stored_as, max_length=120)
    name = models.CharField(_("nom du fichier"), max_length=140)
    alt = models.CharField(_("ce que montre l’image"), max_length=200, blank=True, default="")
    size = models.PositiveBigIntegerField(_("taille"))
    width = models.PositiveIntegerField(_("largeur"), null=True, blank=True)  # of a picture; a document has none
    height = models.PositiveIntegerField(_("hauteur"), null=True, blank=True)

    objects = PostFileQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("fichier du forum")
        verbose_name_plural = _("fichiers du forum")
        ordering = ["pk"]
        indexes = [
            models.Index("uploaded_at", condition=Q(post=None, draft=None), name="forum_files_left_alone"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(width=None, height=None) | Q(width__gt=0, height__gt=0), name="a_picture_has_two_sides"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("file", args=["forum", self.pk])

    @property
    def extension(self) -> str:
        """What it is, in small letters, without a dot."""
        return PurePosixPath(self.file.name).suffix[1:].lower()

    @property
    def is_picture(self) -> bool:
        return self.width is not None
