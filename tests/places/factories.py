"""A few real places, as the register of 2026 says they are."""

from millecafes.places.keys import index_places
from millecafes.places.models import Commune, DelegatedCommune, Department, Region
from millecafes.places.names import key_of

YEAR = 2023
DEPARTMENTS = {
    "2A": "Corse-du-Sud",
    "17": "Charente-Maritime",
    "18": "Cher",
    "37": "Indre-et-Loire",
    "38": "Isère",
    "41": "Loir-et-Cher",
    "44": "Loire-Atlantique",
    "49": "Maine-et-Loire",
    "51": "Marne",
    "52": "Haute-Marne",
    "55": "Meuse",
    "61": "Orne",
    "65": "Hautes-Pyrénées",
    "69": "Rhône",
    "73": "Savoie",
    "74": "Haute-Savoie",
    "75": "Paris",
    "76": "Seine-Maritime",
    "81": "Tarn",
    "86": "Vienne",
    "89": "Yonne",
    "95": "Val-d’Oise",
    "984": "Terres australes et antarctiques françaises",
}
# Code, name, population, postcodes, former codes.
COMMUNES = """
    2A004 | Ajaccio | 76320 | 20000 20090 20167 | 20004
    17300 | La Rochelle | 79851 | 17000 |
    18060 | Chaumont | 45 | 18350 |
    37054 | Chanceaux-sur-Choisille | 3499 | 37390 |
    38061 | La Buisse | 3500 | 38500 |
    41045 | Chaumont-sur-Loire | 1096 | 41150 |
    44155 | Saint-Colomban | 3500 | 44310 |
    49331 | Segré-en-Anjou Bleu | 17400 | 49500 49520 | 49014 49037
    51300 | Isle-sur-Marne | 95 | 51290 |
    51358 | Maurupt-le-Montois | 511 | 51340 |
    51647 | Vitry-en-Perthois | 830 | 51300 |
    51649 | Vitry-le-François | 11000 | 51300 |
    52121 | Chaumont | 20827 | 52000 | 52078
    52411 | Rives Dervoises | 1301 | 52220 | 52180 52293 52296
    55039 | Beaumont-en-Verdunois | 0 | 55100 |
    55108 | Chaumont-sur-Aire | 119 | 55260 |
    61103 | Chaumont | 165 | 61230 |
    65397 | Saint-Sever-de-Rustan | 156 | 65140 |
    69123 | Lyon | 519127 | 69001 69002 69003 | 69232
    74065 | Chaumont | 555 | 74270 |
    75056 | Paris | 2103778 | 75010 75011 |
    76351 | Le Havre | 166687 | 76600 76610 76620 | 76102
    81046 | Cadalen | 1547 | 81600 |
    86229 | Saint-Léger-de-Montbrillais | 354 | 86120 |
    86271 | Thurageau | 720 | 86110 |
    89093 | Chaumont | 645 | 89340 |
    95313 | L'Isle-Adam | 12000 | 95290 |
    98412 | Archipel des Kerguelen | | |
"""
# Code, name, code of the commune it has joined.
DELEGATED = """
    52293 | Longeville-sur-la-Laines | 52411
    52411 | Puellemontier | 52411
    49037 | Le Bourg-d'Iré | 49331
    49331 | Segré | 49331
"""


def rows_of(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def make_register() -> None:
    """All of them, ready to be found."""
    region = Region.objects.create(code="93", name="France")
    Department.objects.bulk_create(
        Department(code=code, name=name, region=region) for code, name in DEPARTMENTS.items()
    )
    for code, name, population, postcodes, former in rows_of(COMMUNES):
        make_commune(code, name, int(population) if population else None, postcodes=postcodes, former_codes=former)
    for code, name, parent in rows_of(DELEGATED):
        make_delegated(code, name, parent)
    index_places()


def make_commune(code="81046", name="Cadalen", population: int | None = 1547, **fields) -> Commune:
    """A commune, in the department its code says; ``index_places`` lets it be found."""
    number = code[:3] if code.startswith("9") and code[:2] > "95" else code[:2]
    department, _ = Department.objects.get_or_create(code=number, defaults={"name": DEPARTMENTS.get(number, number)})
    given = {"population": population, "population_year": YEAR, "search_name": key_of(name), "department": department}
    return Commune.objects.create(code=code, name=name, **given | fields)


def make_delegated(code: str, name: str, parent: str, **fields) -> DelegatedCommune:
    """A former commune, whose population is unknown as in the register."""
    given = {"kind": DelegatedCommune.Kind.DELEGATED, "search_name": key_of(name), "parent_id": parent}
    return DelegatedCommune.objects.create(code=code, name=name, **given | fields)
