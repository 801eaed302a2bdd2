"""What others publish about us: counted, hence without a language of its own."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.addresses import LONGEST_KEY, key_of
from news.models.choices import Category, Medium

SUBJECTS = tuple(Category.choices)
ALREADY_THERE = _("Cet article est déjà dans la revue de presse.")
# Names that nobody can own (RFC 2606): what stands there is an example, and is never asked for.
EXAMPLE = r"^([^/]+\.)?example(\.org|\.com|\.net)?(:|/|\?|$)"


class PressItemQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-date", "-pk")

    def of_year(self, year: int):
        return self.filter(date__year=year)

    def in_medium(self, medium: str):
        return self.filter(medium=medium)

    def about(self, topic: str):
        return self.filter(topics__topic=topic)

    def by_outlet(self, outlet: str):
        return self.filter(outlet=outlet)

    def with_topics(self):
        return self.prefetch_related("topics")

    def readable(self):
        """Those whose address still answers."""
        return self.filter(dead_since=None)

    def dead(self):
        return self.exclude(dead_since=None)

    def at_address(self, url: str):
        """Those at this address, however it is written."""
        return self.filter(url_key=key_of(url))

    def examples(self):
        return self.filter(url_key__regex=EXAMPLE)

    def outlets(self) -> list[str]:
        """Every outlet that is known, once, by its name."""
        return list(self.order_by("outlet").values_list("outlet", flat=True).distinct())


class PressItem(models.Model):
    """An article or a broadcast about the initiative, with where it can be read."""

    url = models.URLField(_("adresse"), max_length=1000, validators=[URLValidator(["http", "https"])])
    url_key = models.CharField(_("adresse sans ses variantes"), max_length=LONGEST_KEY, editable=False)
    title = models.CharField(_("titre"), max_length=255)
    outlet = models.CharField(
        _("média"), max_length=120, help_text=_("Le nom du journal, de la radio, de la chaîne ou du site.")
    )
    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("Celle de la parution."))
    medium = models.CharField(_("support"), max_length=12, choices=Medium, default=Medium.PRINT)
    checked_at = models.DateTimeField(_("lien vérifié le"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("jours de suite sans réponse"), default=0, editable=False)
    dead_since = models.DateField(_("lien disparu depuis le"), null=True, editable=False)
    created_at = models.DateTimeField(_("ajoutée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)

    objects = PressItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("retombée presse")
        verbose_name_plural = _("retombées presse")
        ordering = ["-date", "-pk"]
        indexes = [
            models.Index(F("date").desc(), F("id").desc(), name="press_latest_first"),
            models.Index(F("checked_at"), name="press_oldest_checked"),
        ]
        constraints = [
            models.UniqueConstraint(
                "url_key", name="one_press_item_per_address", violation_error_message=ALREADY_THERE
            ),
            models.CheckConstraint(
                condition=Q(url__istartswith="http://") | Q(url__istartswith="https://"),
                name="a_press_item_is_on_the_web",
                violation_error_message=_("L’adresse doit commencer par https:// ou http://."),
            ),
            models.CheckConstraint(
                condition=~(Q(title="") | Q(outlet="")),
                name="a_press_item_has_a_title_and_an_outlet",
                violation_error_message=_("Une retombée a un titre et un média."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.outlet})"

    def get_absolute_url(self):
        return self.url

    def clean(self):
        self.url_key = key_of(self.url)
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("Cette date est à venir : donnez celle de la parution.")})

    def validate_constraints(self, exclude=None):
        """The key is no field of the form, and the rule that names it is asked all the same."""
        super().validate_constraints(exclude=set(exclude or ()) - {"url_key"})

    @property
    def host(self) -> str:
        """Where the link leads, for the eye."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def is_example(self) -> bool:
        """Whether its address is one of those that exist for examples only: nothing was published."""
        return re.search(EXAMPLE, self.url_key) is not None

    @property
    def topic_labels(self) -> list:
        """What it is about, in the order of the list of subjects."""
        about = {row.topic for row in self.topics.all()}
        return [label for code, label in SUBJECTS if code in about]


class PressTopic(models.Model):
    """One of the subjects of an item: a row each, so that the database counts them."""

    item = models.ForeignKey(
        PressItem, models.CASCADE, related_name="topics", db_index=False, verbose_name=_("retombée presse")
    )
    topic = models.CharField(_("sujet"), max_length=16, choices=Category)

    class Meta:
        verbose_name = _("sujet d’une retombée")
        verbose_name_plural = _("sujets des retombées")
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint("item", "topic", name="a_topic_is_named_once_per_press_item"),
        ]
        indexes = [models.Index(F("topic"), F("item"), name="press_items_by_topic")]

    def __str__(self):
        return self.get_topic_display()
