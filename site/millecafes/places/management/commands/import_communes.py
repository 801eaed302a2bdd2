from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from millecafes.places.models import Commune, DelegatedCommune, Department, Epci, Region
from millecafes.places.services.geo_api import GeoApi, register_of
from millecafes.places.services.register import Count, Crossing, Report, update_register
from millecafes.places.services.register_files import COMMUNES, RegisterError, read_register

LABELS = {
    Commune: "communes",
    DelegatedCommune: "communes déléguées et associées",
    Department: "départements",
    Region: "régions",
    Epci: "intercommunalités",
}
WORDS = {"added": "ajouts", "changed": "modifications", "merged": "fusions", "gone": "disparitions"}
MOST_TOLD = 20


class Command(BaseCommand):
    """Brings the register of communes up to date; run again, it changes nothing."""

    help = "Met à jour le répertoire des communes ; recommencer est sans danger."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", type=Path, help="Un fichier communes.csv ; sans lui, celui qui vient avec le site."
        )
        parser.add_argument("--from-api", action="store_true", help="Demande à geo.api.gouv.fr au lieu d’un fichier.")
        parser.add_argument(
            "--population-year", type=int, help="Année des populations que donne geo.api.gouv.fr, qui ne la dit pas."
        )
        parser.add_argument(
            "--may-lose-many", action="store_true", help="Accepte que plus de cent communes disparaissent."
        )

    def handle(self, *, file, from_api, population_year, may_lose_many, **options):
        if file and from_api:
            raise CommandError("Un fichier ou --from-api, pas les deux.")
        if from_api and not population_year:
            raise CommandError("Avec --from-api, dites l’année des populations : --population-year 2023.")
        try:
            register = register_of(GeoApi(), population_year) if from_api else read_register(file or COMMUNES)
            report = update_register(register, may_lose_many=may_lose_many)
        except RegisterError as error:
            raise CommandError(f"{error}\nRien n’a été écrit.") from error
        self.tell(report)

    def tell(self, report: Report):
        for model, count in report.counts.items():
            self.stdout.write(f"{LABELS[model]}, {described(count)}")
        self.tell_list("Fusions", report, [(merged, f"→ {merged.replaced_by_id}") for merged in report.merged])
        self.tell_list("Disparues sans être remplacées, gardées", report, [(gone, "") for gone in report.gone])
        self.tell_list(
            "Éligibilité changée",
            report,
            [(crossing.commune, answer(crossing)) for crossing in report.crossings],
        )
        if report.moved:
            self.stdout.write(f"Suivis dans leur nouvelle commune : {len(report.moved)}")
            for moved in report.moved[:MOST_TOLD]:
                self.stdout.write(f"  {moved.former} → {moved.new} {moved.kind} : {moved.name}")
        if report.is_empty:
            self.stdout.write("Rien à changer : le répertoire est à jour.")

    def tell_list(self, title: str, report: Report, lines: list[tuple[Commune, str]]):
        """Those on which something hangs are all told; of the others, the first ones."""
        if not lines:
            return
        self.stdout.write(f"{title} : {len(lines)}")
        lines.sort(key=lambda line: line[0].code not in report.dependants)
        for number, (commune, text) in enumerate(lines):
            dependants = report.dependants.get(commune.code, [])
            if number >= MOST_TOLD and not dependants:
                self.stdout.write("  …")
                return
            self.stdout.write(f"  {commune.code} {commune.name} {text}".rstrip())
            for kind, names, others in dependants:
                told = [*names, *([f"et {others} de plus" if names else str(others)] if others else [])]
                for name in told:
                    self.stdout.write(f"    {kind} : {name}")


def described(count: Count) -> str:
    parts = [f"{word} : {getattr(count, name)}" for name, word in WORDS.items() if getattr(count, name)]
    return ", ".join([*parts, f"sans changement : {count.unchanged}"])


def answer(crossing: Crossing) -> str:
    verdict = "devient éligible" if crossing.eligible else "n’est plus éligible"
    return f"{verdict} ({shown(crossing.was)} → {shown(crossing.now)} habitants)"


def shown(population: int | None) -> str:
    return "?" if population is None else str(population)
