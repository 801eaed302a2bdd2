"""The latest posts as an Atom feed, at a secret address: what its owner may read at each fetch, and nothing more."""

import re

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.forum.models import FeedToken, Level, Post, Reading, State
from members.forum.models.feeds import new_token
from members.forum.permissions import boards_of, in_boards_of
from members.forum.services.lists import follows_of
from members.forum.services.telling import name_of
from millecafes.people.models import User
from millecafes.people.permissions import access_of

MOST = 40
ATTRIBUTES = r'((?: [\w-]+="[^"]*")*)'
PICTURE, SOURCE = re.compile(rf"<img{ATTRIBUTES} ?/?>"), re.compile(r' (src|alt)="([^"]*)"')
LINK, OWN = re.compile(rf"<a{ATTRIBUTES}>"), re.compile(r' href="(/(?!/)[^"]*)"')


def reader_of(token: str) -> User | None:
    """Whose feed this is, while she is a member."""
    known = FeedToken.objects.filter(token=token, person__is_active=True).select_related("person__member").first()
    return known.person if known and access_of(known.person).may_enter else None


def posts_for(person: User, *, followed: bool) -> list[Post]:
    """The latest of the boards she reads, but for the boards and topics she ignores; or of the topics she follows."""
    posts = Post.objects.shown().filter(in_boards_of(person, "topic__board"), topic__state=State.VISIBLE)
    own = Reading.objects.filter(person=person)
    if followed:
        posts = posts.filter(topic__in=own.filter(level=Level.FOLLOW).values("topic"))
    else:
        ignored = [pk for pk, follow in follows_of(person).items() if follow.level == Level.IGNORE]
        posts = posts.exclude(topic__in=own.filter(level=Level.IGNORE).values("topic")).exclude(
            topic__board__in=ignored
        )
    return list(posts.select_related("topic", "author").order_by("-pk")[:MOST])


def feed_of(person: User, path: str, *, followed: bool) -> str:
    """In the language of the address."""
    boards = boards_of(person)
    home, own = (settings.SITE_URL + address for address in (reverse("forum:index"), path))
    title = _("Forum des 1000 cafés : ce que vous suivez") if followed else _("Forum des 1000 cafés")
    feed = Atom1Feed(title, home, title, language=get_language(), feed_url=own, feed_guid=f"{home}#{person.pk}")
    for post in posts_for(person, followed=followed):
        link = settings.SITE_URL + post.get_absolute_url()
        feed.add_item(
            title=post.topic.title,
            link=link,
            description=elsewhere(post.body_html),
            unique_id=link,
            author_name=name_of(post),
            pubdate=post.created_at,
            updateddate=post.edited_at or post.created_at,
            categories=[boards.of(post.topic).shown_name],
        )
    return feed.writeString("utf-8")


def elsewhere(html: str) -> str:
    """The words as they are read out of the site: whole addresses, and links to pictures, which ask for a sign-in."""
    return LINK.sub(lambda found: OWN.sub(rf' href="{settings.SITE_URL}\1"', found[0]), PICTURE.sub(link_to, html))


def link_to(picture: re.Match) -> str:
    said = dict(SOURCE.findall(picture[1]))
    words = said.get("alt") or escape(_("Image"))
    return f'<a href="{said["src"]}">{words}</a>' if "src" in said else words


def address_of(person: User) -> str:
    """The address of her feed, in full, if she asked for one."""
    token = FeedToken.objects.filter(person=person).values_list("token", flat=True).first()
    return settings.SITE_URL + reverse("forum:feed", args=[token]) if token else ""


@transaction.atomic
def renew(person: User) -> None:
    """A first address, or a new one: the former opens nothing any more."""
    FeedToken.objects.update_or_create(person=person, defaults={"token": new_token()})


def revoke(person: User) -> None:
    FeedToken.objects.filter(person=person).delete()
