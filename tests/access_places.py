"""What the addresses of the matrix of access stand on."""

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import ReferenceIndex

from events.bookings.emails import signature_of
from home.models import ContentPage, ReportPage
from members.directory.models import Message
from members.portal.models import CafeChange
from millecafes.core.backup import marks
from millecafes.mailroom.preferences import settings_of
from millecafes.mailroom.services import queue
from millecafes.people.models import Invitation
from millecafes.people.services import invite, request_role
from news.models import NewsIndexPage
from tests.core.factories import make_document, make_figure, make_image, picture_bytes
from tests.directory.factories import make_reported
from tests.events.claims.doors import make_money
from tests.events.factories import make_bookable, make_event, register
from tests.events.tours.doors import make_road
from tests.events.tours.factories import make_asked
from tests.forum.doors import make_talk
from tests.home.factories import make_position
from tests.news.factories import make_item
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_account, make_elected, make_staff
from tests.places.cafe_factories import make_cafe, make_service
from tests.resources.factories import give_file, make_resource, make_theme, make_toolkit
from tests.resources.files import FILM, make_replay, pdf


def used_by_a_private_page(document):
    page = restrict(make_page(ReportPage, document=document))
    ReferenceIndex.create_or_update_for_object(page)
    return document


def make_shelved():
    """A resource for members, its former file and the one of today, with the picture of its first page."""
    resource = make_resource()
    former, version = give_file(resource), give_file(resource)
    version.preview.save("page.png", ContentFile(picture_bytes()))
    return resource, former, version


def make_pictured(commune):
    """A member who shows her face to the others."""
    member = make_elected(commune, photo_visibility="members").member
    member.photo.save("portrait.jpg", ContentFile(picture_bytes(kind="JPEG")))
    return member


def make_public_resource():
    resource = make_resource(audiences=["public"])
    give_file(resource)
    return resource


def make_places() -> dict:
    """What the addresses above stand on."""
    marks.note_success()  # without a backup /sante/pret/ would call somebody
    image, group_page = make_image(), make_page(ContentPage)
    make_staff("Communication")
    session = make_bookable(event=make_event(kind="animation", cafe=make_cafe()))
    registration = register(session)
    replay = make_replay(video=ContentFile(FILM, "film.mp4"), slides=ContentFile(pdf("Vue"), "vues.pdf"))
    resource, former, version = make_shelved()
    toolkit = make_toolkit(resource)
    draft, cafe, draft_cafe = make_page(ContentPage, live=False), make_cafe(), make_cafe(live=False)
    return (
        make_talk()
        | make_money()
        | make_asked()
        | make_road()
        | {
            "original": image.file.url,
            "rendition": image.get_rendition("width-20").url,
            "for_accounts": restrict(make_page(ContentPage)).url,
            "for_group": restrict(group_page, "groups", "Communication").url,
            "draft": draft.url,
            "draft_id": draft.pk,
            "home_id": draft.get_parent().pk,
            "private_report": f"{restrict(make_page(ReportPage, document=make_document())).url}telecharger/",
            "document": make_document().url,
            "image_id": image.pk,
            "for_elected": make_document(audiences=["elected"]).url,
            "of_private_page": used_by_a_private_page(make_document()).url,
            "figure_id": make_figure().pk,
            "news": make_page(NewsIndexPage).url,
            "private_feed": f"{restrict(make_page(NewsIndexPage)).url}flux.atom",
            "press_item": make_item().pk,
            "event": session.event.slug,
            "event_id": session.event_id,
            "free_event_id": make_event().pk,
            "date_id": session.pk,
            "registration_id": registration.pk,
            "cafe": cafe.slug,
            "position": make_position().slug,
            "cafe_id": cafe.pk,
            "draft_cafe": draft_cafe.slug,
            "draft_cafe_id": draft_cafe.pk,
            "member_id": make_elected(cafe.commune).member.pk,
            "hidden_id": make_elected(cafe.commune, is_hidden=True).member.pk,
            "face_id": make_pictured(cafe.commune).pk,
            "message_report_id": make_reported().pk,
            "message_id": Message.objects.create(
                sender=None, recipient=make_account(), subject="Secret", body="Secret"
            ).pk,
            "invitation": invite("awa@example.org", "holder", by=make_account()).token,
            "change_id": CafeChange.objects.create(cafe=cafe, at=timezone.now(), after={"summary": "Oui."}).pk,
            "replay": replay.slug,
            "replay_id": replay.pk,
            "public_replay": make_replay(audiences=["public"]).slug,
            "draft_replay": make_replay(live=False).slug,
            "resource": resource.slug,
            "resource_id": resource.pk,
            "former_id": former.pk,
            "version_id": version.pk,
            "public_resource": make_public_resource().slug,
            "draft_resource": make_resource(live=False).slug,
            "toolkit": toolkit.slug,
            "toolkit_id": toolkit.pk,
            "theme_id": make_theme("libre").pk,
            "service_id": make_service("garderie").pk,
            "mail_id": queue("awa@example.org", "Bonjour", "Bonjour").pk,
            "role_request_id": request_role(make_account(), "holder").pk,
            "invitation_id": Invitation.objects.latest("pk").pk,
            "session": session.uuid,
            "registration": registration.uuid,
            "ticket": signature_of(registration),
            "mail_key": settings_of(make_account()).token,
        }
    )
