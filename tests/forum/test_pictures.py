"""What a picture shows is asked of whoever attaches it, and said to whoever does not see it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from members.forum.models import Post, PostFile
from members.forum.services import text
from tests.core.factories import picture_bytes, resizes_pictures
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db
SALLE = "La salle un jeudi, trente personnes attablées"


def picture(name="salle.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes())


@pytest.fixture
def answering(enter):
    """Sends an answer with these fields; gives what comes back."""
    topic = forum.make_topic()
    browser, address = enter(people.make_elected()), f"{topic.get_absolute_url()}repondre/"

    def send(**fields):
        return browser.post(address, {"body": "Voici la salle.", "action": "envoyer"} | fields)

    send.topic, send.browser = topic, browser
    return send


@resizes_pictures
def test_whoever_says_nothing_of_a_picture_is_asked_once_then_let_through(answering):
    asked = answering(upload=picture())
    file = PostFile.objects.get()

    assert asked.status_code == 200
    assert "n’est pas encore parti" in asked.content.decode()
    assert f'name="alt-{file.pk}"' in asked.content.decode()
    assert asked.context["form"]["body"].value() == "Voici la salle."
    assert not Post.objects.filter(number=2).exists()

    assert answering(files=file.pk, **{f"alt-{file.pk}": ""}).status_code == 302
    assert Post.objects.get(number=2).files.get().alt == ""


@resizes_pictures
def test_what_is_said_of_a_picture_is_read_in_its_place(answering):
    answering(upload=picture())
    file = PostFile.objects.get()
    answering(files=file.pk, **{f"alt-{file.pk}": f"  {SALLE}\u202e "})

    page = answering.browser.get(answering.topic.get_absolute_url()).content.decode()

    assert PostFile.objects.get().alt == SALLE
    assert f'alt="{SALLE}"' in page


@resizes_pictures
def test_what_the_script_asks_beside_each_picture_comes_with_it(answering):
    files = [picture("un.png"), SimpleUploadedFile("plan.pdf", b"%PDF-1.7\nUn plan."), picture("deux.png")]

    answer = answering(upload=files, upload_alt=["La cour", "", "Le four"])

    assert answer.status_code == 302
    found = PostFile.objects.order_by("pk").values_list("name", "alt")
    assert list(found) == [("un.png", "La cour"), ("plan.pdf", ""), ("deux.png", "Le four")]


@resizes_pictures
def test_a_draft_keeps_what_was_said_and_a_change_mends_it(answering):
    answering(upload=picture(), action="brouillon")
    file = PostFile.objects.get()
    answering(files=file.pk, action="brouillon", version="1", **{f"alt-{file.pk}": "La cour"})
    page = answering.browser.get(f"{answering.topic.get_absolute_url()}repondre/").content.decode()
    answering(files=file.pk, version="2")
    post = Post.objects.get(number=2)
    edit = {"body": f"![salle.png](fichier:{file.pk})", "base": 1, "files": file.pk, f"alt-{file.pk}": SALLE}
    shown_before = answering.browser.post(f"/espace/forum/message/{post.pk}/modifier/", edit | {"action": "apercu"})
    kept_before = PostFile.objects.get().alt
    answering.browser.post(f"/espace/forum/message/{post.pk}/modifier/", edit)

    assert 'value="La cour"' in page
    assert (shown_before.status_code, kept_before) == (200, "La cour")
    assert PostFile.objects.get().alt == SALLE
    assert f'alt="{SALLE}"' in Post.objects.get(pk=post.pk).body_html


def test_words_written_with_a_picture_are_kept_and_the_name_of_a_file_is_no_words():
    file = PostFile(pk=7, name="IMG_2031.jpg", alt="La cour", width=6, height=4)

    for words, said in (("IMG_2031.jpg", "La cour"), ("", "La cour"), ("Notre cour", "Notre cour")):
        assert f'alt="{said}"' in text.render(f"![{words}](fichier:7)", files={"7": file})


def test_nobody_describes_the_pictures_of_another(answering):
    theirs = forum.make_file(people.make_elected(), name="leur.png")
    PostFile.objects.update(width=6, height=4)

    answering(files=theirs.pk, **{f"alt-{theirs.pk}": "Moi"})

    assert PostFile.objects.get().alt == ""
