"""What lies on the team's desks in the demo: an article to be read over, one begun, letters just received."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Workflow

from home.models import ContactMessage
from home.services import receive_message
from millecafes.core.blocks import StoryBlock
from millecafes.demo.references import key_of
from millecafes.people.groups import REVIEW
from millecafes.people.models import User
from news.models import ArticlePage, Category

WRITER = "redaction@example.org"
INDEX = "actualites"
ARTICLES = [  # name, title, summary, whether it waits for a second reader
    (
        "relecture",
        "Article d’essai : un dimanche au comptoir",
        "Ce texte est inventé : il attend la relecture, puis l’accord de la personne qui publie.",
        True,
    ),
    (
        "brouillon",
        "Article d’essai : notes pour plus tard",
        "Ce texte est inventé : personne ne le voit tant qu’il est un brouillon.",
        False,
    ),
]
LETTERS = [
    ("commune", "Camille Exemple", "Saint-Exemple", "Notre café ferme en juin. Par où commencer ?"),
    ("press", "Dominique Exemple", "", "Je prépare un sujet d’essai sur les cafés de village. À qui parler ?"),
]


@transaction.atomic
def add_work() -> int:
    """Lay it once, in a demo only; says how many things were laid."""
    if not settings.DEMO:
        return 0
    return sum(add_article(*article) for article in ARTICLES) + sum(add_letter(*letter) for letter in LETTERS)


def add_article(name: str, title: str, summary: str, waits: bool) -> bool:
    key, locale = key_of(f"desks/{name}"), Locale.objects.get(language_code="fr")
    if Page.objects.filter(translation_key=key, locale=locale).exists():
        return False
    words = StoryBlock().to_python([{"type": "paragraph", "value": f"<p>{summary}</p>"}])
    writer = User.objects.with_email(WRITER).get()
    article = ArticlePage(
        title=title, slug=name, summary=summary, category=Category.NETWORK, body=words, live=False, owner=writer
    )
    article.translation_key, article.locale = key, locale
    Page.objects.get(translation_key=key_of(INDEX), locale=locale).add_child(instance=article)
    article.save_revision(user=writer)
    if waits:
        Workflow.objects.get(name=REVIEW).start(article, writer)
    return True


def add_letter(subject: str, name: str, commune: str, message: str) -> bool:
    submission = key_of(f"desks/{subject}")
    if ContactMessage.objects.filter(submission=submission).exists():
        return False
    email = f"{name.partition(' ')[0].lower()}@example.org"
    fields = {"subject": subject, "name": name, "email": email, "commune": commune, "message": message}
    receive_message(to="equipe@example.org", submission=submission, **fields)
    return True
