"""Common positions: what members are consulted on, what the network adopts, and the communes that stand behind it.

Pages tell a position; what is counted of it hangs here, whatever the language.
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from millecafes.places.models import Commune


class PositionStatus(models.TextChoices):
    """How far it has come."""

    CONSULTED = "consulted", _("En consultation")
    ADOPTED = "adopted", _("Adoptée")
    CARRIED = "carried", _("Portée")


class PositionQuerySet(models.QuerySet):
    def with_numbers(self):
        """The voices given in its consultation, its endorsements, and the communes that may be named: two questions."""
        endorsed = Endorsement.objects.filter(position=OuterRef("pk")).order_by().values("position")
        named = Endorsement.objects.filter(is_named=True).select_related("commune").order_by("commune__name", "pk")
        return (
            self.select_related("topic__board", "topic__poll")
            .annotate(
                voices=Count("topic__poll__votes"),
                supports=Coalesce(Subquery(endorsed.values(n=Count("pk"))), 0),
            )
            .prefetch_related(Prefetch("endorsements", named, to_attr="named"))
        )


class Position(models.Model):
    """A common demand. Its consultation is a topic of the forum, of which only the number of voices is public."""

    name = models.CharField(_("nom"), max_length=140)
    name_en = models.CharField(_("nom en anglais"), max_length=140)
    slug = models.SlugField(
        _("adresse"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("Une autre position a déjà cette adresse.")},
    )
    status = models.CharField(
        _("état"),
        max_length=10,
        choices=PositionStatus,
        default=PositionStatus.CONSULTED,
        help_text=_("Les communes la soutiennent une fois adoptée."),
    )
    since = models.DateField(_("dans cet état depuis le"), null=True, blank=True)
    outcome = models.CharField(
        _("ce qu’elle est devenue"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Une ou deux phrases pour tout le monde, sans rien reprendre de ce qui s’écrit dans le forum."),
    )
    outcome_en = models.CharField(_("ce qu’elle est devenue, en anglais"), max_length=300, blank=True, default="")
    topic = models.OneToOneField(
        "forum.Topic",
        models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"kind": "consultation"},
        related_name="position",
        verbose_name=_("consultation"),
        help_text=_("Celle du forum qui la nourrit. La page publique n’en dit que le nombre de voix, une fois close."),
        error_messages={"unique": _("Cette consultation nourrit déjà une autre position.")},
    )

    objects = PositionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PositionStatus.values), name="a_position_is_in_a_state"),
        ]

    def __str__(self):
        return self.shown_name

    def get_absolute_url(self):
        """Where members read of it, and where a commune stands behind it."""
        return reverse("position", args=[self.slug])

    @property
    def shown_name(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def shown_outcome(self) -> str:
        return self.outcome_en if get_language() == "en" and self.outcome_en else self.outcome

    @property
    def may_be_endorsed(self) -> bool:
        """What is still being written is not what a commune would have stood behind."""
        return self.status != PositionStatus.CONSULTED

    @property
    def poll(self):
        """Its consultation, unless moderators took it away."""
        return getattr(self.topic, "poll", None) if self.topic and self.topic.is_shown else None

    @property
    def is_consulted(self) -> bool:
        return self.poll is not None and not self.poll.is_closed()

    @property
    def counted(self) -> int:
        """The voices that were given, once nobody gives any more."""
        return self.voices if self.poll and self.poll.is_closed() else 0

    @property
    def communes(self) -> list[Commune]:
        """Those that may be named."""
        return [endorsement.commune for endorsement in self.named]


class Endorsement(models.Model):
    """A commune stands behind a position, as one of its elected members said; it stays when that person leaves."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="endorsements", verbose_name=_("position"))
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+", verbose_name=_("commune"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="endorsements", verbose_name=_("par")
    )
    is_named = models.BooleanField(_("commune nommée en public"), default=False)
    at = models.DateTimeField(_("le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("soutien d’une commune")
        verbose_name_plural = _("soutiens des communes")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["position", "commune"], name="a_commune_endorses_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(is_named=False), name="nobody_consents_for_no_commune"
            ),
        ]

    def __str__(self):
        return str(self.commune_id)
