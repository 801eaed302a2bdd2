import pytest
from pathlib import Path
from django.conf import settings
from members.forum.models import Notice, State, Tag
from members.forum.services import moderating
from tests.forum.life import make_board, make_post, make_topic
from tests.people.factories import make_elected, make_staff

pytestmark = pytest.mark.django_db


def test_shots(client):
    def named(p, name):
        p.display_name = name
        p.save()
        return p

    a, b, me, mod = (
        named(make_elected(), "Odette Exemple"),
        named(make_elected(), "Jean Fictif"),
        named(make_elected(), "Moi Même"),
        make_staff("Réseau"),
    )
    board = make_board(
        name="Travaux et locaux",
        slug="travaux",
        description="Toits, cuisines, accès : ce qu’il faut savoir avant de signer.",
    )
    make_board(name="Vie du café", slug="vie")
    t = make_topic(
        board,
        author=a,
        title="Transférer une licence IV d’une commune à l’autre",
        body="Quelqu’un a-t-il déjà **transféré** une licence IV ? La préfecture demande l’avis des deux maires.",
        kind="question",
    )
    for i in range(3):
        make_topic(
            board,
            author=b,
            title=f"Le loyer du local, comment le fixer ({i})",
            body="On nous propose un loyer de 350 euros. La licence est comprise.",
        )
    p = make_post(
        t,
        author=b,
        body="Oui, en 2024. Voyez http://service.exemple.fr et le [modèle](http://evil.example).\n\n> citation\n\n- un\n- deux",
    )
    for topic, kind, n in ((t, "reply", 3), (t, "mention", 1)):
        Notice.objects.create(person=me, kind=kind, topic=topic, post=p, actor=b, count=n)
    make_post(t, author=b, body="Gagnez au casino !", state=State.PENDING, state_reason="mot surveillé : casino")
    moderating.report(p, me, reason="rude", text="Ce n’est pas une façon de répondre.")
    moderating.warn(p, mod, reason="Restons courtois.")
    moderating.report(p, me, reason="rude", text="Encore.")
    moderating.suspend(b, mod, reason="Publicité répétée.")
    out = Path("/tmp/shots")

    def shot(name, path, person, **post):
        client.force_login(person)
        html = client.get(path).content.decode()
        root = "file://" + str(settings.ROOT / "site/millecafes/static/")
        (out / f"{name}.html").write_text(html.replace('"/static/', f'"{root}/'))

    shot("search", "/espace/forum/recherche/?q=licence&espace=travaux", me)
    shot("search_none", "/espace/forum/recherche/?q=helicoptere", me)
    shot("notices", "/espace/forum/avis/", me)
    client.force_login(me)
    client.post("/espace/forum/flux/", {"quoi": "ouvrir"})
    shot("choices", "/espace/forum/reglages/", me)
    shot("report", f"/espace/forum/message/{p.pk}/signaler/", a)
    shot("queue", "/espace/forum/moderation/", mod)
    shot("decide", f"/espace/forum/message/{p.pk}/moderer/", mod)
    shot("index", "/espace/forum/", me)
    shot("topic", t.get_absolute_url(), me)
    shot("new", "/espace/forum/nouveau/", me)
