"""When a café is open: every week, and on the days that are not like the others."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from millecafes.places.models.cafes import Cafe
from millecafes.places.opening import MIDNIGHT


class Weekday(models.IntegerChoices):
    """As Python numbers them."""

    MONDAY = 0, _("lundi")
    TUESDAY = 1, _("mardi")
    WEDNESDAY = 2, _("mercredi")
    THURSDAY = 3, _("jeudi")
    FRIDAY = 4, _("vendredi")
    SATURDAY = 5, _("samedi")
    SUNDAY = 6, _("dimanche")


class OpeningHours(models.Model):
    """One span of one weekday, on the clock of the place; it may end at midnight (00:00), and never crosses it."""

    cafe = ParentalKey(Cafe, related_name="hours", verbose_name=_("café"))
    weekday = models.PositiveSmallIntegerField(_("jour"), choices=Weekday)
    opens = models.TimeField(_("ouvre à"))
    closes = models.TimeField(_("ferme à"), help_text=_("00:00 pour minuit."))

    class Meta:
        verbose_name = _("horaire")
        verbose_name_plural = _("horaires")
        ordering = ["weekday", "opens", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes="00:00"),
                name="a_cafe_closes_later_than_it_opens",
                violation_error_message=_(
                    "La fermeture vient après l’ouverture. "
                    "Après minuit, arrêtez à 00:00 et reprenez le lendemain à 00:00."
                ),
            ),
            models.UniqueConstraint(
                "cafe",
                "weekday",
                "opens",
                name="hours_are_said_once",
                violation_error_message=_("Cet horaire est déjà donné."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self):
        refuse_backwards(self.opens, self.closes)


class SpecialOpening(models.Model):
    """Days that replace the week's hours: a closure, or other hours."""

    cafe = ParentalKey(Cafe, related_name="special_openings", verbose_name=_("café"))
    first_day = models.DateField(_("du"))
    last_day = models.DateField(_("au"))
    opens = models.TimeField(_("ouvre à"), null=True, blank=True, help_text=_("Vide : fermé ces jours-là."))
    closes = models.TimeField(_("ferme à"), null=True, blank=True, help_text=_("00:00 pour minuit."))
    reason = models.CharField(_("raison"), max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("jour particulier")
        verbose_name_plural = _("jours particuliers")
        ordering = ["first_day", "opens", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="special_days_are_in_order",
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None)
                | (Q(opens__isnull=False, closes__isnull=False) & (Q(closes__gt=F("opens")) | Q(closes="00:00"))),
                name="special_hours_are_whole",
                violation_error_message=_("Donnez l’ouverture et la fermeture, dans l’ordre, ou aucune des deux."),
            ),
        ]

    def __str__(self):
        return f"{self.first_day} – {self.last_day}"

    def clean(self):
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("Le dernier jour vient après le premier.")})
        if self.opens is not None and self.closes is None:
            raise ValidationError({"closes": _("À quelle heure ferme-t-il ces jours-là ?")})
        if self.closes is not None and self.opens is None:
            raise ValidationError({"opens": _("À quelle heure ouvre-t-il ces jours-là ?")})
        refuse_backwards(self.opens, self.closes)


def refuse_backwards(opens, closes) -> None:
    """Says at the field how to write a night that goes on after midnight."""
    if opens is None or closes is None or closes == MIDNIGHT or closes > opens:
        return
    if closes == opens:
        raise ValidationError({"closes": _("Le café fermerait à l’heure où il ouvre.")})
    raise ValidationError(
        {
            "closes": _(
                "La fermeture vient avant l’ouverture. Si la soirée passe minuit, arrêtez à 00:00, "
                "et ajoutez une ligne le lendemain à partir de 00:00."
            )
        }
    )
