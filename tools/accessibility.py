"""« make accessibility »: every page that somebody may open, in both languages, as five kinds of readers see it.

By parts: ``python -m tools.accessibility --who gerante --under /espace/ --language fr --size 320 --size forced``.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Error, sync_playwright

from bench.pages import MAX_BYTES, weights
from tools.addresses import (
    ENOUGH,
    LOST,
    NEVER_PAGES,
    NOT_PAGES,
    PAGES_OF_EDITORS,
    WALKERS,
    know,
    plain,
    route_of,
    routes,
)
from tools.chromium import FLAGS, executable
from tools.desk_screens import every_screen_of
from tools.looks import AXE, COVERED, CUT, LARGER_TEXT, PLAIN_TEXT, SHARP, SPACED_TEXT, TOO_SMALL, TOO_WIDE, axe_faults
from tools.site import ROOT, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var")
# Width, height, pixels of the screen for one of the page. Twice as large at 1280 is what 640 pixels can hold.
SIZES = {"320": (320, 640, 1), "768": (768, 1024, 1), "1280": (1280, 800, 1), "zoom": (640, 400, 2)}
SIZES["forced"] = SIZES["1280"]  # with the colours that the reader's machine forces
LANGUAGES = ["fr", "en"]
# How else a reader may have the text, and on which screens; twice as large at 320, it is smaller than any screen.
WAYS = [("text × 2", LARGER_TEXT, {"768", "1280"}), ("text spaced", SPACED_TEXT, {"320", "1280"})]
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Drawn ones too, whose own href is no text.
LINKS = """() => [...document.querySelectorAll("a[href]")].map(
    (link) => new URL(link.getAttribute("href"), document.baseURI).href)"""
# Of the back office only what we drew is ours to mend: the frame around it is Wagtail's.
BACK_OFFICE, DRAWN = "/gestion/", ("desk", ".planner", ".listing")
STYLE = "/gestion/style/"
MAPS = {"/cafes/", "/en/cafes/", "/cafes/carte/", "/en/cafes/carte/"}  # « make mapbench » weighs them


class Walk:
    """One walker after the other, in one browser; what is found wrong, by page and by size."""

    def __init__(self, site, asked):
        self.site, self.asked = site, asked
        self.known = routes()
        self.met, self.answers = Counter(), defaultdict(set)  # by pattern
        self.faults = defaultdict(lambda: defaultdict(list))  # by page, then by fault: the sizes
        self.looks, self.weights, self.untranslated = 0, {}, []
        self.sources = {}

    def go(self, browser, who: str, seeds: list[str]):
        context = browser.new_context(base_url=self.site.url, locale="fr-FR", reduced_motion="reduce")
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.screen = context.new_cdp_session(self.page)
        if who:
            self.page.goto(self.site.manage("demo_login", who).split()[-1])
        read, waiting, seen = [], [*seeds], set()
        waiting += [f"/{route}" for route in self.known if plain(route) and not NOT_PAGES.search(route)]
        wanted = set(seeds)
        while waiting:
            path = waiting.pop(0)
            if path in seen or not (path in wanted or self.lacks(path, who)):
                continue
            if not path.startswith(self.asked.under or "/") and path not in WALKERS[who]:
                continue
            seen.add(path)
            if links := self.visit(who, path, path):
                read.append(path)
                waiting += [link for link in links if link not in seen and self.lacks(link, who)]
        for path in read if self.asked.language != "fr" else []:
            if not path.startswith(BACK_OFFICE) and not path.startswith("/demo/"):
                self.visit(who, path, f"/en{path}")
        context.close()

    def lacks(self, path: str, who: str) -> bool:
        """Whether this address, of a pattern of ours, has not been read enough."""
        route = route_of(path)
        if route not in self.known or NOT_PAGES.search(route) or route == PAGES_OF_EDITORS:
            return False
        if path.startswith(BACK_OFFICE) and not who.startswith(("admin", "culture", "finances")):
            return False
        return self.met[route] < (1 if plain(route) and not path.startswith("/espace/") else ENOUGH)

    def visit(self, who: str, path: str, address: str) -> list[str]:
        """Looks at a page; the addresses it links to, or nothing when there is no page here."""
        language, route = ("en" if address.startswith("/en/") else "fr"), route_of(path)
        self.show((self.asked.size or ["320"])[0])
        try:
            answer = self.page.goto(address)
        except Error:  # a file, that the browser puts away
            self.answers[route].add("file")
            return []
        status, arrived = answer.status, urlsplit(self.page.url).path == urlsplit(address).path
        self.answers[route].add(status if arrived else "elsewhere")
        expected = 404 if path == LOST else 403 if path == BACK_OFFICE else 200
        if status != expected or not arrived or "html" not in answer.headers.get("content-type", ""):
            if language == "en":
                self.untranslated.append(f"{address} ({status if arrived else self.page.url})")
            elif status >= 500:
                self.faults[who, address][f"status {status}"].append("")
            return []
        text = answer.text()
        if "<html" not in text:  # a part of a page, fetched by a script that has put it in its place
            return []
        links = [urlsplit(link).path for link in self.page.evaluate(LINKS) if link.startswith(self.site.url)]
        self.met[route] += language == "fr"
        if language == (self.asked.language or language) and path.startswith(self.asked.under or "/"):
            self.look(who, address, answer.status, text)
        return links or [path]

    def look(self, who: str, address: str, status: int, text: str):
        whole = address == STYLE or not address.startswith(BACK_OFFICE) or status == 403
        if whole:
            self.sources[f"{who}{address}"] = text
            if not who and status == 200 and self.asked.weigh and not self.asked.size:
                self.weigh(address)
        found = self.faults[who, address]
        if whole and (titles := self.page.locator("h1").count()) != 1:
            found[f"{titles} h1"].append("")
        self.page.evaluate(AXE.read_text())
        for name in self.asked.size or SIZES:
            self.show(name)
            for fault in set(self.faults_here(name, whole)):
                found[fault].append(name)
            self.looks += 1
        tell(who, address, found)

    def show(self, name: str):
        """The screen of this reader."""
        width, height, dots = SIZES[name]
        metrics = {"width": width, "height": height, "deviceScaleFactor": dots, "mobile": False}
        self.screen.send("Emulation.setDeviceMetricsOverride", metrics)
        self.page.emulate_media(forced_colors="active" if name == "forced" else "none")
        self.page.evaluate(SETTLED)

    def faults_here(self, name: str, whole: bool) -> list[str]:
        page = self.page
        # Forced colours are the reader's own, and axe reads those that they replace.
        rules = SHARP["rules"] | ({"color-contrast": {"enabled": False}} if name == "forced" else {})
        found = axe_faults(page, rules=rules)
        if not whole:
            return [fault for fault in found if any(part in fault for part in DRAWN)] + page.evaluate(TOO_WIDE)
        found += page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL) + page.evaluate(CUT)
        if name != "forced":
            found += page.evaluate(COVERED)
        for way, change, sizes in WAYS:
            if name in sizes:
                page.evaluate(change)
                found += [f"{way}: {fault}" for fault in page.evaluate(TOO_WIDE) + page.evaluate(CUT)]
                page.evaluate(PLAIN_TEXT)
        return found

    def weigh(self, address: str):
        self.weights[address] = sizes = weights(self.site.url, address)
        for kind, size in sizes.items():
            if size > MAX_BYTES[kind] and urlsplit(address).path not in MAPS:
                self.faults["", address][f"{kind}: {size:,} bytes, at most {MAX_BYTES[kind]:,}"].append("")

    def validate(self, folder: Path):
        """The HTML that was answered, once for each page and language."""
        names = {}
        for number, (key, source) in enumerate(self.sources.items()):
            file = folder / f"{number}.html"
            file.write_text(source)
            names[str(file)] = key
        report = folder / "report.json"
        command = [ROOT / "tools" / "with_node", "node", "node_modules/html-validate/bin/html-validate.mjs"]
        command += ["--config", "tests/browser/html-validate.json", "--formatter", f"json={report}", *names]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        for document in json.loads(report.read_text()):
            who, address = re.fullmatch(r"([^/]*)(/.*)", names[document["filePath"]]).groups()
            found = {f"{it['ruleId']}: {it['message']} ({it['selector']})": [] for it in document["messages"]}
            tell(who, address, found)
            self.faults[who, address] |= found

    def never_met(self) -> list[str]:
        """Patterns of which nobody was shown a page, with what was answered instead."""
        pages = [route for route in self.known if route not in NEVER_PAGES and not NOT_PAGES.search(route)]
        return [f"{route} {self.answers[route] or ''}" for route in pages if not self.met[route]]


def tell(who: str, address: str, found: dict[str, list[str]]):
    """What is wrong on a page, and at which sizes."""
    if found:
        print(f"{address} {f'({who})' if who else ''}")
    for fault, sizes in found.items():
        print(f"    {fault} {sizes if any(sizes) else ''}", flush=True)


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--who", action="append", help="the beginning of an account's address; « visitor » for nobody")
    parser.add_argument("--under", help="only these addresses")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--no-weights", dest="weigh", action="store_false")
    return parser.parse_args()


def main():
    asked = parsed()
    with served(VAR_ROOT / "tools") as site, sync_playwright() as playwright, TemporaryDirectory() as folder:
        know(site)
        walk = Walk(site, asked)
        sitemap = urlopen(f"{site.url}/sitemap.xml").read().decode()
        told = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
        pages = [path for path in told if not path.startswith("/en/") and route_of(path) == PAGES_OF_EDITORS]
        screens = every_screen_of(site)
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for who, seeds in WALKERS.items():
            if asked.who and not (who or "visitor").startswith(tuple(asked.who)):
                continue
            walk.go(browser, who, [*seeds, *([] if who else [*pages, LOST]), *screens.get(who, [])])
            print(f"{who or 'visitor'}: {walk.looks} looks so far", flush=True)
        browser.close()
        walk.validate(Path(folder))
    count = sum(map(len, walk.faults.values()))
    print(f"{len(walk.sources)} documents validated, {walk.looks} looks, {count} faults.")
    print(f"Not in English: {walk.untranslated}")
    never_met = [] if asked.who or asked.under else walk.never_met()
    for route in never_met:
        print(f"Never met: {route}")
    sys.exit(1 if count or walk.untranslated or never_met else 0)


if __name__ == "__main__":
    main()
