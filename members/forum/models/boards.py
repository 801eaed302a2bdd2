"""The boards, each for those it is written for."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.forum.models.choices import Level
from millecafes.core.fields import ChoicesField
from millecafes.core.models import Audience
from millecafes.core.models.choices import RESERVED_FOR
from millecafes.people.permissions import people_of_the_team, written_for


def of_the_team() -> Q:
    """Who may be in charge of a board."""
    return Q(pk__in=people_of_the_team())


class BoardQuerySet(models.QuerySet):
    def open_to(self, audiences: Iterable[Audience]):
        """Those written for at least one of these audiences; nobody's board is for everybody."""
        return self.filter(written_for("audiences", set(audiences) - {Audience.PUBLIC}))

    def in_use(self):
        return self.filter(is_archived=False)


class Board(models.Model):
    """A place where one subject of talk is kept, in one order for everybody. Counted things are kept by its tally."""

    name = models.CharField(_("nom"), max_length=60)
    name_en = models.CharField(_("nom en anglais"), max_length=60)
    description = models.CharField(
        _("description"), max_length=200, help_text=_("Une phrase : ce que l’on y demande, ce que l’on y raconte.")
    )
    description_en = models.CharField(_("description en anglais"), max_length=200)
    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Un autre espace du forum a déjà cette adresse.")},
    )
    audiences = ChoicesField(
        _("pour qui"), choices=RESERVED_FOR, blank=False, help_text=_("L’équipe lit tous les espaces.")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=50, help_text=_("Le plus petit vient en premier."))
    referents = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        limit_choices_to=of_the_team,
        related_name="forum_boards_in_charge",
        verbose_name=_("personnes référentes"),
        help_text=_(
            "Dans l’équipe, les personnes à qui vont les questions restées trois jours sans réponse. "
            "Sans personne ici, elles vont à qui modère."
        ),
    )
    is_archived = models.BooleanField(_("archivé"), default=False, help_text=_("On le lit encore ; on n’y écrit plus."))

    objects = BoardQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("espace du forum")
        verbose_name_plural = _("espaces du forum")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audiences=""),
                name="a_board_is_for_somebody",
                violation_error_message=_("Dites pour qui est cet espace."),
            ),
            models.CheckConstraint(condition=~Q(audiences__contains=",public,"), name="a_board_is_never_for_everybody"),
        ]

    def __str__(self):
        return self.shown_name

    def get_absolute_url(self):
        return reverse("forum:board", args=[self.slug])

    @property
    def topic_count(self) -> int:
        """As its tally says, which comes with the first topic."""
        return self.tally.topics if hasattr(self, "tally") else 0

    @property
    def shown_name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def shown_description(self) -> str:
        return self.description_en if get_language() == "en" and self.description_en else self.description


class BoardTally(models.Model):
    """What is counted of a board, in a table that no form saves; it changes when a topic comes or goes."""

    board = models.OneToOneField(
        Board, models.CASCADE, primary_key=True, related_name="tally", verbose_name=_("espace du forum")
    )
    topics = models.PositiveIntegerField(_("nombre de sujets"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("décompte d’un espace")
        verbose_name_plural = _("décomptes des espaces")
        ordering = ["board"]
        constraints = [models.CheckConstraint(condition=Q(topics__gte=0), name="a_board_has_no_less_than_no_topic")]

    def __str__(self):
        return str(self.topics)


class BoardFollow(models.Model):
    """What a board is to a member: followed or not, and read till when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_boards", verbose_name=_("membre")
    )
    board = models.ForeignKey(Board, models.CASCADE, related_name="follows", verbose_name=_("espace du forum"))
    level = models.PositiveSmallIntegerField(_("suivi"), choices=Level, default=Level.NORMAL)
    is_volunteer = models.BooleanField(
        _("répond volontiers"),
        default=False,
        help_text=_("Reçoit les questions restées trois jours sans réponse."),
    )
    read_before = models.DateTimeField(_("tout est lu jusqu’au"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suivi d’un espace")
        verbose_name_plural = _("suivis d’espaces")
        ordering = ["person", "board", "pk"]
        indexes = [
            models.Index("board", "person", condition=Q(level=Level.FOLLOW), name="forum_boards_followed"),
            models.Index("board", "person", condition=Q(is_volunteer=True), name="forum_boards_helped"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "board"], name="a_board_is_followed_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="a_board_is_followed_somehow"),
        ]

    def __str__(self):
        return self.get_level_display()
