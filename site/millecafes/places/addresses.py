"""Where a café is read, and was."""

from django.urls import reverse
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect

from millecafes.core.languages import FIRST


def path_of(slug: str) -> str:
    """In the first language: the other ones frame it."""
    with override(FIRST):
        return reverse("cafe", args=[slug])


def keep_former_address(former: str, current: str) -> None:
    """The former address leads to the current one, and those that led there do too."""
    old, new = path_of(former), path_of(current)
    Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
    Redirect.objects.filter(old_path=Redirect.normalise_path(new)).delete()
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=None,
        defaults={"redirect_link": new, "redirect_page": None, "is_permanent": True},
    )
