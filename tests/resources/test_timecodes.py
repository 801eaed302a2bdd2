"""Captions, chapters and the text that is read instead of being watched."""

import pytest
from django.core.exceptions import ValidationError

from resources.models.timecodes import (
    Chapter,
    chapters_in,
    check_captions,
    check_chapters,
    clock,
    parts_said,
    parts_written,
)
from tests.resources.files import VTT


def said(parts) -> list[tuple]:
    return [(part.chapter and part.chapter.title, [(one.voice, one.text) for one in part.paragraphs]) for part in parts]


def test_captions_are_kept_as_players_read_them():
    assert check_captions(b"\xef\xbb\xbf" + VTT.replace("\n", "\r\n").encode()) == VTT
    assert check_captions(b"WEBVTT - Le titre\n\n1:02:03.000 --> 1:02:04.000\nOui").startswith("WEBVTT - Le titre\n")


REFUSED = {
    "latin": ("WEBVTT\n\n00:01.000 --> 00:02.000\nété".encode("latin-1"), "UTF-8"),
    "srt": (b"1\n00:00:01,000 --> 00:00:02,000\nOui", "WEBVTT"),
    "a page": (b"<html>WEBVTT</html>", "WEBVTT"),
    "a word that begins alike": (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nOui", "WEBVTT"),
    "nothing": (b"", "WEBVTT"),
    "no caption": (b"WEBVTT\n\nNOTE rien\n", "aucun"),
    "a comma": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nOui\n\n00:03,000 --> 00:04.000\nNon", "Ligne 6"),
    "backwards": (b"WEBVTT\n\n00:03.000 --> 00:02.000\nOui", "Ligne 3"),
    "too heavy": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a" * 1024 * 1024, "mégaoctet"),
    "not a text": (b"WEBVTT\n\n00:01.000 --> 00:02.000\nOui\0", "texte"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_captions_that_players_would_refuse_are_refused_with_a_word(what):
    content, word = REFUSED[what]

    with pytest.raises(ValidationError, match=word):
        check_captions(content)


def test_a_transcript_is_made_of_captions_by_voice_and_by_chapter():
    parts = parts_said(VTT, [Chapter(0, "Accueil"), Chapter(65, "Le loyer"), Chapter(500, "La fin")])

    assert said(parts) == [
        ("Accueil", [("Camille", "Bonjour à toutes & à tous. Parlons du loyer.")]),
        ("Le loyer", [("Odile", "Chez nous, la mairie le paie.")]),
        ("La fin", []),
    ]


def test_what_is_said_before_the_first_chapter_comes_first():
    assert [title for title, _words in said(parts_said(VTT, [Chapter(60, "La suite")]))] == [None, "La suite"]


def test_a_silence_begins_a_paragraph_and_so_does_a_long_one():
    lines = [
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nUne phrase assez longue, dite."
        for n in range(40)
    ]
    quiet = "00:05:00.000 --> 00:05:01.000\nAprès."

    paragraphs = parts_said("\n\n".join(["WEBVTT", *lines, quiet]), [])[0].paragraphs

    assert paragraphs[-1].text == "Après."
    assert [len(one.text) > 500 for one in paragraphs] == [True, True, False, False]


def test_a_written_transcript_keeps_its_paragraphs():
    assert said(parts_written("Un\r\ndeux.\r\n\r\n\r\nTrois.")) == [(None, [("", "Un deux."), ("", "Trois.")])]


def test_chapters_are_read_however_they_are_separated():
    text = check_chapters("0:00 Accueil\n\n 1:05 - Le loyer \n12:30: Les aides\n1:02:03   Questions")

    assert [(one.at, one.title, one.clock) for one in chapters_in(text)] == [
        (0, "Accueil", "0:00"),
        (65, "Le loyer", "1:05"),
        (750, "Les aides", "12:30"),
        (3723, "Questions", "1:02:03"),
    ]
    assert (check_chapters(""), chapters_in(""), clock(59.9)) == ("", [], "0:59")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Accueil", "Accueil"),
        ("0:00", "0:00"),
        ("0:75 Trop", "0:75"),
        ("1:00 Un\n0:30 Deux", "0:30 Deux"),
        ("0:10 Un\n0:10 Deux", "0:10 Deux"),
        (f"0:00 {'a' * 121}", "long"),
        ("\n".join(f"{n}:00 Un" for n in range(61)), "60"),
    ],
)
def test_chapters_that_cannot_be_read_are_named(text, word):
    with pytest.raises(ValidationError, match=word):
        check_chapters(text)
