"""What members write, in Markdown, as HTML that may be shown as it is; and the same as plain words.

Nothing typed is ever lost: what Markdown would swallow, or take too long over, is shown as it was typed. HTML typed is
text. Pictures are those of the forum only; anything else that looks like one is a link.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import nh3
from django.utils.functional import cached_property
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.token import Token

from members.forum.models import LONGEST_POST, PostFile

RENDER_VERSION = (
    1  # of this rendering: what was rendered by an older one is rendered again by « manage.py forum_render »
)
MOST_BRACKETS, MOST_MARKS, MOST_NESTED = 300, 2000, 100  # beyond, Markdown takes seconds, or swallows text
HEAVIEST = 400_000  # characters of the HTML of a message
MOST_MENTIONS = 10
DOMAINS = ["fr", "com", "org", "net", "eu", "info", "coop", "bzh", "re", "be", "ch"]  # that a bare name may end with

TAGS = {
    "p", "br", "strong", "em", "s", "a", "img", "span", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height", "loading"}, "ol": {"start"}}
CLASSES = {"span": {"mention", "post-host"}, "p": {"post-as-typed"}}
SCHEMES = {"http", "https", "mailto", "tel"}

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    # The joiner stays where it makes one sign of several emojis.
    "|(?<![\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])\u200d"
)
SPELT = re.compile(r"[a-z0-9.\-àâäæçèéêëîïôöùûüÿœ]*")  # the letters of hosts that are shown as they are
WORD = re.compile(r"[^\W_]{2,}")
ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
BARE = re.compile(rf"(?:www(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(DOMAINS)}))(?:[/?#:].*)?")
MENTION = re.compile(r"membre:([1-9]\d{0,17})")
OWN = re.compile(r"fichier:([1-9]\d{0,17})")


class Writer(MarkdownIt):
    """CommonMark, less what surprises who only types: indented code, a line of dashes that makes a title."""

    def __init__(self):
        options = {"html": False, "linkify": True, "breaks": True, "maxNesting": MOST_NESTED}
        super().__init__("commonmark", options)
        self.enable(["table", "strikethrough", "linkify"]).disable(["code", "lheading", "html_block", "html_inline"])
        self.linkify.tlds(DOMAINS)

    def normalizeLinkText(self, link: str) -> str:
        """As it was typed: a host written in ASCII never becomes the letters it stands for."""
        return link


_writer = Writer()


def tidy(source: str) -> str:
    """What is kept of what was typed: everything that can be seen."""
    return UNSEEN.sub("", source.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").rstrip()


class Text:
    """A message, read once: its HTML, its plain words, whom it names, where it leads."""

    def __init__(self, source: str):
        self.source = tidy(source)

    @cached_property
    def tokens(self) -> list[Token] | None:
        """What Markdown makes of it; nothing when it is to be shown as it was typed."""
        source = self.source
        marks = sum(map(source.count, "*_`|~&"))
        if len(source) > LONGEST_POST or source.count("[") > MOST_BRACKETS or marks > MOST_MARKS:
            return None
        try:
            tokens = _writer.parse(source)
        except (RecursionError, ValueError, IndexError):
            return None  # as it was typed, rather than not at all
        return None if words_of_source(source) - set(words_of(tokens)) else tokens

    def html(self, files: Mapping[str, PostFile] | None = None, people: Mapping[int, str] | None = None) -> str:
        """Safe to show. ``files`` by their number in letters, ``people`` (their names) by theirs: no other is shown."""
        if self.tokens is None:
            return as_typed(self.source)
        dressed = [dress(token, files or {}, people or {}) for token in self.tokens]
        made = _writer.renderer.render(dressed, _writer.options, {})
        if len(made) > HEAVIEST:
            return as_typed(self.source)
        return nh3.clean(
            made,
            tags=TAGS,
            attributes=ATTRIBUTES,
            allowed_classes=CLASSES,
            url_schemes=SCHEMES,
            link_rel="nofollow noopener ugc",
        )

    @cached_property
    def plain(self) -> str:
        """Its words on lines, without any sign of Markdown, without what it quotes when it says something itself."""
        if self.tokens is None:
            return self.source
        return "\n".join(lines_of(self.tokens, quotes=False)) or "\n".join(lines_of(self.tokens, quotes=True))

    @cached_property
    def named(self) -> list[int]:
        """The numbers of the members it mentions, once each."""
        lines = [token.children for token in self.tokens or [] if token.children]
        after = [target_of(token) for line in lines for at, token in pairwise(line) if at.content.endswith("@")]
        found = [int(match[1]) for match in map(MENTION.fullmatch, after) if match]
        return list(dict.fromkeys(found))[:MOST_MENTIONS]

    @cached_property
    def files(self) -> list[str]:
        """The numbers of the files it shows, in letters."""
        return list(dict.fromkeys(match[1] for match in map(OWN.fullmatch, self._targets) if match))

    @cached_property
    def links(self) -> list[str]:
        """The addresses it leads to, elsewhere than the site."""
        return [found for target in self._targets if (found := safe_address(target)).startswith("http")]

    @cached_property
    def _targets(self) -> list[str]:
        if self.tokens is None:
            return ADDRESS.findall(self.source)
        return [target_of(token) for token in flat(self.tokens) if token.type in {"link_open", "image"}]


def render(source: str, *, files: Mapping[str, PostFile] | None = None, people: Mapping[int, str] | None = None) -> str:
    """The HTML of a message."""
    return Text(source).html(files, people)


def excerpt(source: str, longest: int = 200) -> str:
    """The first words of a message, on one line: a letter, a list."""
    words = " ".join(Text(source).plain.split())
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0][: longest - 1].rstrip() + "…"


def as_typed(source: str) -> str:
    """The text as it was typed, its lines kept."""
    return f'<p class="post-as-typed">{"<br>".join(escape(line) for line in source.split(chr(10)))}</p>'


# -- Reading what Markdown made ---------------------------------------------------------------------------------------


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def target_of(token: Token) -> str:
    return str(token.attrGet("href") or token.attrGet("src") or "")


def words_of_source(source: str) -> set[str]:
    """The words that must be found again; addresses are rewritten, and have none."""
    return set(WORD.findall(unescape(ADDRESS.sub(" ", source)).casefold()))


def words_of(tokens: list[Token]) -> Iterator[str]:
    for token in flat(tokens):
        if token.type == "inline":
            continue
        said = [token.content, token.info, unquote(target_of(token)), str(token.attrGet("title") or "")]
        yield from WORD.findall(" ".join(said).casefold())


def lines_of(tokens: list[Token], *, quotes: bool) -> Iterator[str]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and not quotes:
            continue
        if token.type == "fence":
            yield token.content.strip()
        elif token.type == "inline" and (line := said(token.children)):
            yield line


def said(children: list[Token]) -> str:
    pieces = ("\n" if token.type in {"softbreak", "hardbreak"} else token.content for token in children)
    return "".join(pieces).strip()


# -- Writing it again, so that it leads and shows nothing it should not -----------------------------------------------


def dress(token: Token, files, people) -> Token:
    """A token as it is shown; the one that was read stays as it is."""
    if token.type in {"heading_open", "heading_close"}:
        return token.copy(tag=f"h{min(int(token.tag[1]) + 2, 6)}")  # under the titles of the page
    if token.type == "fence":
        return token.copy(info="", content="\n".join(filter(None, [token.info.strip(), token.content])))
    return token.copy(children=dress_line(token.children, files, people)) if token.children else token


def dress_line(children: list[Token], files, people) -> list[Token]:
    line: list[Token] = []
    opened = -1  # where the link begins that is not closed yet; links hold no links
    for token in children:
        if token.type == "image":
            line += picture(token, files, in_link=opened >= 0)
        elif token.type == "link_close":
            names = people if opened and line[opened - 1].content.endswith("@") else {}
            line[opened:] = link(line[opened], line[opened + 1 :], token, files, names)
            opened = -1
        else:
            opened = len(line) if token.type == "link_open" else opened
            line.append(token)
    return line


def link(opened: Token, inside: list[Token], closed: Token, files, people) -> list[Token]:
    target = target_of(opened)
    if (match := MENTION.fullmatch(target)) and int(match[1]) in people:
        return [html_token(f'<span class="mention">{escape(people[int(match[1])])}</span>')]
    match = OWN.fullmatch(target)
    address = (files[match[1]].get_absolute_url() if match[1] in files else "") if match else safe_address(target)
    if not address:
        is_ours = match or MENTION.fullmatch(target) or said(inside) == target
        return inside if is_ours else [*inside, text_token(f" ({unquote(target)})")]
    return [opened.copy(attrs={"href": address}), *inside, closed, *([] if match else true_host(address, said(inside)))]


def picture(token: Token, files, *, in_link: bool) -> list[Token]:
    """Ours is shown; anybody else’s is a link: to show it would tell them who reads."""
    target, words = target_of(token), token.content
    if match := OWN.fullmatch(target):
        file = files.get(match[1])
        if file and file.is_picture:
            words = file.alt if words in {"", file.name} and file.alt else words
            size = f' width="{file.width}" height="{file.height}"'
            return [
                html_token(f'<img src="{escape(file.get_absolute_url())}" alt="{escape(words)}"{size} loading="lazy">')
            ]
        return [text_token(words)]
    opened, closed = Token("link_open", "a", 1, attrs={"href": target}), Token("link_close", "a", -1)
    inside = [text_token(words or unquote(target))]
    return inside if in_link else link(opened, inside, closed, files, {})


def safe_address(target: str) -> str:
    """Where a link may lead; nothing when it may not."""
    try:
        parts = urlsplit(target)
        host = parts.hostname
    except ValueError:
        return ""
    if target.startswith("//"):
        return f"https:{target}" if host else ""
    if target.startswith("/") or parts.scheme in {"mailto", "tel"}:
        return target
    if parts.scheme in {"http", "https"}:
        return target if host else ""
    return f"https://{target}" if BARE.fullmatch(target) else ""


def true_host(address: str, words: str) -> list[Token]:
    """Where it really leads, said after words that look like another address, or that other letters imitate."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        read = host.encode().decode("idna")
    except UnicodeError:
        read = host
    words = words.strip().casefold()
    seems = urlsplit(words if "://" in words else f"//{words}").hostname if looks_like_address(words) else None
    same = seems is None or seems.removeprefix("www.") in {host.removeprefix("www."), read.removeprefix("www.")}
    if not host or (same and SPELT.fullmatch(read) and "@" not in parts.netloc):
        return []
    return [html_token(f' <span class="post-host">({escape(host)})</span>')]


def looks_like_address(words: str) -> bool:
    try:
        urlsplit(words)
    except ValueError:
        return False
    return bool(re.fullmatch(r"https?://\S+", words) or (BARE.fullmatch(words) and not set(words) & set(" @")))


def text_token(words: str) -> Token:
    return Token("text", "", 0, content=words)


def html_token(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)
