"""Markdown as HTML: nothing that acts, nothing that is fetched elsewhere, nothing that is lost."""

import re
from html import unescape
from html.parser import HTMLParser
from time import process_time

import pytest

from members.forum.models import LONGEST_POST, PostFile
from members.forum.services import text
from members.forum.services.text import Text, excerpt, render, tidy

NUMBER = "31"
MOST_SECONDS = 4  # of processor, for the longest message there may be, on a slow machine
OURS = {NUMBER: PostFile(pk=31, width=800, height=600)}
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<style>*{background:url(//evil.example)}</style>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><img src onerror=alert(1)>-->",
    "<noscript><p title='</noscript><img src onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](javascript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.example/1)",
    "[x](membre:1)",
    "[x](fichier:../../../etc/passwd)",
    f"[x](fichier:{NUMBER[::-1]})",
    '[x](http://a.example/"onmouseover="alert(1))',
    "[x](http://a.example 'title\" onmouseover=\"alert(1)')",
    "![\"><script>alert(1)</script>](http://a.example)",
    f'!["onload="alert(1)](fichier:{NUMBER})',
    "<http://a.example/\"onclick=alert(1)>",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "```\"><script>alert(1)</script>\nx\n```",
    "`<img src=x onerror=alert(1)>`",
    "| <script>alert(1)</script> |\n|---|\n| <img onerror=alert(1)> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "@[<img src=x onerror=alert(1)>](membre:7)",
    "//evil.example/x.js http://evil.example/'onclick='alert(1)",
    "# <svg onload=alert(1)>",
    "1. <form action=//evil.example><input name=x>",
]  # fmt: skip
BOMBS = {
    "opening brackets": "[" * 20_000,
    "pictures that never close": "![[" * 6_000,
    "brackets in brackets": "([" * 9_000,
    "emphasis": "*a_" * 6_000,
    "code that never closes": "`" * 20_000,
    "a table of a thousand columns": "|a" * 5_000 + "\n" + "|-" * 5_000,
    "signs that grow": "&" * 20_000,
    "a megabyte": "mot " * 250_000,
    "two hundred thousand words of one letter": "a " * 200_000,
}


class Reader(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = set(), [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_written_acts(attack):
    read = Reader(render(f"Bonjour {attack} fin", files=OURS, people={7: '<b onclick="x">'}))

    assert read.tags <= text.TAGS
    assert {name for _tag, name, _value in read.attributes} <= {
        "href", "rel", "src", "alt", "width", "height", "loading", "class", "start",
    }  # fmt: skip
    led = [value for _tag, name, value in read.attributes if name in {"href", "src"}]
    assert all(re.match(r"(https?|mailto|tel):|/(?![/\\])", value) for value in led)
    assert "Bonjour" in read.words
    assert "fin" in read.words


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_what_would_take_long_is_never_given_to_markdown(bomb, monkeypatch):
    monkeypatch.setattr(text._writer, "parse", lambda source: pytest.fail("Markdown read it"))

    made = render(bomb)

    assert unescape(re.sub("</?p[^>]*>", "", made.replace("<br>", "\n"))) == tidy(bomb)


def test_html_that_grows_beyond_its_limit_is_shown_as_it_was_typed(monkeypatch):
    monkeypatch.setattr(text, "HEAVIEST", 100)

    assert render("www.exemple.fr " * 4).startswith('<p class="post-as-typed">www.exemple.fr')


LOST = {
    "quotes in quotes": ">" * 150 + " au fond",
    "lists in lists": "\n".join("  " * n + "- niveau" + str(n) for n in range(150)),
    "cells beyond the columns": "| a | b |\n|---|---|\n| un | deux | trois |",
    "a reference nobody makes": "[note]: http://a.example 'un titre'\n\ntexte",
}


@pytest.mark.parametrize("source", LOST.values(), ids=LOST)
def test_what_markdown_would_swallow_is_shown_as_it_was_typed(source):
    read = Reader(render(source))

    assert ("p", "class", "post-as-typed") in read.attributes or set(text.WORD.findall(source)) <= set(
        text.WORD.findall(read.words)
    )
    assert "fond" in read.words or "niveau149" in read.words or "trois" in read.words or "titre" in read.words


def test_plain_typing_looks_right():
    made = render("Bonjour,\nmerci !\n\n    un alinéa\n--\nMairie de Saint-Exemple")

    assert made == "<p>Bonjour,<br>\nmerci !</p>\n<p>un alinéa<br>\n--<br>\nMairie de Saint-Exemple</p>\n"


def test_the_usual_signs_are_read():
    made = render("# Titre\n\n**gras** *penché* ~~barré~~\n\n- un\n- deux\n\n> cité\n\n| a |\n|---|\n| b |")

    assert Reader(made).tags == {
        "h3", "p", "strong", "em", "s", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_a_picture_from_elsewhere_is_a_link_and_fetches_nothing():
    made = render("![le pixel](http://suivi.example/p.gif)")

    assert made == '<p><a href="http://suivi.example/p.gif" rel="nofollow noopener ugc">le pixel</a></p>\n'


def test_our_own_picture_is_shown():
    made = render(f"![la salle](fichier:{NUMBER})", files=OURS)

    assert Reader(made).attributes == [
        ("img", "src", "/fichiers/forum/31/"),
        ("img", "alt", "la salle"),
        ("img", "width", "800"),
        ("img", "height", "600"),
        ("img", "loading", "lazy"),
    ]


def test_a_file_of_somebody_else_is_only_words():
    assert render(f"![la salle](fichier:{NUMBER}) [plan](fichier:{NUMBER})") == "<p>la salle plan</p>\n"


ADDRESSES = {
    "[x](//evil.example/a)": "https://evil.example/a",
    "www.exemple.fr": "http://www.exemple.fr",
    "mairie.exemple.fr": "http://mairie.exemple.fr",
    "[le site](www.exemple.fr/page)": "https://www.exemple.fr/page",
    "[ici](/espace/ressources/)": "/espace/ressources/",
    "contact@exemple.fr": "mailto:contact@exemple.fr",
    "[appeler](tel:+33100000000)": "tel:+33100000000",
}


@pytest.mark.parametrize(("source", "address"), ADDRESSES.items())
def test_addresses_lead_where_they_say(source, address):
    attributes = Reader(render(source)).attributes

    assert attributes == [("a", "href", address), ("a", "rel", "nofollow noopener ugc")]


@pytest.mark.parametrize("source", ["fin de phrase.Et la suite", "le fichier contact.html", "3.5 km", "M.Martin"])
def test_words_with_a_dot_are_no_addresses(source):
    assert "<a" not in render(source)


HOSTS = {
    "http://аррӏе.com": "xn--80ak6aa92e.com",
    "http://xn--80ak6aa92e.com": "xn--80ak6aa92e.com",
    "[аррӏе.com](http://xn--80ak6aa92e.com)": "xn--80ak6aa92e.com",
    "[www.impots.gouv.fr](http://evil.example)": "evil.example",
    "[https://impots.gouv.fr/](http://evil.example)": "evil.example",
    "http://impots.gouv.fr@evil.example/": "evil.example",
}


@pytest.mark.parametrize(("source", "host"), HOSTS.items())
def test_words_that_imitate_another_address_are_followed_by_the_true_one(source, host):
    assert f'<span class="post-host">({host})</span>' in render(source)


@pytest.mark.parametrize("source", ["https://café.fr", "[www.exemple.fr](https://exemple.fr/a)", "[ici](http://a.fr)"])
def test_an_honest_address_is_left_alone(source):
    assert "post-host" not in render(source)


def test_what_cannot_be_seen_is_taken_out_and_emojis_stay_whole():
    assert tidy("\x00a\u202eb\u2066c\u200bd\ufeffe\r\nf\u00ad 👩\u200d👧 x\u200dy") == "abcde\nf 👩\u200d👧 xy"


def test_a_mention_says_the_name_of_the_member_and_no_other():
    made = render("Merci @[Le préfet](membre:7), @[Anne](membre:8) et [Paul](membre:7)", people={7: "Odette & Cie"})

    assert made == '<p>Merci @<span class="mention">Odette &amp; Cie</span>, @Anne et Paul</p>\n'


def test_whom_a_message_names_is_read_once_each_and_not_in_code():
    source = "@[A](membre:7) @[A](membre:7) @[B](membre:9) `@[C](membre:3)` @[D](membre:0) [E](membre:5)"

    assert Text(source).named == [7, 9]


def test_two_hundred_mentions_are_ten():
    assert len(Text(" ".join(f"@[A](membre:{n})" for n in range(1, 201))).named) == 10


def test_what_a_message_shows_and_where_it_leads_is_known():
    source = f"![a](fichier:{NUMBER}) http://a.example [b](//b.example) ![c](http://c.example/i.png) [d](/espace/)"

    assert Text(source).files == [NUMBER]
    assert Text(source).links == ["http://a.example", "https://b.example", "http://c.example/i.png"]


def test_plain_words_leave_out_signs_and_quotes():
    source = "> ce que vous disiez\n\n# Oui\n\n**d’accord** avec [ce guide](http://a.example)\nmerci @[Anne](membre:7)"

    assert Text(source).plain == "Oui\nd’accord avec ce guide\nmerci @Anne"
    assert Text("> tout est cité").plain == "tout est cité"


def test_an_excerpt_ends_on_a_word():
    assert excerpt("Bonjour **à tous**\net à toutes") == "Bonjour à tous et à toutes"
    assert excerpt("un deux trois quatre", longest=12) == "un deux…"
    assert excerpt("x" * 300, longest=10) == "x" * 9 + "…"


def filled(words: str) -> str:
    """As long as a message may be."""
    return (words * LONGEST_POST)[:LONGEST_POST]


SLOW = {
    "links": filled("https://exemple.fr/a?b=c "),
    "bare hosts": filled("exemple.fr www.exemple.fr/x "),
    "addresses": filled("a@exemple.fr "),
    "angles": filled("<"),
    "autolinks": filled("<https://exemple.fr> "),
    "backslashes": filled("\\"),
    "quotes": filled("> "),
    "nested quotes": filled(f"{'>' * 60} a\n"),
    "lists": filled("- a\n  - b\n    - c\n"),
    "deep lists": filled("".join(f"{' ' * depth}- a\n" for depth in range(60))),
    "brackets": filled("[a](/b) " + "mot " * 20),
    "images": filled("![a](fichier:1) " + "mot " * 20),
    "marks": filled("*a **b _c " + "mot " * 20),
    "ticks": filled("` " + "mot " * 5),
    "table": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 600,
    "numbers": filled("1. "),
    "colons": filled("a://"),
    "lines": filled("a\n"),
    "blank lines": filled("a\n\n"),
    "titles": filled("# a\n"),
    "parentheses": filled("[a](" + "(" * 60),
    "accents": filled("e\u0301"),
}


@pytest.mark.parametrize("words", SLOW.values(), ids=SLOW)
def test_whatever_is_typed_is_rendered_in_a_moment(words):
    started = process_time()
    render(words)

    assert process_time() - started < MOST_SECONDS
