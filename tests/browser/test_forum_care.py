"""What is reported in the forum, what a moderator does of it, and what is owed to each page there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forum import ASKED, FORUM, FULL, SOUP, laid, message, send
from tests.conftest import DESK, PHONE
from tools.looks import SHARP, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

# So many posts in the last hour that the next one is refused.
TOO_MUCH = f"""{SOUP}
for number in range(20):
    make_reply(soup, author=mayor, body=f"Encore un bol, le {{number}}.")
"""
HEAVIEST = 25 * 1024  # bytes, of a full page of a topic as it travels


# -- Moderation -------------------------------------------------------------------------------------------------------


def test_what_a_member_reports_is_hidden_with_a_reason_and_given_back(site, phone_of, mailbox):
    topic = laid(site, SOUP, "soup.pk")[0]
    holder, moderator, author = (phone_of(f"{box}@example.org") for box in ("porteur", "reseau", "gerante"))

    holder.goto(f"{FORUM}sujet/{topic}/")
    holder.locator("#m2").get_by_role("link", name="Signaler").click()
    holder.get_by_label("Publicité").check()
    holder.get_by_label("Précisions").fill("C’est une réclame.")
    holder.get_by_role("button", name="Envoyer à l’équipe").click()
    expect(holder.get_by_role("main")).to_contain_text("Merci : l’équipe lira ce message.")
    assert holder.goto(f"{FORUM}moderation/").status == 404

    moderator.goto("/espace/")
    moderator.get_by_role("main").get_by_role("link", name=re.compile("messages? du forum")).click()
    reported = moderator.locator(".waiting", has_text="C’est une réclame.")
    expect(reported).to_contain_text("Publicité")
    reported.get_by_role("link", name="Lire et décider").click()
    moderator.get_by_label("Masquer le message", exact=True).check()
    moderator.get_by_role("button", name="Décider").click()
    expect(moderator.get_by_role("main")).to_contain_text("Écrivez la raison")
    moderator.get_by_label("La raison, que lira qui l’a écrit").fill("Pas de réclame entre nous.")
    moderator.get_by_role("button", name="Décider").click()
    expect(moderator.get_by_role("main")).to_contain_text(
        "Le message est masqué ; un courriel dit pourquoi à qui l’a écrit."
    )

    for page in (author, holder):
        page.goto(f"{FORUM}sujet/{topic}/")
        expect(page.get_by_role("main")).not_to_contain_text("à prix libre")
    expect(author.get_by_role("main")).to_contain_text("L’équipe a retiré votre message 2.")
    expect(author.get_by_role("main")).to_contain_text("Pas de réclame entre nous.")
    expect(holder.get_by_role("main")).to_contain_text("Le message 2 a été retiré.")
    expect(holder.get_by_role("main")).not_to_contain_text("Pas de réclame entre nous.")
    letter = mailbox("gerante@example.org")[0]
    assert "Pas de réclame entre nous." in letter
    assert "à prix libre" in letter

    moderator.get_by_role("link", name="le message").first.click()
    moderator.get_by_label("Rétablir le message").check()
    moderator.get_by_role("button", name="Décider").click()
    author.reload()
    expect(author.locator("#m2")).to_contain_text("à prix libre")
    assert "de nouveau visible" in mailbox("gerante@example.org")[0].replace("\u00a0", " ")


# -- Owed to every page -----------------------------------------------------------------------------------------------


def faults_of(page, axe) -> list[str]:
    return axe(page, **SHARP) + page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_everybody_can_use_the_pages_of_the_forum(site, open_browser, sign_in, axe, size):
    topic, first = laid(site, FULL, "full.pk", "first.pk")
    laid(site, SOUP + "Report.objects.create(post=answer, reporter=holder, reason='spam', text='Réclame', copy='')")
    mayor, moderator = (sign_in(open_browser.window(size), f"{box}@example.org") for box in ("elue", "reseau"))
    read = ["", "recents/", "espaces/grande-table/", f"sujet/{topic}/", f"sujet/{topic}/repondre/?citer={first}"]
    read += ["nouveau/", f"message/{first}/modifier/", f"message/{first}/historique/", f"message/{first}/supprimer/"]
    read += ["recherche/", "recherche/?q=soupe", "recherche/?q=helicoptere", "avis/", "reglages/", "brouillons/"]
    read += [f"sujet/{topic}/imprimer/", f"message/{first + 2}/signaler/"]
    moderated = ["moderation/", f"message/{first}/moderer/", f"sujet/{topic}/", f"sujet/{topic}/gerer/"]

    found = {}
    for page, addresses in ((mayor, read), (moderator, moderated)):
        for address in addresses:
            assert page.goto(FORUM + address).status == 200
            found[address, page is moderator] = faults_of(page, axe)

    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_everybody_can_use_what_answers_a_text_that_is_not_sent(site, open_browser, sign_in, axe, size):
    topic, first = laid(site, SOUP, "soup.pk", "soup.posts.get(number=1).pk")
    mayor = sign_in(open_browser.window(size), "elue@example.org")
    mended = f"""
post = Post.objects.select_related("topic").get(pk={first})
changing.edit(post, post.author, changing.Edit("Qui en sert ?", post.version))
"""
    closed = f"Topic.objects.filter(pk={topic}).update(is_locked=True)"
    places = [(f"message/{first}/modifier/", mended, 409), (f"sujet/{topic}/repondre/", closed, 409)]

    found = {}
    for address, meanwhile, status in places:
        mayor.goto(FORUM + address)
        message(mayor).fill("Deux bols, à prix libre.")
        laid(site, meanwhile)
        with mayor.expect_response(
            lambda answer: answer.request.method == "POST" and "garder" not in answer.url
        ) as got:
            send(mayor)
        assert got.value.status == status
        found[address] = faults_of(mayor, axe)

    mayor.goto(f"{FORUM}nouveau/")
    laid(site, TOO_MUCH)
    for name, words in (("Titre", "Encore une question"), ("Votre message", "Qui en sert ?")):
        mayor.get_by_label(name, exact=True).fill(words)
    mayor.get_by_label("Dans quel espace ?").select_option("La grande table")
    found["too fast", 429] = refused(mayor, "Envoyer", 429) + faults_of(mayor, axe)
    [running] = laid(site, ASKED, "running.pk")
    mayor.goto(f"{FORUM}sujet/{running}/")
    found["no voice", 422] = refused(mayor, "Donner ma voix", 422) + faults_of(mayor, axe)

    assert {address: faults for address, faults in found.items() if faults} == {}
    expected = re.compile("409|422|429")
    open_browser.faults[:] = [fault for fault in open_browser.faults if not expected.search(fault)]


def refused(page, button: str, status: int) -> list[int]:
    """Press it, and stay on the page that says why: nothing, or what was answered in its place."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and "garder" not in answer.url) as got:
        page.get_by_role("button", name=button, exact=True).click()
    return [] if got.value.status == status else [got.value.status]


def test_a_full_page_of_a_topic_is_light(site, phone_of):
    topic = laid(site, FULL, "full.pk")[0]
    page = phone_of("gerante@example.org")

    answer = page.goto(f"{FORUM}sujet/{topic}/")

    assert page.locator("article.note").count() == 20
    assert answer.request.sizes()["responseBodySize"] <= HEAVIEST
