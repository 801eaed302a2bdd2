"""An invented press review, for the demo only: as many items as the 2025 report counts, and each says it is a trial."""

from datetime import date
from itertools import cycle

from django.conf import settings
from django.db import transaction

from news.models import Category, Medium, PressItem
from news.services import record

OUTLETS = [  # name, medium, host
    ("Le Courrier d’Exemple", Medium.PRINT, "courrier"),
    ("Radio Exemple", Medium.RADIO, "radio"),
    ("L’Écho d’Exemple", Medium.PRINT, "echo"),
    ("Exemple en ligne", Medium.WEB, "enligne"),
    ("Télé Exemple", Medium.TELEVISION, "tele"),
    ("Le Courrier d’Exemple", Medium.PRINT, "courrier"),
    ("La Gazette d’Exemple", Medium.PRINT, "gazette"),
]
SUBJECTS = {  # the topics of an item, and what such an item is called
    (Category.GUINGUETTES,): [
        "les lampions de Saint-Exemple",
        "on danse sur la place d’Exemple-le-Haut",
        "la guinguette mobile fait étape",
        "un soir d’été au comptoir qui roule",
        "le village d’Exemple fait la fête",
    ],
    (Category.NETWORK,): [
        "le café d’Exemple rouvre ses portes",
        "derrière le comptoir de Saint-Exemple",
        "un dernier commerce qui en vaut trois",
    ],
    (Category.CULTURE,): ["cinéma en plein air à Exemple", "un village se raconte"],
    (Category.PARTNERSHIP,): ["un coup de pouce pour les cafés"],
    (Category.IMPACT, Category.NETWORK): ["ce qu’un café change au village"],
    (Category.ADVOCACY,): ["les maires d’Exemple et leur café"],
}
GUINGUETTES, OTHERS = next(iter(SUBJECTS)), list(SUBJECTS)[1:]
DISAPPEARED = {20: date(2025, 9, 1), 101: date(2025, 11, 10)}  # number of the item, day it was noticed


def items_of(first: date, last: date, number: int, kinds: list[tuple]) -> list[tuple]:
    """So many (day, topics, subject), spread evenly between two days."""
    subjects = {kind: cycle(SUBJECTS[kind]) for kind in kinds}
    days = [first + (last - first) * n / (number - 1) for n in range(number)]
    return [(day, kind, next(subjects[kind])) for day, kind in zip(days, cycle(kinds), strict=False)]


def all_items() -> list[tuple]:
    """The same at every run: 200 in 2025, of which 75 on the guinguettes, and a few the year before."""
    return sorted(
        items_of(date(2024, 3, 4), date(2024, 11, 18), 12, [GUINGUETTES, *OTHERS])
        + items_of(date(2025, 1, 6), date(2025, 12, 22), 125, OTHERS)
        + items_of(date(2025, 5, 2), date(2025, 9, 28), 75, [GUINGUETTES])
    )


@transaction.atomic
def add_press() -> int:
    """Enter what is missing, in a demo only; says how many items were entered."""
    if not settings.DEMO:
        return 0
    known, made = set(PressItem.objects.examples().values_list("url_key", flat=True)), 0
    for number, (entry, outlet) in enumerate(zip(all_items(), cycle(OUTLETS), strict=False), 1):
        made += add_item(number, *entry, *outlet, known)
    return made


def add_item(number: int, day: date, topics: tuple, subject: str, outlet: str, medium: str, host: str, known) -> bool:
    item = PressItem(
        url=f"https://{host}.presse.example.org/{day.year}/essai-{number}",
        title=f"Article d’essai n° {number} : {subject}",
        outlet=outlet,
        medium=medium,
        date=day,
    )
    item.clean()
    if item.url_key in known:
        return False
    record(item, topics)
    PressItem.objects.filter(pk=item.pk).update(dead_since=DISAPPEARED.get(number))
    return True
