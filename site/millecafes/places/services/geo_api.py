"""The official API as a second source of the register: https://geo.api.gouv.fr, asked department by department.

It knows neither former codes nor the year of its populations, and its points are no better than ours: what we know
already is kept, what is new comes from it.
"""

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

import requests
from django.core.exceptions import ValidationError

from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Precision, Region
from millecafes.places.names import epci_name, key_of, typographic
from millecafes.places.services.register_files import CODE, KINDS, POSTCODE, Register, RegisterError, codes_of

ADDRESS = "https://geo.api.gouv.fr"
PATIENCE = (5, 30)  # seconds to be answered, then for each silence
PARIS = "Europe/Paris"


class GeoApi:
    """What is asked of the API; tests put another one in its place."""

    def __init__(self):
        self.session = requests.Session()

    def regions(self) -> list[dict]:
        return self.ask("regions", fields="code,nom", zone="metro,drom,com")

    def departments(self) -> list[dict]:
        return self.ask("departements", fields="code,nom,codeRegion", zone="metro,drom,com")

    def epcis(self) -> list[dict]:
        return self.ask("epcis", fields="code,nom")

    def communes(self, department: str) -> list[dict]:
        fields = "code,nom,codesPostaux,population,codeEpci,centre,mairie"
        return self.ask(f"departements/{department}/communes", fields=fields)

    def delegated(self, department: str) -> list[dict]:
        return self.ask("communes_associees_deleguees", codeDepartement=department, fields="code,nom,type,chefLieu")

    def ask(self, path: str, **parameters) -> list[dict]:
        """A list of objects, or RegisterError."""
        try:
            answer = self.session.get(f"{ADDRESS}/{path}", params=parameters, timeout=PATIENCE)
            answer.raise_for_status()
            found = answer.json()
        except requests.Timeout as error:
            raise RegisterError(f"geo.api.gouv.fr n’a pas répondu à temps ({path}). Réessayez plus tard.") from error
        except requests.JSONDecodeError as error:
            raise RegisterError(f"geo.api.gouv.fr a répondu autre chose que du JSON ({path}).") from error
        except requests.HTTPError as error:
            status = error.response.status_code
            raise RegisterError(f"geo.api.gouv.fr a refusé la demande ({path}, code {status}).") from error
        except requests.RequestException as error:
            raise RegisterError(f"geo.api.gouv.fr est injoignable ({path}).") from error
        if not isinstance(found, list) or not all(isinstance(thing, dict) for thing in found):
            raise RegisterError(f"geo.api.gouv.fr a répondu autre chose qu’une liste ({path}).")
        return found


def register_of(api: GeoApi, population_year: int) -> Register:
    """The register as the API tells it, completed by what we know."""
    register, zones = Register(), dict(Department.objects.values_list("code", "time_zone"))
    known, former = Commune.objects.in_bulk(), DelegatedCommune.objects.in_bulk()
    register.regions = made(
        "regions", api.regions(), lambda row: Region(code=row["code"], name=typographic(row["nom"]))
    )
    register.departments = made(
        "departements",
        api.departments(),
        lambda row: Department(
            code=row["code"],
            name=typographic(row["nom"]),
            region_id=among(row["codeRegion"], register.regions),
            time_zone=ZoneInfo(zones.get(row["code"], PARIS)).key,
        ),
    )
    register.epcis = made("epcis", api.epcis(), lambda row: Epci(code=row["code"], name=epci_name(row["nom"])))
    for code in register.departments:
        read_department(api, code, register, known, former)
        keep_years(code, register, known, population_year)
    complete(register)
    return register


def read_department(api: GeoApi, code: str, register: Register, known: dict, former: dict) -> None:
    """Its communes, then the former ones that are in them."""
    register.communes |= made(
        f"communes, {code}", api.communes(code), lambda row: commune_of(row, code, register, known.get(row["code"]))
    )
    register.delegated |= made(
        f"communes déléguées, {code}", api.delegated(code), lambda row: delegated_of(row, former.get(row["code"]))
    )


