"""« make screenshots »: every page, on a phone and on a large screen, into var/screenshots."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tools.chromium import FLAGS, executable
from tools.screens import screens_of
from tools.site import ROOT, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var")
SIZES = {"390": {"width": 390, "height": 844}, "1440": {"width": 1440, "height": 900}}
# Screens that no site map tells.
OTHERS = ["/compte/login/", "/compte/signup/", "/demo/courriel/", "/une-page-qui-n-existe-pas/", "/gestion/inconnu/"]
KEYS = ["", "webauthn/add/", "reauthenticate/", "totp/deactivate/", "recovery-codes/generate/"]
ACCOUNT = ["/compte/", "/compte/adresse/", "/compte/sessions/", *(f"/compte/2fa/{screen}" for screen in KEYS)]
STAFF = ["/gestion/style/", "/gestion/", *ACCOUNT]
SIGNED_IN = "redaction@example.org"


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "--") or "accueil"


def shoot(page, path: str, folder: Path, suffix: str):
    page.goto(path)
    # Pictures further down are fetched when they come into sight.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name_of(path)}-{suffix}.png", full_page=True)


def main():
    folder = VAR_ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with served(VAR_ROOT / "tools") as site, sync_playwright() as playwright:
        sitemap = urlopen(f"{site.url}/sitemap.xml").read().decode()
        public = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)] + OTHERS
        members = screens_of(site)
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        options = {"base_url": site.url, "locale": "fr-FR", "reduced_motion": "reduce"}
        for width, viewport in SIZES.items():
            context = browser.new_context(viewport=viewport, **options)
            page = context.new_page()
            for path in public:
                shoot(page, path, folder, width)
            page.goto(site.manage("demo_login", SIGNED_IN).split()[-1])
            for path in STAFF:
                shoot(page, path, folder, width)
            context.close()
            for email, screens in members.items():
                context = browser.new_context(viewport=viewport, **options)
                page = context.new_page()
                page.goto(site.manage("demo_login", email).split()[-1])
                for path in screens:
                    shoot(page, path, folder, width)
                context.close()
            dark = browser.new_context(viewport=viewport, color_scheme="dark", **options)
            shoot(dark.new_page(), "/", folder, f"{width}-dark")
            dark.close()
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
