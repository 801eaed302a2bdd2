"""« make messages », second part: brings the English of the demo content up to date with its French.

The French texts are those that wagtail-localize would give to a translator; to know them, the demo is laid in a
database of its own, which is thrown away.
"""

import os
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
METADATA = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def update(path: Path, texts: dict[str, list[str]]) -> polib.POFile:
    """Keep what is translated, leave room for what is new, forget what is no longer said."""
    old = {entry.msgid: entry.msgstr for entry in polib.pofile(path)} if path.exists() else {}
    new = polib.POFile(wrapwidth=120)
    new.metadata = METADATA
    for text, places in texts.items():
        new.append(polib.POEntry(msgid=text, msgstr=old.get(text, ""), occurrences=[(place, "") for place in places]))
    new.save(path)
    return new


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAR_ROOT": folder, "DJANGO_SETTINGS_MODULE": "millecafes.settings.dev", "DEMO": "1"}
        os.environ.pop("DATABASE_URL", None)
        sys.path[:0] = [str(ROOT / "site")]

        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)

        from millecafes.demo.builder import build
        from millecafes.demo.english import CATALOGUE, LIBRARY_CATALOGUE, library, texts_by_place
        from millecafes.demo.library import add_library

        build()
        add_library()
        catalogues = {
            "demo": update(CATALOGUE, texts_by_place()),
            "library": update(LIBRARY_CATALOGUE, texts_by_place(library())),
        }
    for name, catalogue in catalogues.items():
        print(f"{name}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate")


if __name__ == "__main__":
    main()
