"""Who reads which file: the one place that says it. Other applications add their kinds in the same way."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import BaseViewRestriction, Page, ReferenceIndex

from millecafes.core.files import FileKind
from millecafes.core.models import Document, Image
from millecafes.people.adapter import BACK_OFFICE
from millecafes.people.models import Member
from millecafes.people.permissions import access_of
from millecafes.people.profiles import faces_one_may_see


def reads_document(person, document: Document) -> bool:
    """Its audiences, its collection and its pages must all let the person through."""
    if document.audiences and not access_of(person).audiences & set(document.audiences):
        return False
    return admitted(person, document.collection.get_view_restrictions()) and reads_where_used(person, document)


def reads_where_used(person, document: Document) -> bool:
    """A document that only private pages speak of is as private as they are; one of drafts only is for the team.

    One that nothing speaks of, or that stands in something else than a page, follows its own rule.
    """
    uses = ReferenceIndex.get_references_to(document).values_list("base_content_type__model", "object_id")
    uses = set(uses)
    if not uses or any(model != "page" for model, _pk in uses):
        return True
    pages = list(Page.objects.filter(pk__in=[pk for _model, pk in uses], live=True))
    if not pages:
        return person.has_perm(BACK_OFFICE)
    return any(admitted(person, page.get_view_restrictions()) for page in pages)


def admitted(person, restrictions) -> bool:
    """As Wagtail asks of a request; the shared password is switched off, and opens nothing."""
    return all(admits(restriction, person) for restriction in restrictions)


def admits(restriction: BaseViewRestriction, person) -> bool:
    if restriction.restriction_type == BaseViewRestriction.LOGIN:
        return person.is_authenticated
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        return person.is_superuser or restriction.groups.filter(pk__in=person.groups.values("pk")).exists()
    return restriction.restriction_type == BaseViewRestriction.NONE


def is_of_the_team(person, thing) -> bool:
    return person.has_perm(BACK_OFFICE)


DOCUMENTS = FileKind(
    code="documents",
    label=_("Documents de la bibliothèque"),
    find=lambda pk: Document.objects.filter(pk=pk).first(),
    file_of=lambda document: document.file,
    may_read=reads_document,
)
ORIGINALS = FileKind(
    code="originaux",
    label=_("Originaux des images, tels qu’ils ont été déposés"),
    find=lambda pk: Image.objects.filter(pk=pk).first(),
    file_of=lambda image: image.file,
    may_read=is_of_the_team,
)


def sees_face(person, member: Member) -> bool:
    """Oneself, and whoever the member shows it to; the same answer on every page that would show it."""
    is_own = person.is_authenticated and member.person_id == person.pk
    return is_own or faces_one_may_see(access_of(person)).filter(pk=member.pk).exists()


PORTRAITS = FileKind(
    code="portraits",
    label=_("Photos des membres"),
    find=lambda pk: Member.objects.exclude(photo="").filter(pk=pk).first(),
    file_of=lambda member: member.photo,
    may_read=sees_face,
)
