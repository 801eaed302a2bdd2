"""Sizes of files in words, in each language, in code and in every template."""

import pytest
from django.template import Context, Template
from django.utils import translation

from millecafes.core.sizes import size_in_words

KILO, MEGA, GIGA = 1024, 1024**2, 1024**3


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, "0_octet"),
        ("?", "0_octet"),
        (-1, "0_octet"),
        (1, "1_octet"),
        (1023, "1023_octets"),
        (KILO, "1_Ko"),
        (1126, "1,1_Ko"),
        (KILO * 9.96, "10_Ko"),
        (KILO * 120.4, "120_Ko"),
        (MEGA * 1.25, "1,2_Mo"),
        (MEGA * 380, "380_Mo"),
        (GIGA * 2, "2_Go"),
        (GIGA * 5000, "5000_Go"),
    ],
)
def test_a_size_is_said_in_units_that_readers_know(size, words):
    said = Template("{{ size|filesizeformat }}").render(Context({"size": size}))

    assert size_in_words(size) == said == words.replace("_", "\u00a0")


def test_english_has_its_own_units():
    with translation.override("en"):
        said = [size_in_words(size) for size in (1, 512, KILO * 1.5, MEGA * 3, GIGA)]

    assert said == [words.replace("_", "\u00a0") for words in ("1_byte", "512_bytes", "1.5_KB", "3_MB", "1_GB")]
