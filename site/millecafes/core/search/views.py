"""The page of the search, and the suggestions of its field."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from millecafes.core.search.query import Query, Search


@require_safe
def search(request):
    found = asked(request).results(request.GET.get("type", ""), request.GET.get("page", ""))
    return render(request, "core/search/search.html", {"query": found.query, "found": found})


@require_safe
def suggestions(request):
    return JsonResponse({"suggestions": asked(request).suggestions()})


def asked(request) -> Search:
    return Search(Query(request.GET.get("q", ""), get_language()), request.user)
