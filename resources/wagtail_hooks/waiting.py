"""What the library leaves on the first screen of the back office."""

from django.urls import reverse
from django.utils.translation import ngettext
from wagtail import hooks

from millecafes.core.desk import WAITING, Waiting, drafts_of, sent_back_to, to_review
from resources.models import Replay, Resource, Toolkit
from resources.permissions import CHANGE


@hooks.register(WAITING)
def library_waiting(request):
    """What reviewing, writing and time have left on this desk."""
    user = request.user
    if not user.has_perm(CHANGE):
        return
    count = sum(to_review(user, model).count() for model in (Resource, Toolkit, Replay))
    words = ngettext(
        "%(count)d page de la bibliothèque attend votre relecture.",
        "%(count)d pages de la bibliothèque attendent votre relecture.",
        count,
    )
    yield Waiting(count, words, "#awaiting-review-section")
    count = sum(sent_back_to(user, model).count() for model in (Resource, Toolkit, Replay))
    words = ngettext(
        "%(count)d de vos pages de la bibliothèque est revenue de relecture avec des remarques.",
        "%(count)d de vos pages de la bibliothèque sont revenues de relecture avec des remarques.",
        count,
    )
    yield Waiting(count, words, "#objects-in-workflow-section")
    drafts = drafts_of(user, Resource)
    count, edit = drafts.count(), Resource.snippet_viewset.get_url_name("edit")
    words = ngettext(
        "%(count)d de vos ressources n’est pas encore soumise à relecture.",
        "%(count)d de vos ressources ne sont pas encore soumises à relecture.",
        count,
    )
    latest = drafts.order_by("-latest_revision__created_at", "-pk")[:5]
    yield Waiting(count, words, first=[(one.title, reverse(edit, args=[one.pk])) for one in latest])
    count = Resource.objects.originals().filter(live=True).stale().count()
    words = ngettext(
        "%(count)d ressource n’a pas été relue depuis dix-huit mois.",
        "%(count)d ressources n’ont pas été relues depuis dix-huit mois.",
        count,
    )
    yield Waiting(count, words, reverse("library_report"))
    count = Resource.objects.originals().filter(live=True).with_dead_link().count()
    words = ngettext(
        "%(count)d lien de la bibliothèque ne répond plus.",
        "%(count)d liens de la bibliothèque ne répondent plus.",
        count,
    )
    yield Waiting(count, words, f"{reverse('library_report')}?vue=liens-morts")
