"""What the directory is looked up by: written beforehand, so that a page costs the same however many members there are.

These rows give no right to see anybody: each look joins them to the members who may be seen at that moment.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from millecafes.people.models.members import Member, Theme
from millecafes.people.models.requests import Role
from millecafes.places.models import Cafe, Department
from millecafes.places.models.keys import PlainTextField

LONGEST_NAME, LONGEST_WORD = 120, 40
FOR_EVER = date(9999, 12, 31)
# Told apart by a number of their own: a theme keeps it when another one comes.
BITS = {
    Theme.FUNDING: 1,
    Theme.RECRUITING: 2,
    Theme.ACTIVITIES: 4,
    Theme.LICENCE: 8,
    Theme.WORKS: 16,
    Theme.VOLUNTEERS: 32,
    Theme.SERVICES: 64,
    Theme.ACCOUNTS: 128,
}


class DirectoryEntry(models.Model):
    """A member at one of the places they hold; the place is blank when they show it to nobody."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="directory_entries")
    name = PlainTextField(max_length=LONGEST_NAME)
    role = models.CharField(max_length=8, choices=Role, blank=True, default="")
    department = models.ForeignKey(Department, models.CASCADE, null=True, db_index=False, related_name="+")
    population = models.PositiveIntegerField(null=True)
    model = models.CharField(max_length=16, choices=Cafe._meta.get_field("model").choices, blank=True, default="")
    support = models.CharField(max_length=12, choices=Cafe._meta.get_field("support").choices, blank=True, default="")
    themes = models.PositiveIntegerField(default=0)
    first_day = models.DateField()
    last_day = models.DateField(default=FOR_EVER)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entrée de l’annuaire")
        verbose_name_plural = _("entrées de l’annuaire")
        ordering = ["name", "member"]
        # The whole question is answered inside an index, in the order of the names.
        indexes = [
            models.Index(
                "name", "member", "role", "population", "themes", "model", "support", "first_day", "last_day",
                name="directory_by_name",
            ),
            models.Index(
                "department", "name", "member", "role", "population", "themes", "model", "support", "first_day",
                "last_day",
                name="directory_by_department",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name


class DirectoryWord(models.Model):
    """One word of what a member shows to the others, without accents: of the name, of the place."""

    member = models.ForeignKey(Member, models.CASCADE, db_index=False, related_name="directory_words")
    word = PlainTextField(max_length=LONGEST_WORD)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mot de l’annuaire")
        verbose_name_plural = _("mots de l’annuaire")
        ordering = ["pk"]
        indexes = [models.Index(fields=["word", "member"], name="directory_by_word")]
        constraints = [models.UniqueConstraint(fields=["member", "word"], name="a_word_is_said_once")]

    def __str__(self):
        return self.word
