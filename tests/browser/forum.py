"""What the journeys through the forum find there, by people of the demo; and what they all do."""

import json
import re

from playwright.sync_api import expect

FORUM = "/espace/forum/"

PREPARE = """
import json
from datetime import timedelta
from django.db.models import F
from members.forum.models import Board, Draft, Post, PostRevision, Report, State, Topic
from members.forum.services import changing
from millecafes.people.models import User
from tests.forum.factories import make_board, make_reply, make_topic

mayor, manager, holder, moderator = (
    User.objects.get(email=f"{box}@example.org") for box in ("elue", "gerante", "porteur", "reseau")
)

def board(slug, name, audiences):
    found = Board.objects.filter(slug=slug).first()
    return found or make_board(slug=slug, name=name, name_en=name, audiences=audiences)

everybody = board("grande-table", "La grande table", ["members"])
elected = board("table-des-elus", "La table des élus", ["elected"])

# Days go by between two journeys: nobody writes too fast, nor the same again, and nothing is left unfinished.
Draft.objects.all().delete()
Report.objects.all().delete()
Post.objects.update(created_at=F("created_at") - timedelta(days=2))
PostRevision.objects.update(created_at=F("created_at") - timedelta(days=2))
"""


# Nor does anybody write twice in a few seconds, which a quick machine would do.
LATER = """
for written in (Post, PostRevision):
    written.objects.update(created_at=F("created_at") - timedelta(minutes=10))
"""


def laid(site, what: str = "", *told: str) -> list:
    """Run this among the people and the boards above, and give what these expressions are worth then."""
    script = f"{PREPARE}{what}\n{LATER}\nprint(json.dumps([{', '.join(told)}]))"
    said = site.manage("shell", "--no-imports", "-c", script)
    return json.loads(said.splitlines()[-1])


SOUP = """
soup = make_topic(everybody, author=mayor, title="La soupe du jeudi", body="Qui en sert une ? **À quel prix ?**")
answer = make_reply(soup, author=manager, body="Nous, à prix libre : la salle est pleine.")
"""
LICENCE = """
licence = make_topic(everybody, author=manager, title="Reprendre la licence IV d’un café fermé", body="Comment faire ?")
"""
SECRET = """
secret = make_topic(elected, author=mayor, title="Le loyer du local communal", body="Combien demandez-vous au gérant ?")
"""
# As many posts as a page has, each as long as people write.
FULL = """
words = "le four banal est rallumé chaque vendredi et le comptoir reste ouvert au soir pour les gens du bourg".split()
full = make_topic(everybody, author=mayor, title="Vos horaires d’hiver", tags=["horaires", "hiver"])
for number in range(19):
    said = " ".join(words[(number * step + step) % len(words)] for step in range(1, 61))
    writer = (mayor, manager, holder)[number % 3]
    make_reply(full, author=writer, body=f"{number} jours. {said}.\\n\\n- {said[:40]}\\n- [lien](https://cafe-{number}.example.org/)")
first = full.posts.get(number=1)
Post.objects.filter(pk=first.pk).update(created_at=F("created_at") - timedelta(hours=1))
changed = changing.Edit("Ouvrez-vous le dimanche, et à quelle heure ?", first.version, reason="Précisé")
changing.edit(Post.objects.get(pk=first.pk), mayor, changed)
"""
# A position is asked about; some have answered; another one was closed yesterday.
ASKED = """
from django.utils import timezone
from members.forum.models import Poll, Vote
from members.forum.services import consulting, writing
from unittest.mock import patch

def consultation(title, question):
    asked = consulting.Question(question, ["Oui", "Non", "Ne sait pas"], timezone.now() + timedelta(days=9))
    with patch("members.forum.services.limits.check_pace"):
        post = consulting.open_consultation(
            writing.Sent(moderator, f"Voici la position. {title}"), board=everybody, title=title, question=asked
        )
    return post.topic

running = consultation("La licence pour tous", "Porter cette position ?")
closed = consultation("Le dimanche matin", "Demander une dérogation ?")
consulting.vote(closed.poll, mayor, closed.poll.choices.first(), shows_name=True)
Poll.objects.filter(topic=closed).update(closes_at=timezone.now() - timedelta(days=1))
"""


def state_of(page):
    """What the page says of the text being written."""
    return page.get_by_role("main").locator("[data-state]")


def message(page):
    return page.get_by_label("Votre message", exact=True)


def send(page):
    page.get_by_role("button", name="Envoyer", exact=True).click()


def arrives_at(page, number):
    """At this post, whose address can be given as it is."""
    expect(page).to_have_url(re.compile(rf"/espace/forum/sujet/\d+/#m{number}$"))
    expect(page.locator(f"#m{number}")).to_be_in_viewport()


def number_in(page) -> str:
    """Of the topic that is being read."""
    return re.search(r"/sujet/(\d+)/", page.url)[1]
