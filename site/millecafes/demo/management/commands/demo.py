from collections import Counter

from django.conf import settings
from django.core.management.base import BaseCommand

from millecafes.core.pictures import make_copies
from millecafes.core.sites import point_site
from millecafes.demo.accounts import add_accounts
from millecafes.demo.agenda import add_agenda
from millecafes.demo.builder import build
from millecafes.demo.claims import add_claims
from millecafes.demo.crowd import add_crowd
from millecafes.demo.desks import add_work
from millecafes.demo.english import add_english, add_library_english
from millecafes.demo.forum import add_forum
from millecafes.demo.forum_crowd import add_posts
from millecafes.demo.library import add_library
from millecafes.demo.members import add_members
from millecafes.demo.members_crowd import add_members_crowd
from millecafes.demo.neighbours import add_neighbours
from millecafes.demo.positions import add_support
from millecafes.demo.press import add_press
from millecafes.demo.programme import add_programme
from millecafes.demo.register import add_register
from millecafes.demo.replays import add_replay
from millecafes.demo.rules import add_rules
from millecafes.demo.tours import add_tours
from millecafes.demo.village_cafes import add_village_cafes

LONGEST_ON_PICTURES = 60  # seconds; the worker makes what would be left


class Command(BaseCommand):
    """Fills the site with its demo content; run again, it only adds what is missing."""

    help = "Remplit le site avec le contenu de démonstration ; recommencer n’écrase rien."

    def add_arguments(self, parser):
        parser.add_argument("--cafes", type=int, default=0, metavar="N", help="des cafés inventés sur la carte")
        parser.add_argument("--members", type=int, default=0, metavar="N", help="des membres inventés dans l’annuaire")
        parser.add_argument("--posts", type=int, default=0, metavar="N", help="des messages inventés dans le forum")

    def handle(self, **options):
        made, told, site_moved = fill(options["cafes"], options["members"], options["posts"])
        for name, count in sorted(made.items()):
            self.stdout.write(f"{name}\u00a0: {count}")
        for name, count in told.items():
            if count:
                self.stdout.write(f"{name}\u00a0: {count}")
        if site_moved:
            self.stdout.write(f"adresse du site\u00a0: {settings.SITE_URL}")
        if not any([made, site_moved, *told.values()]):
            self.stdout.write("Rien à faire\u00a0: le contenu de démonstration est déjà là.")
        elif not settings.DEMO:
            self.stdout.write("Pas de compte créé\u00a0: ce site n’est pas une démonstration (DEMO=1).")


def fill(cafes: int, members: int, posts: int) -> tuple[Counter, dict[str, int], bool]:
    """Lay all of it, in the order in which one thing needs another: pages made, the rest, whether the site moved."""
    communes = add_register()
    made = build() + add_english()
    known_cafes = add_village_cafes()
    site_moved = point_site()
    people = add_accounts()
    roles = add_members()
    neighbours = add_neighbours()
    events = add_agenda()
    claims = add_claims()
    offers = add_programme()
    tours = add_tours()
    replays = add_replay()
    shelves = add_library()
    translated = add_library_english()
    talk = add_forum()
    pictures = make_copies(LONGEST_ON_PICTURES)
    work = add_work()
    crowd = add_crowd(cafes)
    rules = add_rules()
    told = {
        "communes du répertoire": communes,
        "cafés": known_cafes,
        "comptes de démonstration": people,
        "rôles des membres de démonstration": roles,
        "membres inventés de l’annuaire": neighbours,
        "événements de l’agenda": events,
        "demandes de remboursement": claims,
        "offres du programme culturel": offers,
        "tournées": tours,
        "replays": replays,
        "ressources et boîtes à outils": shelves,
        "ressources et boîtes à outils en anglais": translated,
        "sujets du forum": talk,
        "soutiens de communes à une position": add_support(),
        "images prêtes à tous les formats": pictures,
        "brouillons et lettres sur les bureaux": work,
        "retombées presse inventées": add_press(),
        "cafés inventés": crowd,
        "membres inventés": add_members_crowd(members),
        "versions des règles, acceptées par tous": rules,
        "messages inventés du forum": add_posts(posts),
    }
    return made, told, site_moved
