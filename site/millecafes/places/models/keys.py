"""What a place may be looked for by, written beforehand: a search is then a few reads of one index."""

from django.db import models
from django.db.models import Q

from millecafes.places.models.territory import Commune, DelegatedCommune, Department


class PlainTextField(models.CharField):
    """Letters compared one by one, as SQLite does: PostgreSQL then serves « begins with », in order, by an index."""

    def db_parameters(self, connection):
        plain = {"collation": "C"} if connection.vendor == "postgresql" else {}
        return super().db_parameters(connection) | plain


class PlaceKey(models.Model):
    """One way to begin to name a place. Rows are numbered in the order of the names, and rewritten all together."""

    class Rank(models.IntegerChoices):
        """How much of the place the key says; the lower, the sooner it is shown."""

        CODE = 0
        WHOLE = 1
        INSIDE = 2

    key = PlainTextField(max_length=80)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    commune = models.ForeignKey(Commune, models.CASCADE, null=True, related_name="keys")
    delegated = models.ForeignKey(DelegatedCommune, models.CASCADE, null=True, related_name="keys")
    department = models.ForeignKey(Department, models.CASCADE, db_index=False, related_name="+")

    class Meta:
        ordering = ["rank", "key", "department", "pk"]
        indexes = [models.Index(fields=["rank", "key", "department"], name="places_by_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(commune__isnull=True, delegated__isnull=False)
                | Q(commune__isnull=False, delegated__isnull=True),
                name="a_key_opens_one_place",
            )
        ]

    def __str__(self):
        return self.key
