"""The topics: a title, its posts numbered from 1, and how far each member has read."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.forum.models.boards import Board
from members.forum.models.choices import Level, State, TopicKind
from resources.models import Resource

LONGEST_TITLE, LONGEST_TAG, MOST_TAGS = 140, 40, 5
SHOWN = Q(state=State.VISIBLE, merged_into=None)
SOLVED, UNSOLVED = Q(solved_at__isnull=False), Q(solved_at__isnull=True)
TEAM_ANSWERED = Q(team_answers__gt=0)
UNANSWERED = Q(kind=TopicKind.QUESTION, solved_at=None, visible_count=1)


POSTS_A_PAGE = 20


def page_with(number: int) -> int:
    """Page 1 has the numbers 1 to 20, and so on for ever: what is deleted keeps its place."""
    return (number - 1) // POSTS_A_PAGE + 1


class Tag(models.Model):
    """A word that topics share, written by their authors: in small letters, without accents in its address."""

    name = models.CharField(_("mot"), max_length=LONGEST_TAG)
    slug = models.SlugField(_("adresse"), max_length=LONGEST_TAG, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mot-clé du forum")
        verbose_name_plural = _("mots-clés du forum")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class TopicQuerySet(models.QuerySet):
    def shown(self):
        """What everybody who reads the board reads."""
        return self.filter(SHOWN)

    def unanswered(self):
        return self.filter(SHOWN & UNANSWERED)


class Topic(models.Model):
    """A question or a talk. Counters and pointers are only ever changed by ``services``, never by ``save``."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="topics", verbose_name=_("espace du forum"))
    kind = models.CharField(_("sorte"), max_length=12, choices=TopicKind, default=TopicKind.DISCUSSION)
    title = models.CharField(_("titre"), max_length=LONGEST_TITLE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="forum_topics", verbose_name=_("auteur")
    )
    created_at = models.DateTimeField(_("ouvert le"), default=timezone.now)
    bumped_at = models.DateTimeField(_("dernière activité"), default=timezone.now)
    tags = models.ManyToManyField(Tag, blank=True, related_name="topics", verbose_name=_("mots-clés"))
    resource = models.ForeignKey(
        Resource,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("à propos de la ressource"),
    )

    highest = models.PositiveIntegerField(_("dernier numéro donné"), default=0)
    visible_count = models.PositiveIntegerField(_("nombre de messages visibles"), default=0)
    last_number = models.PositiveIntegerField(_("numéro du dernier message visible"), default=0)
    last_at = models.DateTimeField(_("dernier message le"), null=True, blank=True)
    last_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("auteur du dernier message"),
    )

    is_pinned = models.BooleanField(_("épinglé"), default=False)
    is_locked = models.BooleanField(_("fermé"), default=False)
    solved_at = models.DateTimeField(_("résolu le"), null=True, blank=True)
    accepted = models.ForeignKey(
        "forum.Post", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("réponse retenue")
    )
    team_answers = models.PositiveIntegerField(_("réponses de l’équipe"), default=0)

    state = models.CharField(_("état"), max_length=8, choices=State, default=State.VISIBLE)
    state_at = models.DateTimeField(_("dans cet état depuis le"), null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("par")
    )
    state_reason = models.CharField(_("raison"), max_length=500, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("réuni à")
    )

    objects = TopicQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sujet du forum")
        verbose_name_plural = _("sujets du forum")
        ordering = ["-bumped_at", "-pk"]
        permissions = [("moderate_forum", _("Peut modérer le forum"))]
        indexes = [
            models.Index(F("bumped_at").desc(), F("id").desc(), condition=SHOWN, name="forum_topics_recent"),
            models.Index(
                F("board"), F("bumped_at").desc(), F("id").desc(), condition=SHOWN, name="forum_topics_of_board"
            ),
            models.Index(F("bumped_at").desc(), F("id").desc(), condition=SHOWN & SOLVED, name="forum_topics_solved"),
            models.Index(
                F("bumped_at").desc(), F("id").desc(), condition=SHOWN & UNSOLVED, name="forum_topics_unsolved"
            ),
            models.Index(
                F("board"),
                F("bumped_at").desc(),
                F("id").desc(),
                condition=SHOWN & SOLVED,
                name="forum_solved_of_board",
            ),
            models.Index(
                F("board"),
                F("bumped_at").desc(),
                F("id").desc(),
                condition=SHOWN & UNSOLVED,
                name="forum_unsolved_of_board",
            ),
            models.Index(
                F("bumped_at").desc(), F("id").desc(), condition=SHOWN & TEAM_ANSWERED, name="forum_topics_of_team"
            ),
            models.Index(F("board"), condition=Q(is_pinned=True), name="forum_topics_pinned"),
            models.Index(F("author"), F("id").desc(), name="forum_topics_of_author"),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                condition=SHOWN & UNANSWERED,
                name="forum_topics_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(visible_count__lte=F("highest")), name="no_more_posts_than_numbers"),
            models.CheckConstraint(condition=Q(last_number__lte=F("highest")), name="the_last_post_has_a_number_given"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="a_topic_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(solved_at__isnull=False), name="an_accepted_answer_solves"
            ),
            models.CheckConstraint(condition=Q(kind__in=TopicKind.values), name="a_topic_is_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_topic_is_in_a_state"),
            models.CheckConstraint(condition=~Q(title=""), name="a_topic_has_a_title"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("forum:topic", args=[self.pk])

    def address_of(self, number: int) -> str:
        """Where this number is: the page that has it, and its place there."""
        page = page_with(number)
        return f"{self.get_absolute_url()}{f'?page={page}' if page > 1 else ''}#m{number}"

    @property
    def pages(self) -> int:
        return page_with(max(self.highest, 1))

    @property
    def is_shown(self) -> bool:
        return self.state == State.VISIBLE and self.merged_into_id is None

    @property
    def replies(self) -> int:
        return max(self.visible_count - 1, 0)


class Reading(models.Model):
    """How far a member has read a topic, and how closely she follows it: a row the first time she opens it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        db_index=False,
        related_name="forum_readings",
        verbose_name=_("membre"),
    )
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="readings", verbose_name=_("sujet"))
    last_read = models.PositiveIntegerField(_("lu jusqu’au numéro"), default=0)
    level = models.PositiveSmallIntegerField(_("suivi"), choices=Level, default=Level.NORMAL)
    # Whoever writes in a topic follows it, unless she has said otherwise.
    is_chosen = models.BooleanField(_("suivi choisi"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lecture d’un sujet")
        verbose_name_plural = _("lectures de sujets")
        ordering = ["person", "topic", "pk"]
        indexes = [
            models.Index("topic", "person", condition=Q(level=Level.FOLLOW), name="forum_topics_followed"),
            models.Index(
                F("person"), F("topic").desc(), condition=Q(level=Level.FOLLOW), name="forum_follows_of_person"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="a_topic_is_read_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="a_topic_is_followed_somehow"),
        ]

    def __str__(self):
        return str(self.last_read)
