"""What both forums say in « make rivalbench », and the laying of it in Misago: run this with Misago's Python.

It migrates the database, lays 20 members and a topic of 200 posts through Misago's own services, signs an ordinary
member in, and prints the two variables that « make rivalbench » asks for. ``RIVAL_SITE`` is where Misago is served.
"""

import os
import sys
from collections.abc import Iterator

TITLE = "Comment faire vivre un café de village toute l’année"
POSTS, AUTHORS = 200, 20
SAID = """\
Chez nous la salle est pleine le vendredi soir et presque vide le mardi matin.
Nous avons commencé par écouter les habitants, porte après porte, pendant deux mois.
Le conseil municipal a voté les travaux après une réunion publique qui a duré trois heures.
La licence nous a pris plus de temps que le comptoir, les tables et la cuisine réunis.
Un repas partagé par mois suffit à faire venir ceux que l’on ne voit jamais.
Les colis et le pain amènent du monde, les conversations font qu’il reste.
Je note chaque semaine ce qui se vend, et je commande un peu moins que ce que je crois.
Le chauffage est notre première dépense, bien avant les boissons.
Une commune voisine prête sa sono et sa scène quand nous accueillons un concert.
Pour le bail, faites relire chaque ligne, surtout celles qui parlent des charges.
Deux bénévoles tiennent le bar quand la gérante prend sa semaine de repos.
Nous avons refait la terrasse nous-mêmes, avec des planches données par la scierie.
Le jeudi, les anciens jouent aux cartes et les enfants font leurs devoirs à côté.
Personne n’a cru au marché du soir avant d’en voir le premier.
Il vaut mieux ouvrir moins d’heures et les tenir toutes.
La presse locale est venue deux fois, et cela s’est vu dans la caisse.
Un tableau à la craie devant la porte vaut toutes les affiches.
Nous demandons à chacun ce qu’il sait faire avant de lui demander de l’argent.
La subvention est arrivée un an après la facture, prévoyez-le.
Les randonneurs s’arrêtent si l’on voit de la route que c’est ouvert.
""".splitlines()


def bodies() -> Iterator[str]:
    """Posts of a hundred words or so, in Markdown as members write it; no two are the same."""
    for n in range(POSTS):
        said = [SAID[(n * 7 + step * (1 + n % 3)) % len(SAID)] for step in range(7)]
        ways = (
            f"{said[0]} **{said[1]}** {said[2]}\n\n- {said[3]}\n- {said[4]}\n- {said[5]}\n\n{said[6]}",
            f"> {said[0]}\n\n{said[1]} {said[2]} *{said[3]}*\n\n{said[4]} {said[5]} {said[6]}",
            f"{said[0]} {said[1]} {said[2]}\n\n{said[3]} [Notre budget](https://example.org/budget/{n}) : {said[4]}\n\n"
            f"{said[5]} {said[6]}",
            f"{said[0]} {said[1]}\n\n1. {said[2]}\n2. {said[3]}\n\n{said[4]} {said[5]} {said[6]}",
        )
        yield f"{ways[n % len(ways)]} C’est la {n + 1}e fois que j’en parle, et je réponds volontiers aux questions."


def main():
    """Of Misago only: no name below is one of ours."""
    sys.path.insert(0, os.getcwd())
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.rival_settings"
    import django
    from django.core.management import call_command
    from django.urls import reverse

    django.setup()
    call_command("migrate", verbosity=0)
    reader, *authors = [make_member(n) for n in range(AUTHORS + 1)]
    thread = lay(authors)
    path = reverse("misago:thread", kwargs={"slug": thread.slug, "thread_id": thread.pk})
    print(f"RIVAL={os.environ['RIVAL_SITE'].rstrip('/')}{path} RIVAL_COOKIE={sign_in(reader)}")


def make_member(number: int):
    """As somebody who has just joined, portrait included."""
    from misago.cache.versions import get_cache_versions
    from misago.conf.dynamicsettings import DynamicSettings
    from misago.users.models import User
    from misago.users.setupnewuser import setup_new_user

    if known := User.objects.filter(slug=f"membre{number}").first():
        return known
    user = User.objects.create_user(f"membre{number}", f"membre{number}@example.org")
    setup_new_user(DynamicSettings(get_cache_versions()), user)
    return user


def lay(authors: list):
    """Once, in the category that a new Misago has, in the way of its views."""
    from misago.categories.models import Category
    from misago.parser.parse import parse
    from misago.posting.state import get_thread_reply_state, get_thread_start_state
    from misago.threads.models import Thread

    if known := Thread.objects.filter(title=TITLE, replies=POSTS - 1).first():
        return known
    category, thread = Category.objects.get(slug="first-category"), None
    for n, body in enumerate(bodies()):
        request = request_of(authors[n % len(authors)])
        if thread:
            state = get_thread_reply_state(request, thread)
        else:
            state = get_thread_start_state(request, category)
            state.set_thread_title(TITLE)
        state.set_post_message(parse(body))
        state.save()
        thread = state.thread
        thread.refresh_from_db()
    return thread


def request_of(user):
    from django.test import RequestFactory
    from misago.cache.versions import get_cache_versions
    from misago.conf.dynamicsettings import DynamicSettings
    from misago.permissions.proxy import UserPermissionsProxy

    request, versions = RequestFactory().post("/"), get_cache_versions()
    request.cache_versions, request.settings = versions, DynamicSettings(versions)
    request.user, request.user_permissions = user, UserPermissionsProxy(user, versions)
    return request


def sign_in(user) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


if __name__ == "__main__":
    main()
