"""What the search knows: one entry for each thing that can be found, and its terms in the store of the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """The text of a page, a press item… as it was last published. It gives no right to read it."""

    kind = models.CharField(_("source"), max_length=20)
    object_id = models.PositiveBigIntegerField(_("objet"))
    type = models.CharField(_("type"), max_length=20)
    language = models.CharField(_("langue"), max_length=12, blank=True, default="")
    translation_key = models.UUIDField(_("traduction"), null=True, blank=True)
    title = models.CharField(_("titre"), max_length=300)
    text = models.TextField(_("texte"))
    date = models.DateField(_("date"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entrée de la recherche")
        verbose_name_plural = _("entrées de la recherche")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["translation_key", "language"], name="search_translations")]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_per_object")]

    def __str__(self):
        return self.title


class SearchTerms(models.Model):
    """A row of the store, which the migration creates by hand: an FTS5 table, or one with a tsvector.

    FTS5 calls the whole of a row by the name of its table, and its number « rowid »; PostgreSQL does as FTS5.
    """

    entry = models.OneToOneField(
        SearchEntry, models.CASCADE, primary_key=True, db_column="rowid", related_name="terms", verbose_name=_("entrée")
    )
    everything = models.TextField(_("termes"), db_column="core_searchterms")

    wagtail_reference_index_ignore = True

    class Meta:
        managed = False
        db_table = "core_searchterms"
        verbose_name = _("termes d’une entrée")
        verbose_name_plural = _("termes des entrées")

    def __str__(self):
        return str(self.pk)
