"""The browser of the tests: the machine's own, else one that is installed here; as a command, it fails without."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
if os.geteuid() == 0:
    FLAGS.append("--no-sandbox")


def executable() -> str | None:
    for name in filter(None, [os.environ.get("CHROMIUM"), *NAMES]):
        if found := shutil.which(name):
            return found
    return bundled()


def bundled() -> str | None:
    """The browser that Playwright may have fetched for itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main():
    if executable():
        return
    if subprocess.call([ROOT / "tools" / "system_package", "chromium"]) != 0:
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    if not executable():
        sys.exit(
            "No browser: the journeys, the accessibility and the look of the pages cannot be tested.\n"
            "Install Chromium, or name one by the variable CHROMIUM, and start again."
        )


if __name__ == "__main__":
    main()
