"""The front-end files as they are collected."""

from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from fontTools.ttLib import TTFont

from millecafes.core.light_files import lightened

STATIC = settings.ROOT / "site" / "millecafes" / "static"


def collected(name: str, source: bytes) -> bytes:
    return lightened(name, ContentFile(source)).read()


@pytest.mark.parametrize("name", ["css/site.css", "css/map.css", "js/map.js", "js/site.js"])
def test_our_style_sheets_and_scripts_leave_without_comments_nor_indentation(name):
    source = (STATIC / name).read_bytes()

    light = collected(name, source)

    assert b"/*" in source
    assert b"/*" not in light
    assert b"\n  " not in light
    assert len(light) < 0.95 * len(source)


def test_what_is_written_between_quotes_stays_as_it_is():
    style = b'/* a word */\n.a::before { content: "a  /* b */"; width: calc(1px + 2px); }\n'
    script = b"const told = `a  // b ${ 1 }`; // a word\nconst found = /[/*]  /.test(told);\n"

    assert collected("css/a.css", style) == b'.a::before{content:"a  /* b */";width:calc(1px + 2px)}'
    assert collected("js/a.js", script) == b"const told=`a  // b ${ 1 }`;const found=/[/*]  /.test(told);"


@pytest.mark.parametrize("name", ["fonts/young-serif.woff2", "fonts/atkinson-400.woff2", "fonts/atkinson-700.woff2"])
def test_a_font_keeps_its_letters_and_loses_weight(name):
    source = (settings.NODE_MODULES_ROOT / settings.NODE_STATIC_FILES[name]).read_bytes()

    light = collected(name, source)

    before, after = (TTFont(BytesIO(font)) for font in (source, light))
    assert after.getBestCmap().keys() == before.getBestCmap().keys()
    assert after["hmtx"]["eacute"] == before["hmtx"]["eacute"]
    assert "kern" in {record.FeatureTag for record in after["GPOS"].table.FeatureList.FeatureRecord}
    assert len(light) < 0.96 * len(source)


def test_files_of_packages_are_left_alone():
    source = ContentFile(b"/* a licence */ let a = 1;")

    assert lightened("vendor/leaflet.js", source) is source
    assert lightened("wagtailadmin/js/core.js", source) is source
