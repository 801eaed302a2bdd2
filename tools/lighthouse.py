"""« make lighthouse »: performance, accessibility, good practices and search, as on a phone, by kind of page."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.chromium import FLAGS, executable
from tools.site import ROOT, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var")
PAGES = {
    "home": "/",
    "figures": "/chiffres/",
    "transparency": "",
    "contact": "/contact/",
    "press": "/presse/",
    "article": "/actualites/ce-que-mesure-un-cafe/",
    "search": "/recherche/",
    "found": "/recherche/?q=guinguette",
    "map": "/cafes/",
    "near": "/cafes/?pres=Rodez&lieu=12202",
    "café": "",
    "simulator": "/simulateur/",
    "English home": "/en/",
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
ALLOWED = 100
# Results ask search engines not to keep them: Lighthouse holds that against a page.
UNJUDGED = {"found": {"seo"}}
TRIES = 2  # a busy machine may miss the first paint


CHOSEN = {
    "transparency": "from home.models import TransparencyPage as T; print(T.objects.live().first().url)",
    "café": "from millecafes.places.models import Cafe; print('/cafes/' + Cafe.objects.public().first().slug + '/')",
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


def under(name: str, figures: dict[str, int]) -> list[str]:
    """Those of a page that are not what we want, each said by its name."""
    judged = {category: figure for category, figure in figures.items() if category not in UNJUDGED.get(name, ())}
    return [f"{name}, {category}: {figure}" for category, figure in judged.items() if figure < ALLOWED]


def main():
    folder = VAR_ROOT / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{'':14}" + "".join(f"{name:>16}" for name in CATEGORIES))
    failed = []
    with served(VAR_ROOT / "tools") as site:
        for name, path in (PAGES | {name: chosen(site, code) for name, code in CHOSEN.items()}).items():
            figures = measure(site.url + path, folder / f"{name.replace(' ', '-')}.json")
            print(f"{name:14}" + "".join(f"{figure:>16}" for figure in figures.values()), flush=True)
            failed += under(name, figures)
    if failed:
        sys.exit(f"Under {ALLOWED}: {'; '.join(failed)}.")


if __name__ == "__main__":
    main()
