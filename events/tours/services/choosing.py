"""What somebody looks for in the catalogue, as an address says it; whatever an address says, there is an answer."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from events.tours.models import Offer, OfferKind, Season, Where
from events.tours.permissions import Host
from events.tours.services.fitting import Verdict

PARAMETERS = {
    "season": "saison",
    "host": "lieu",
    "kind": "sorte",
    "where": "ou",
    "free": "gratuit",
    "slots": "creneaux",
    "fitting": "convient",
}
YES, LONGEST = "oui", 80


@dataclass(frozen=True)
class Choice:
    """The filters of the catalogue; what cannot be understood is left out, and said in ``remarks``."""

    season: str = ""
    host: str = ""
    kind: str = ""
    where: str = ""
    free: str = ""
    slots: str = ""
    fitting: str = ""
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def asked_in(cls, parameters, seasons: list[Season], hosts: list[Host]) -> "Choice":
        given = {name: parameters.get(word, "").strip()[:LONGEST] for name, word in PARAMETERS.items()}
        known = {
            "season": [str(season.pk) for season in seasons],
            "host": [host.key for host in hosts],
            "kind": OfferKind.values,
            "where": [Where.INSIDE.value, Where.OUTSIDE.value],
            "free": [YES],
            "slots": [YES],
            "fitting": [YES] if hosts else [],
        }
        left_out = [name for name, value in given.items() if value and value not in known[name]]
        remarks = [_("Un des filtres de cette adresse n’existe pas : il n’est pas pris en compte.")] if left_out else []
        return cls(**{name: given[name] for name in given if name not in left_out}, remarks=tuple(remarks))

    def query(self, **changes) -> str:
        """The same filters but for ``changes``, as an address says them."""
        chosen = replace(self, **changes)
        return urlencode([(PARAMETERS[name], value) for name in PARAMETERS if (value := getattr(chosen, name))])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(season="", host=""))

    @property
    def is_detailed(self) -> bool:
        """Whether more than a kind is chosen: the fold of the other filters stays open."""
        return bool(self.query(season="", host="", kind=""))

    def season_of(self, seasons: list[Season]) -> Season | None:
        """The one asked for; else the open one that closes first; else the next one that opened."""
        chosen = next((season for season in seasons if str(season.pk) == self.season), None)
        still_open = sorted((season for season in seasons if season.is_open()), key=lambda season: season.closes_at)
        return chosen or next(iter(still_open or seasons), None)

    def host_of(self, hosts: list[Host]) -> Host | None:
        return next((host for host in hosts if host.key == self.host), None) or next(iter(hosts), None)

    def narrowed(self, offers):
        """Those that answer to what the database knows; ``offers`` say whether they have a slot."""
        if self.kind:
            offers = offers.filter(kind=self.kind)
        if self.where:
            offers = offers.filter(Q(where=self.where) | Q(where=Where.BOTH))
        if self.free:
            offers = offers.filter(host_cost=None)
        return offers.filter(has_slots=True) if self.slots else offers

    def keeps(self, offer: Offer) -> bool:
        """Whether an offer whose fit is known answers to the rest."""
        return not self.fitting or offer.fit is None or offer.fit.verdict != Verdict.BLOCKING
