"""The list of resources, one of them, its file, and what members make of it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from millecafes.core.files import send
from millecafes.core.found import page_found
from millecafes.core.models import Audience
from millecafes.core.pages import say_figures
from millecafes.core.paging import Paginator
from resources.models import Language, Phase, Replay, Resource, ResourceKind, Toolkit
from resources.services import keeping
from resources.services.choosing import Choice, Since
from resources.services.finding import replays_saying
from resources.services.sheets import cards, for_cards, language_of_words, newest_of, resource_sheet, with_files
from resources.services.telling import theme_names, told
from resources.views.doors import open_to_all, reader_of_list, thing_for

RESOURCES_A_PAGE, FIRST_TOOLKITS = 12, 3


@open_to_all
@never_cache
@require_safe
def listed(request):
    """What one may read; visitors see what is for everybody. The same number of queries for one and for thousands."""
    reader, answer = reader_of_list(request)
    if answer:
        return answer
    themes = theme_names()
    choice = Choice.asked_in(request.GET, themes, is_member=reader.is_member)
    found = choice.of(Resource.objects.readable_by(reader.access), reader.person)
    asked = request.GET.get("page")
    if choice.words:
        pages = page_found(found.only("pk"), asked, RESOURCES_A_PAGE)
    else:
        pages = Paginator(found, RESOURCES_A_PAGE).get_page(asked)
    toolkits = choice.of_toolkits(Toolkit.objects.readable_by(reader.access).defer("introduction"))
    audiences = [pair for pair in Audience.choices if pair[0] in reader.access.audiences]
    shown = {
        "choice": choice,
        "pages": pages,
        "cards": cards(rows_of(pages, reader.person)),
        "themes": [(code, name, choice.query(theme=code)) for code, name in themes.items()],
        "any_theme": choice.query(theme=""),
        "phases": Phase.choices,
        "kinds": ResourceKind.choices,
        "audiences": audiences if len(audiences) > 1 else [],
        "languages": Language.choices,
        "times": Since.choices,
        "replays": count_of_replays(reader, choice.words),
        "toolkits": told(toolkits[:FIRST_TOOLKITS]) if pages.number == 1 else [],
        "query": f"{choice.query()}&" if choice.query() else "",
        "is_member": reader.is_member,
    }
    return render(request, "resources/list.html", shown)


def count_of_replays(reader, words: str) -> int:
    """How many replays say these words: what is said in a webinar is often what one looks for here."""
    return replays_saying(Replay.objects.readable_by(reader.access), words).order_by().count() if words else 0


def rows_of(pages, person) -> list[Resource]:
    """The rows of this page: of what words found, in their order; else in that of all resources, and sorted by few."""
    if isinstance(pages.object_list, list):
        numbers = [found.pk for found in pages.object_list]
        rows = {row.pk: row for row in for_cards(Resource.objects.filter(pk__in=numbers), person)}
        return [rows[number] for number in numbers if number in rows]
    return for_cards(Resource.objects.filter(pk__in=pages.object_list.values("pk")), person)


def find_resource(slug: str):
    """As the doors ask for it."""
    resources = with_files(Resource.objects.select_related("theme", "locale"))
    return lambda access: resources.readable_by(access).filter(slug=slug).first()


@open_to_all
@never_cache
@require_safe
def resource(request, slug):
    """What it is, and the way to it; nobody notes who reads this page."""
    found, reader, answer = thing_for(request, find_resource(slug))
    if answer:
        return answer
    shown = resource_sheet(found, reader.access, reader.person)
    response = render(request, "resources/resource.html", shown)
    say_figures(response, lambda: language_of_words(shown["resource"]))
    return response


@open_to_all
@require_safe
def file(request, slug):
    """The newest version of the file, at an address that never changes."""
    found, reader, answer = thing_for(request, find_resource(slug))
    if answer:
        return answer
    version = newest_of(found)
    if version is None:
        raise Http404
    if request.method == "GET":
        keeping.count_downloads(reader.person, [found])
    stored = version.file
    return send(
        request,
        stored.name,
        storage=stored.storage,
        is_public=found.is_public,
        etag=version.sha256,
        name=version.name,
    )


@open_to_all
@require_safe
def preview(request, slug):
    """The picture of its first page, for those who may read it."""
    found, _reader, answer = thing_for(request, find_resource(slug))
    if answer:
        return answer
    version = newest_of(found)
    if version is None or not version.preview:
        raise Http404
    stored = version.preview
    return send(request, stored.name, storage=stored.storage, is_public=found.is_public, etag=stored.name)


@require_POST
def keep(request, slug):
    """Among one's favourites, or no longer."""
    found = get_object_or_404(Resource.objects.readable_by(request.access), slug=slug)
    is_kept = request.POST.get("action") != "retirer"
    keeping.keep(request.user, found, is_kept=is_kept)
    messages.success(
        request,
        _("La ressource est parmi vos favoris.") if is_kept else _("La ressource n’est plus parmi vos favoris."),
    )
    return back(request, found)


@require_POST
def judge(request, slug):
    """« Cette ressource vous a-t-elle été utile ? »"""
    found = get_object_or_404(Resource.objects.readable_by(request.access), slug=slug)
    answers = {"oui": True, "non": False, "retirer": None}
    answer = request.POST.get("avis", "")
    if answer not in answers:
        messages.error(request, _("Répondez par oui ou par non."))
        return redirect(found)
    keeping.judge(request.user, found, is_useful=answers[answer])
    if answers[answer] is not None:
        messages.success(request, _("Merci : votre réponse aide à tenir la bibliothèque."))
    return HttpResponseRedirect(f"{found.get_absolute_url()}#utile")


def back(request, found) -> HttpResponseRedirect:
    """To the list where one was, if the form says so, else to the resource."""
    page, home = request.POST.get("retour", ""), reverse("resources:list")
    is_ours = page.startswith(home) and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return redirect(page if is_ours else found.get_absolute_url())
