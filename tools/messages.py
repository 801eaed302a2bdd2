"""« make messages »: finds what is to be translated and brings the catalogues up to date, without the gettext programs.

The sentences are written in French in the code, so the French catalogue only holds the plurals (without it French would
follow English rules: « 0 cafés »). Every other language holds every sentence.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "site" / "millecafes" / "locale"
CODE = ["site", "home", "news", "events", "resources", "members"]
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
STRING = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\((?:[^()'\"]|{STRING})*\)")


def compile_catalogues() -> list[Path]:
    """Those that were missing or older than their source."""
    done = []
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(source).save_as_mofile(compiled)
            done.append(compiled)
    return done


def found_messages() -> dict[tuple, str]:
    """(context, singular) → plural, or nothing; in the order of the files."""
    from babel.messages.extract import extract

    found = {}
    for code in sources():
        for _line, message, _comments, context in extract("python", BytesIO(code.encode()), KEYWORDS):
            singular, plural = (*message, "")[:2] if isinstance(message, tuple) else (message, "")
            if singular:
                found.setdefault((context, singular), plural)
    return found


def sources():
    """Code as Python: a template is reduced to the calls it makes."""
    from django.utils.translation.template import templatize

    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield "\n".join(CALL.findall(templatize(path.read_text())))


def update(language: str, found: dict) -> polib.POFile:
    path = CATALOGUES / language / "LC_MESSAGES" / "django.po"
    old = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(path)} if path.exists() else {}
    new = polib.POFile(wrapwidth=120)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS.get(language, PLURALS["en"]),
    }
    for (context, singular), plural in sorted(found.items(), key=str):
        if plural or language != "fr":
            new.append(old.get((context, singular)) or blank(context, singular, plural, language))
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(path)
    return new


def blank(context, singular, plural, language) -> polib.POEntry:
    if not plural:
        return polib.POEntry(msgctxt=context, msgid=singular)
    forms = {0: singular, 1: plural} if language == "fr" else {0: "", 1: ""}
    return polib.POEntry(msgctxt=context, msgid=singular, msgid_plural=plural, msgstr_plural=forms)


def main():
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    found = found_messages()
    for language in ["fr", *sys.argv[1:]] if sys.argv[1:] else [path.name for path in CATALOGUES.glob("*")] or ["fr"]:
        catalogue = update(language, found)
        print(f"{language}: {len(catalogue)} sentences, {len(catalogue.untranslated_entries())} to translate")
    compile_catalogues()


if __name__ == "__main__":
    main()
