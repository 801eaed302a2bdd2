"""What the forum says on the first page of the members' area."""

from collections.abc import Iterator
from itertools import zip_longest

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from members.forum.models import BoardFollow, Level, Topic
from members.forum.services import lists, notices
from millecafes.core.languages import FIRST
from millecafes.core.search.analyser import fold, positions
from millecafes.people.models import Theme
from millecafes.people.portal import Line

MOST_QUESTIONS, LOOKED_AT = 3, 30
# How a title, or a tag, speaks of what a member says she may help with. Tags are looked up by how they begin.
WORDS = {
    Theme.FUNDING: "financement financer subvention aide mécénat dotation cagnotte emprunt",
    Theme.RECRUITING: "recruter recrutement gérance gérant candidat salarié embauche",
    Theme.ACTIVITIES: "animer animation concert spectacle atelier soirée culture musique",
    Theme.LICENCE: "licence débit alcool sécurité assurance permis réglementation",
    Theme.WORKS: "travaux local locaux bâtiment chantier rénovation énergie chauffage accessibilité",
    Theme.VOLUNTEERS: "bénévole bénévolat association associatif adhérent",
    Theme.SERVICES: "épicerie poste service multiservice dépôt pain livraison",
    Theme.ACCOUNTS: "compte comptabilité gestion budget tarif prix loyer caisse trésorerie",
}


def latest(user, access) -> Iterator[Line]:
    """What one was told of and, in turn, questions of the others that nobody answered: two questions, and boards."""
    both = zip_longest(notices.latest(user, access), questions(user))
    return (line for lines in both for line in lines if line is not None)


def questions(user) -> Iterator[Line]:
    """Those near what she says she may help with come first, then the latest of all, but for what she ignores."""
    member = getattr(user, "member", None)
    words = [word for theme in WORDS if member and theme in member.themes for word in WORDS[theme].split()]
    ignored = BoardFollow.objects.filter(person=user, level=Level.IGNORE).order_by().values("board")
    waiting = lists.unanswered(user).exclude(author=user).exclude(board__in=ignored)
    waiting = waiting.filter(Q(level=None) | Q(level__gt=Level.IGNORE)).order_by("-created_at", "-pk")
    found = list(waiting.annotate(is_near=Exists(tagged(words)))[:LOOKED_AT])
    terms = terms_in(" ".join(words))
    for topic in found:
        topic.is_near |= not terms.isdisjoint(terms_in(topic.title))
    for topic in sorted(found, key=lambda topic: not topic.is_near)[:MOST_QUESTIONS]:
        near, far = _("Question sans réponse, près de vos thèmes"), _("Question sans réponse dans le forum")
        yield Line(topic.title, topic.get_absolute_url(), near if topic.is_near else far, topic.created_at)


def tagged(words: list[str]):
    """The tags of the topic that begin as one of these words."""
    begun = Q(pk__in=[])
    for word in words:
        begun |= Q(tag__slug__startswith=fold(word))
    return Topic.tags.through.objects.filter(begun, topic=OuterRef("pk"))


def terms_in(text: str) -> set[str]:
    return set().union(*positions(text, FIRST))
