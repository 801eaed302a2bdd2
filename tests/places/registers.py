"""Small registers of communes, as files."""

import csv

from millecafes.places.models import Cafe
from millecafes.places.services.register import update_register
from millecafes.places.services.register_files import COLUMNS, read_register

CHAUMONT = {
    "code": "74065",
    "type": "commune",
    "parent": "",
    "name": "Chaumont",
    "postcodes": "74270",
    "population": "555",
    "population_year": "2023",
    "department": "74",
    "epci": "200070852",
    "former_codes": "",
    "lat": "46.03550",
    "lon": "5.95908",
    "precision": "townhall",
}


def commune(code="74065", name="Chaumont", **values) -> dict:
    return CHAUMONT | {"code": code, "name": name} | values


def former(code, name, parent, **values) -> dict:
    return commune(code, name, type="commune-deleguee", parent=parent, postcodes="", epci="", **values)


def write_file(folder, *rows, columns=COLUMNS):
    """A file of these communes, Chaumont by default; what the codes mean comes from the site's own files."""
    path = folder / "communes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows or [CHAUMONT])
    return path


def load(folder, *rows, **options):
    return update_register(read_register(write_file(folder, *rows)), **options)


def make_cafe(commune, name="Café de la Place", **values):
    return Cafe.objects.create(name=name, slug=f"cafe-{commune}", commune_id=commune, **values)


def spaced(text: str) -> str:
    """With ordinary spaces: what is said matters here, not how it is set."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
