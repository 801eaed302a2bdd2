"""What a reader looks for in the library, as an address says it; whatever an address says, there is an answer."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from millecafes.core.models import Audience
from millecafes.core.models.registers import STALE_AFTER_DAYS
from millecafes.people.permissions import written_for
from resources.models import Favourite, Language, Phase, Resource, ResourceKind, Toolkit
from resources.services.finding import resources_saying, toolkits_saying

PARAMETERS = {
    "words": "q",
    "theme": "theme",
    "phase": "phase",
    "kind": "sorte",
    "audience": "pour",
    "language": "langue",
    "since": "relue",
    "favourites": "favoris",
}
YES = "oui"
LONGEST, LONGEST_WORDS = 80, 200
RECENT_DAYS = 183


class Since(TextChoices):
    """When somebody last read a resource over; the values are words of addresses."""

    RECENTLY = "6-mois", gettext_lazy("Depuis six mois")
    NOT_STALE = "18-mois", gettext_lazy("Depuis dix-huit mois")
    STALE = "a-verifier", gettext_lazy("Avant : à vérifier")

    def of(self, resources: QuerySet[Resource]) -> QuerySet[Resource]:
        if self == Since.STALE:
            return resources.stale()
        days = RECENT_DAYS if self == Since.RECENTLY else STALE_AFTER_DAYS
        return resources.filter(reviewed_on__gte=timezone.localdate() - timedelta(days=days))


@dataclass(frozen=True)
class Choice:
    """The filters of the library; what cannot be understood is left out, and said in ``remarks``."""

    words: str = ""
    theme: str = ""
    phase: str = ""
    kind: str = ""
    audience: str = ""
    language: str = ""
    since: str = ""
    favourites: str = ""
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def asked_in(cls, parameters, themes, *, is_member: bool) -> "Choice":
        """``themes`` are the codes of those that exist; only members have favourites."""
        given = {name: parameters.get(word, "").strip()[:LONGEST] for name, word in PARAMETERS.items()}
        known = {
            "theme": themes,
            "phase": Phase.values,
            "kind": ResourceKind.values,
            "audience": Audience.values,
            "language": Language.values,
            "since": Since.values,
            "favourites": [YES] if is_member else [],
        }
        given["words"] = " ".join(parameters.get(PARAMETERS["words"], "").split())[:LONGEST_WORDS]
        left_out = [name for name, value in given.items() if value and name in known and value not in known[name]]
        remarks = [_("Un des filtres de cette adresse n’existe pas : il n’est pas pris en compte.")] if left_out else []
        return cls(**{name: given[name] for name in given if name not in left_out}, remarks=tuple(remarks))

    def query(self, **changes) -> str:
        """The same filters but for ``changes``, as an address says them."""
        chosen = replace(self, **changes)
        return urlencode([(PARAMETERS[name], value) for name in PARAMETERS if (value := getattr(chosen, name))])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query())

    @property
    def is_detailed(self) -> bool:
        """Whether more than words and a theme is chosen: the fold of the other filters stays open."""
        return bool(self.query(theme="", words=""))

    @property
    def besides_words(self) -> list[tuple[str, str]]:
        """The other filters, that looking for words keeps."""
        chosen = ((PARAMETERS[name], getattr(self, name)) for name in PARAMETERS if name != "words")
        return [(word, value) for word, value in chosen if value]

    def of(self, resources: QuerySet[Resource], person) -> QuerySet[Resource]:
        """Those that answer to everything; what is good for all phases is good for each. Words put the best first."""
        if self.words:
            resources = resources_saying(resources, self.words)
        if self.theme:
            resources = resources.filter(theme__code=self.theme)
        if self.phase:
            resources = resources.filter(Q(phase=self.phase) | Q(phase=""))
        if self.kind:
            resources = resources.filter(kind=self.kind)
        if self.audience:
            resources = resources.filter(written_for("audiences", [self.audience]))
        if self.language:
            resources = resources.filter(language=self.language)
        if self.since:
            resources = Since(self.since).of(resources)
        if self.favourites:
            resources = resources.filter(Exists(Favourite.objects.filter(person=person, resource=OuterRef("pk"))))
        return resources

    def of_toolkits(self, toolkits: QuerySet[Toolkit]) -> QuerySet[Toolkit]:
        """Those that answer to it; none when it asks for what a toolkit does not have, as a theme."""
        if self.query(words="", phase="", audience=""):
            return toolkits.none()
        if self.words:
            toolkits = toolkits_saying(toolkits, self.words)
        if self.phase:
            toolkits = toolkits.filter(Q(phase=self.phase) | Q(phase=""))
        if self.audience:
            toolkits = toolkits.filter(written_for("audiences", [self.audience]))
        return toolkits
