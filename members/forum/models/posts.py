"""The posts: their source, the HTML that was made of it, and what was changed."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.choices import ROLES, Fanout, State
from members.forum.models.topics import LONGEST_TITLE, Topic

LONGEST_POST = 20_000  # signs


class PostQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=State.VISIBLE)


class Post(models.Model):
    """What somebody wrote. Its number in the topic is its place for ever; ``body_html`` is only a cache."""

    topic = models.ForeignKey(Topic, models.PROTECT, db_index=False, related_name="posts", verbose_name=_("sujet"))
    number = models.PositiveIntegerField(_("numéro"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="forum_posts",
        verbose_name=_("auteur"),
    )
    key = models.UUIDField(_("clé d’envoi"), default=uuid4, editable=False)
    body = models.TextField(_("texte"))
    body_html = models.TextField(_("texte mis en forme"), default="", editable=False)
    render_version = models.PositiveSmallIntegerField(_("version de la mise en forme"), default=0, editable=False)
    reply_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("en réponse à"),
    )
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    edited_at = models.DateTimeField(_("modifié le"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    useful_count = models.PositiveIntegerField(_("jugé utile par"), default=0)
    is_team_answer = models.BooleanField(_("réponse de l’équipe"), default=False)
    # What the author was on that day; shown while she shows it in her profile, forgotten when she leaves.
    author_role = models.CharField(_("fonction de l’auteur"), max_length=16, choices=ROLES, blank=True, default="")
    author_place = models.CharField(_("lieu de l’auteur"), max_length=120, blank=True, default="")

    state = models.CharField(_("état"), max_length=8, choices=State, default=State.VISIBLE)
    state_at = models.DateTimeField(_("dans cet état depuis le"), null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("par"),
    )
    state_reason = models.CharField(_("raison"), max_length=500, blank=True, default="")
    fanout = models.PositiveSmallIntegerField(_("annonce"), choices=Fanout, default=Fanout.WAITING)
    fanout_at = models.DateTimeField(_("annonce prise le"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message du forum")
        verbose_name_plural = _("messages du forum")
        ordering = ["topic", "number", "pk"]
        indexes = [
            models.Index(F("author"), F("id").desc(), name="forum_posts_of_author"),
            models.Index("created_at", condition=Q(state=State.PENDING), name="forum_posts_to_read_again"),
            models.Index("id", condition=~Q(fanout=Fanout.DONE), name="forum_posts_to_tell"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="posts_of_a_topic_are_numbered"),
            models.UniqueConstraint(fields=["author", "key"], name="a_post_is_sent_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="posts_are_numbered_from_one"),
            models.CheckConstraint(condition=~Q(body=""), name="a_post_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), LONGEST_POST), name="a_post_is_not_a_book"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_post_is_in_a_state"),
            models.CheckConstraint(condition=Q(fanout__in=Fanout.values), name="a_post_is_told_or_to_tell"),
        ]

    def __str__(self):
        return f"{self.topic_id} / {self.number}"

    def get_absolute_url(self):
        return reverse("forum:post", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        return self.state == State.VISIBLE

    @property
    def anchor(self) -> str:
        return f"m{self.number}"


class PostRevision(models.Model):
    """What a post said before it was changed."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions", verbose_name=_("message"))
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("titre du sujet"), max_length=LONGEST_TITLE, blank=True, default="")
    body = models.TextField(_("texte"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_edits", verbose_name=_("modifié par")
    )
    created_at = models.DateTimeField(_("remplacé le"), default=timezone.now)
    reason = models.CharField(_("raison"), max_length=200, blank=True, default="")
    is_hidden = models.BooleanField(_("masquée"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ancienne version d’un message")
        verbose_name_plural = _("anciennes versions des messages")
        ordering = ["post", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="versions_of_a_post_are_numbered")]

    def __str__(self):
        return f"{self.post_id} ({self.number})"


class Useful(models.Model):
    """That a member found a post useful; nobody is ranked by it. Who leaves is forgotten, the mark is counted still."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="usefuls", verbose_name=_("message"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_usefuls", verbose_name=_("membre")
    )
    at = models.DateTimeField(_("dit le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("marque « utile »")
        verbose_name_plural = _("marques « utile »")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="a_post_is_useful_once_to_somebody")]

    def __str__(self):
        return str(self.post_id)


class Mention(models.Model):
    """Somebody named in a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions", verbose_name=_("message"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_mentions", verbose_name=_("membre")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["post", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="somebody_is_mentioned_once_in_a_post")]

    def __str__(self):
        return str(self.post_id)