def made(what: str, rows: list[dict], make: Callable) -> dict:
    """What each row makes, by code; a row that says something else than expected is told."""
    things = {}
    for row in rows:
        try:
            thing = make(row)
            thing.clean_fields(exclude=[field.name for field in thing._meta.fields if field.is_relation])
        except (KeyError, TypeError, ValueError, AttributeError, ValidationError) as error:
            raise RegisterError(f"geo.api.gouv.fr, {what} : réponse inattendue, {str(row)[:80]} ({error}).") from error
        things[thing.code] = thing
    return things


# -- What a row makes -------------------------------------------------------------------------------------------------


def commune_of(row: dict, department: str, register: Register, old: Commune | None) -> Commune:
    return Commune(
        **place_of(row, old),
        department_id=department,
        epci_id=among(row["codeEpci"], register.epcis) if row.get("codeEpci") else None,
        postcodes=codes_of(" ".join(sorted(row.get("codesPostaux", []))), POSTCODE, "code postal", 200),
        former_codes=old.former_codes if old else "",
        population=row.get("population"),
        population_year=old.population_year if old else None,
    )


def delegated_of(row: dict, old: DelegatedCommune | None) -> DelegatedCommune:
    return DelegatedCommune(
        **place_of(row, old),
        kind=KINDS[row["type"]],
        parent_id=row["chefLieu"],
        population=old.population if old else None,
        population_year=old.population_year if old else None,
    )


def place_of(row: dict, old: Commune | DelegatedCommune | None) -> dict:
    if not CODE.fullmatch(row["code"]):
        raise ValueError("code INSEE incorrect")
    name = typographic(row["nom"])
    return {"code": row["code"], "name": name, "search_name": key_of(name)[:80], **point_of(row, old)}


def point_of(row: dict, old: Commune | DelegatedCommune | None) -> dict:
    if old and old.precision not in {"", Precision.DEPARTMENT}:
        return {"lat": old.lat, "lon": old.lon, "precision": old.precision}
    for key, precision in (("mairie", Precision.TOWNHALL), ("centre", Precision.COMMUNE)):
        if point := row.get(key):
            lon, lat = (round(float(degrees), 5) for degrees in point["coordinates"])
            if abs(lat) <= 90 and abs(lon) <= 180:  # false for what is not a number
                return {"lat": lat, "lon": lon, "precision": precision}
    return {"lat": old.lat, "lon": old.lon, "precision": old.precision} if old else {}


def among(code: str, those: dict) -> str:
    if code not in those:
        raise ValueError(f"code {code} inconnu")
    return code


# -- What the API does not say ----------------------------------------------------------------------------------------


def keep_years(department: str, register: Register, known: dict[str, Commune], year: int) -> None:
    """Where no figure of a department has changed, its census is the one we know: overseas has years of its own."""
    communes = [commune for commune in register.communes.values() if commune.department_id == department]
    moves = Counter(
        commune.code not in known or known[commune.code].population != commune.population for commune in communes
    )
    for commune in communes:
        if commune.population is None:
            commune.population_year = None
        elif moves[True] or not commune.population_year:
            commune.population_year = year


def complete(register: Register) -> None:
    """Former communes give their parent its former codes, and their place when they have none."""
    for place in register.delegated.values():
        parent = register.communes.get(place.parent_id)
        if parent is None:
            raise RegisterError(f"geo.api.gouv.fr : {place.name} ({place.code}) est dans une commune inconnue.")
        if place.lat is None and parent.lat is not None:
            precision = Precision.DEPARTMENT if parent.precision == Precision.DEPARTMENT else Precision.COMMUNE
            place.lat, place.lon, place.precision = parent.lat, parent.lon, precision
        if place.code not in register.communes:
            codes = {*parent.former_codes.split(), place.code}
            parent.former_codes = " ".join(sorted(codes))
