"""« make lighthouse »: performance, accessibility, good practices and search, as on a phone, by kind of page.

Some of them: ``python -m tools.lighthouse map near``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tools.chromium import FLAGS, executable
from tools.site import ROOT, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var")
PAGES = {
    "home": "/",
    "standard page": "/accompagnement/",
    "team": "/qui-sommes-nous/gouvernance/",
    "figures": "/chiffres/",
    "transparency": "",
    "questions": "/questions-frequentes/",
    "partners": "/partenaires/",
    "partner": "",
    "positions": "/plaidoyer/",
    "reports": "/rapports/",
    "report": "",
    "third place": "/abbaye/",
    "village": "/mon-village/",
    "village stories": "/culture/raconte-moi-ton-village/",
    "village story": "",
    "site map": "/plan-du-site/",
    "contact": "/contact/",
    "press": "/presse/",
    "news": "/actualites/",
    "article": "/actualites/ce-que-mesure-un-cafe/",
    "search": "/recherche/",
    "found": "/recherche/?q=guinguette",
    "map": "/cafes/",
    "near": "/cafes/?pres=Rodez&lieu=12202",
    "café": "",
    "simulator": "/simulateur/",
    "agenda": "/agenda/",
    "agenda, a month": "/agenda/mois/",
    "agenda, map": "/agenda/carte/",
    "calendars": "/agenda/flux/",
    "event": "/agenda/portes-ouvertes-de-l-abbaye/",
    "registration": "",
    "resources": "/espace/ressources/",
    "resource": "",
    "toolkits": "/espace/boites-a-outils/",
    "replays": "/espace/replays/",
    "sign-in": "/compte/login/",
    "sign-up": "/compte/signup/",
    "English home": "/en/",
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
ALLOWED = 100
# What asks search engines not to keep it: Lighthouse holds that against a page.
HIDDEN = ["found", "registration", "sign-in", "sign-up"]
UNJUDGED = {name: {"seo"} for name in HIDDEN}
TRIES = 2  # a busy machine may miss the first paint
ROUNDS = 3  # of a page that is not perfect at first, the middle one: the machine does other things besides


CHOSEN = {
    "transparency": "from home.models import TransparencyPage as T; print(T.objects.live().first().url)",
    "partner": "from home.models import PartnerPage as P; print(P.objects.live().first().url)",
    "report": "from home.models import ReportPage as R; print(R.objects.live().first().url)",
    "village story": "from home.models import VillageStoryPage as V; print(V.objects.live().first().url)",
    "café": "from millecafes.places.models import Cafe; print('/cafes/' + Cafe.objects.public().first().slug + '/')",
    "resource": "from django.contrib.auth.models import AnonymousUser; from resources.models import Resource; "
    "from resources.permissions import may_read; "
    "print(next(one for one in Resource.objects.all() if may_read(AnonymousUser(), one)).get_absolute_url())",
    "registration": "from events.agenda.models import Session as S; from django.utils.timezone import now; print("
    "f'/inscriptions/date/{S.objects.get(event__slug=\"portes-ouvertes-de-l-abbaye\", starts_at__gt=now()).uuid}/')",
}


def chosen(site, code: str) -> str:
    """An address that the editors chose."""
    return site.manage("shell", "--no-imports", "-c", code).split()[-1]


def measure(url: str, report: Path) -> dict[str, int]:
    """The four figures, out of 100."""
    flags = ["--headless=new", *FLAGS]
    command = [
        *[ROOT / "tools" / "with_node", "npx", "--no-install", "lighthouse", url, "--quiet"],
        *["--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"],
        f"--chrome-flags={' '.join(flags)}",
    ]
    for attempt in range(TRIES):
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"CHROME_PATH": executable()}, capture_output=True)
        if done.returncode == 0:
            found = json.loads(report.read_text())
            return {name: round((found["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
        if attempt == TRIES - 1:
            sys.exit(f"Lighthouse failed on {url}:\n{done.stderr.decode()[-1500:]}")
    return {}


def judged(name: str, url: str, report: Path) -> dict[str, int]:
    """The figures of a page: the middle of several, unless the first are perfect."""
    rounds = [measure(url, report)]
    while under(name, rounds[0]) and len(rounds) < ROUNDS:
        rounds.append(measure(url, report))
    return {category: int(median(one[category] for one in rounds)) for category in CATEGORIES}


def under(name: str, figures: dict[str, int]) -> list[str]:
    """Those of a page that are not what we want, each said by its name."""
    judged = {category: figure for category, figure in figures.items() if category not in UNJUDGED.get(name, ())}
    return [f"{name}, {category}: {figure}" for category, figure in judged.items() if figure < ALLOWED]


def main():
    folder = VAR_ROOT / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'':18}" + "".join(f"{name:>16}" for name in CATEGORIES))
    failed = []
    with served(VAR_ROOT / "tools") as site:
        for name in sys.argv[1:] or PAGES:
            path = PAGES[name] or chosen(site, CHOSEN[name])
            figures = judged(name, site.url + path, folder / f"{name.replace(' ', '-')}.json")
            print(f"{name:18}" + "".join(f"{figure:>16}" for figure in figures.values()), flush=True)
            failed += under(name, figures)
    if failed:
        sys.exit(f"Under {ALLOWED}: {'; '.join(failed)}.")


if __name__ == "__main__":
    main()
