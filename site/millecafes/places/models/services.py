"""What one finds in a café besides drinks."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from millecafes.core.models.registers import Register

MOST_SERVICES = 30  # each is a bit of a number that scripts read: JavaScript counts to 31


class ServiceQuerySet(models.QuerySet):
    def in_language(self, language: str):
        return self.filter(locale__language_code=language)

    def names(self, language: str) -> dict[int, str]:
        """What each number is called, in this language or else in the first one."""
        rows = self.order_by("number").values_list("number", "name", "locale__language_code")
        names = {number: name for number, name, _language in rows}
        return names | {number: name for number, name, spoken in rows if spoken == language}


class Service(Register):
    """What one finds in a café besides drinks; one row per language, one number for all of them."""

    name = models.CharField(_("nom"), max_length=60)
    number = models.PositiveSmallIntegerField(
        _("numéro"), editable=False, blank=True, help_text=_("Donné une fois pour toutes.")
    )

    objects = ServiceQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("code")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_service_per_code",
                violation_error_message=_("Un autre service porte déjà ce code."),
            ),
            models.UniqueConstraint("number", "locale", name="one_service_per_number"),
            models.CheckConstraint(
                condition=Q(number__lt=MOST_SERVICES),
                name="services_can_be_counted_by_scripts",
                violation_error_message=_("Il y a déjà trente services."),
            ),
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **options):
        """A new service is given the next number, which no other will ever have; a translation has its source's."""
        if self.number is None:
            source = Service.objects.filter(translation_key=self.translation_key).first()
            self.number = source.number if source else ServiceCounter.next_number()
        super().save(*args, **options)


class ServiceCounter(models.Model):
    """How many numbers were given, those of services deleted since included: one row, which no form saves."""

    given = models.PositiveSmallIntegerField(_("numéros donnés"), default=0)

    class Meta:
        verbose_name = _("compteur des services")
        verbose_name_plural = _("compteurs des services")

    def __str__(self):
        return str(self.given)

    @classmethod
    def next_number(cls) -> int:
        """The next one, from 0 on; called in the transaction that uses it."""
        counter, _created = cls.objects.select_for_update().get_or_create(pk=1)
        number, counter.given = counter.given, counter.given + 1
        counter.save()
        return number
