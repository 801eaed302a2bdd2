"""Thousands of made-up cafés over real small communes, to see the site as it would be: same number, same cafés."""

import math
from collections.abc import Iterator
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from millecafes.core.page_changes import forget_pages
from millecafes.core.search import index
from millecafes.places.models import Cafe, CafeModel, Commune, Precision, Service, Support
from millecafes.places.search import CafeSource

PREFIX = "exemple-"
NAMES = (
    "Le Café des Tilleuls",
    "Chez Églantine",
    "La Halte",
    "Le Comptoir du Lavoir",
    "Au Vieux Marronnier",
    "Le Bon Coin",
    "La Tonnelle",
    "Le Relais de la Fontaine",
    "L’Escale",
    "Aux Quatre Vents",
    "La Cafetière bleue",
    "Le Trèfle",
    "Chez Marguerite",
    "La Grange ouverte",
    "Le Perron",
    "Les Deux Platanes",
    "L’Étincelle",
    "La Place du village",
    "Le Petit Zinc",
    "Au Rendez-vous",
)
AT_ONCE = 1000
SPREAD = 0.02  # degrees: two cafés of a commune are not at the same door
SHARE_OPENED, SHARE_ASSOCIATIF, SHARE_ITINERANT = 0.6, 0.35, 0.03
MOST_SERVICES, SERVICE_SHARE = 6, 0.3


def draw(*parts) -> float:
    """A number from 0 to 1 that always is the same for the same words."""
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=7).digest()) / 2**56


def add_crowd(number: int) -> int:
    """Make those that are missing of the first ``number`` cafés; says how many were.

    Some at a time: others may write meanwhile, and what was stopped half-way is taken up where it was.
    """
    known = set(Cafe.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    new = [cafe for cafe in cafes(number) if cafe.slug not in known]
    for start in range(0, len(new), AT_ONCE):
        with transaction.atomic():
            made = Cafe.objects.bulk_create(new[start : start + AT_ONCE])
            add_services(made)
            let_be_found(made)
    if new:
        forget_pages()
    return len(new)


def cafes(number: int) -> Iterator[Cafe]:
    """Each in a commune of its own, as long as there are some left."""
    communes = drawn_communes()
    for n in range(number if communes else 0):
        yield cafe_in(communes[n % len(communes)], n, is_second=n >= len(communes))


def drawn_communes() -> list[Commune]:
    """In an order that draws each the sooner the more people live there, everywhere in the country."""
    communes = Commune.objects.eligible().filter(lat__isnull=False).order_by("pk")
    return sorted(communes, key=lambda commune: -math.log(draw("commune", commune.pk)) / math.sqrt(commune.population))


def cafe_in(commune: Commune, n: int, is_second: bool) -> Cafe:
    kind, model = draw("kind", n), draw("model", n)
    now = timezone.now()
    return Cafe(
        name=f"{NAMES[int(draw('name', n) * len(NAMES))]} (exemple {n + 1})",
        slug=f"{PREFIX}{n + 1}",
        summary="Un café inventé, pour voir la carte comme elle serait.",
        commune=commune,
        postcode=commune.postcodes.partition(" ")[0],
        lat=commune.lat + SPREAD * (draw("lat", n) - 0.5) * is_second,
        lon=commune.lon + SPREAD * (draw("lon", n) - 0.5) * is_second,
        precision=Precision.COMMUNE if is_second else commune.precision,
        support=Support.OPENING if kind < SHARE_OPENED else Support.OPERATION,
        model=model_of(model),
        email=f"cafe-{n + 1}@example.org",
        is_example=True,
        first_published_at=now,
        last_published_at=now,
    )


def model_of(share: float) -> CafeModel:
    if share < SHARE_ITINERANT:
        return CafeModel.ITINERANT
    return CafeModel.ASSOCIATIF if share < SHARE_ITINERANT + SHARE_ASSOCIATIF else CafeModel.ENTREPRENEURIAL


def let_be_found(made: list[Cafe]) -> None:
    """A row that is written with many others sends no signal: the search is told of it here."""
    found = CafeSource().objects().filter(pk__in=[cafe.pk for cafe in made])
    index.write(CafeSource.kind, found.prefetch_related("services"), are_new=True)


def add_services(made: list[Cafe]) -> None:
    """Some of the services to each, never the same ones."""
    services = list(Service.objects.in_language("fr").order_by("number"))
    link = Cafe.services.through
    rows = [
        link(cafe_id=cafe.pk, service_id=service.pk)
        for cafe in made
        for service in [one for one in services if draw(one.code, cafe.slug) < SERVICE_SHARE][:MOST_SERVICES]
    ]
    link.objects.bulk_create(rows, batch_size=5 * AT_ONCE)
