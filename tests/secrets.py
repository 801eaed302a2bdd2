"""One private thing of each kind, each with a mark of its own, and a word by which they may all be looked for."""

from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Comment, ReferenceIndex

from events.agenda.models import Event, Session
from events.animations.services import propose
from events.bookings.models import Opinion, Registration
from events.claims.models import Fund
from events.claims.services import add_receipt, begin, refuse, send
from home.models import ContactMessage, ContentPage, ReportPage
from members.directory.models import Message, MessageReport
from members.forum.models import ModerationAct, Report, State, WatchedWord
from members.forum.services.files import keep
from members.portal.models import CafeChange
from millecafes.core.models import Document, Image
from millecafes.mailroom.models import Notice
from millecafes.mailroom.services import queue
from millecafes.people import services
from millecafes.people.models import Member, PolicyVersion
from news.models import ArticlePage, NewsIndexPage
from resources.services.reading import read_waiting
from tests.core.factories import make_document, make_testimony, picture_bytes
from tests.events.claims import factories as money
from tests.events.factories import make_bookable, make_event
from tests.events.tours.factories import make_company, make_offer, make_request, make_slot
from tests.forum.life import make_board, make_post, make_topic
from tests.pages.factories import in_english, make_page, restrict
from tests.people import factories as people
from tests.places.cafe_factories import make_cafe
from tests.resources.factories import give_file, make_resource, make_toolkit
from tests.resources.files import VTT, make_read_resource, make_replay, make_version, pdf, publish

TYPED = "zanzibar"


def said(mark: str) -> str:
    return f"{TYPED} qq{mark}"


def write(mark: str, **fields) -> dict:
    return {"title": said(mark), "summary": said(mark), "body": [("paragraph", f"<p>{said(mark)}</p>")]} | fields


def hide_pages() -> dict:
    """Drafts, a page for accounts, one for a desk, a testimony whose consent is over, a remark between colleagues."""
    draft = make_page(ContentPage, live=False, **write("brouillon"))
    public = make_page(ContentPage)
    public.title, public.summary = said("version"), said("version")
    public.save_revision()
    for_accounts = restrict(make_page(ContentPage, **write("comptes")))
    for_group = restrict(make_page(ContentPage, **write("groupe")), "groups", "Finances")
    over = make_testimony(text=said("temoin"), name=said("temoin"), consent_until=date(2025, 6, 1))
    make_page(ContentPage, body=[("testimony", over)], title="Un témoignage")
    colleague = people.make_staff("Communication")
    Comment.objects.create(page=public, user=colleague, text=said("remarque"), contentpath="title")
    return {"draft": draft.url, "draft_id": draft.pk, "for_accounts": for_accounts.url, "for_group": for_group.url}


def hide_articles(address: str) -> None:
    """Of the news there, read in both languages: a draft, one for a desk, English that waits, English withdrawn."""
    index = NewsIndexPage.objects.get(slug=address.strip("/"))
    in_english(index)
    make_page(ArticlePage, index, live=False, **write("depeche"))
    restrict(make_page(ArticlePage, index, **write("cercle")), "groups", "Finances")
    in_english(make_page(ArticlePage, index), live=False, **write("traduite"))
    in_english(make_page(ArticlePage, index), **write("retiree")).unpublish()


def hide_files() -> dict:
    """A document for some, one of a private page, and a picture that no page shows."""
    name = f"{TYPED}-qqfichier.txt"
    document = make_document(said("contenu").encode(), name, title=said("titre"), audiences=["elected"])
    with_page = Document.objects.create(title=said("annexe"), file=ContentFile(said("annexe").encode(), "annexe.txt"))
    report = restrict(make_page(ReportPage, document=with_page, **write("rapport")))
    ReferenceIndex.create_or_update_for_object(report)
    file = ImageFile(ContentFile(picture_bytes()), name=f"{TYPED}-qqphoto.png")
    photo = Image.objects.create(title=said("photo"), credit=said("photo"), file=file)
    photo.get_rendition("width-20")  # public, under an address that nothing gives
    return {
        "document": document.url,
        "for_elected": document.url,
        "of_private_page": with_page.url,
        "private_report": f"{report.url}telecharger/",
        "original": photo.file.url,
        "image_id": photo.pk,
    }


def hide_people() -> dict:
    """A member who asked to stay out of sight, one who was refused, one who was invited, what they wrote."""
    cafe = make_cafe()
    hidden = people.make_manager(
        cafe, email="qqadresse@example.org", is_hidden=True, phone="qqtelephone", presentation=said("presentation"),
        team_notes=said("notes"),
    )  # fmt: skip
    hidden.display_name = said("membre")
    hidden.save()
    colleague = people.make_staff("Réseau")
    asked = services.request_role(hidden, "holder", commune=cafe.commune, message=said("message"))
    services.ask(asked, colleague, said("question"))
    services.answer(asked, said("reponse"))
    services.refuse(asked, colleague, said("refus"))
    suspended = people.make_elected(email="suspendue@example.org")
    services.suspend(Member.objects.get(person=suspended), colleague, said("suspension"))
    services.invite(
        "qqinvitation@example.org", "manager", by=colleague, name=said("invitation"), cafe=cafe, kind="manager"
    )
    return {"cafe": cafe.slug, "cafe_id": cafe.pk, "member_id": hidden.member.pk, "person": hidden}


def hide_letters(person) -> None:
    """A letter to the team, a mail that left, a line of a digest, an act of the team, rules to come."""
    ContactMessage.objects.create(
        subject="other", name=said("lettre"), email="x@example.org", message=said("lettre"), sent_to="x@example.org",
        submission=uuid4(),
    )  # fmt: skip
    queue("qqdestinataire@example.org", said("courrier"), said("courrier"))
    day = timezone.now() + timedelta(days=1)
    Notice.objects.create(person=person, kind="account", thread="t", line=said("avis"), url="/", due_at=day)
    services.log("appel", by=None, subject=said("acte"), detail=said("acte"))
    words = {"name": said("regle"), "changes": said("regle"), "text": said("regle")}
    PolicyVersion.objects.create(in_force_from=timezone.localdate() + timedelta(days=30), **words)


def hide_cafes() -> dict:
    """A café not published yet, and what is not published yet of one that is."""
    draft = make_cafe(live=False, name=said("cafe"), slug="qqcafe", summary=said("cafe"))
    public = make_cafe()
    public.name, public.summary = said("cafeversion"), said("cafeversion")
    public.save_revision()
    return {"draft_cafe": draft.slug, "draft_cafe_id": draft.pk}


def hide_words() -> dict:
    """What is said and shown in a replay for some, what is written in a file for some, a replay not published yet."""
    captions = VTT.replace("Parlons", said("replique"))
    replay = publish(make_replay(captions=captions, audiences=["elected"], chapters=f"0:00 {said('chapitre')}"))
    publish(make_replay(slides=ContentFile(pdf(said("planche")), "vues.pdf"), audiences=["elected"]))
    resource = publish(make_read_resource(title="Un guide", audiences=["elected"]))
    make_version(pdf(said("notice")), resource=resource)
    read_waiting(300)  # slides come after every file that waits
    draft = make_replay(live=False, title=said("projection"), slug="qqprojection", transcript=said("projection"))
    return {"replay": replay.slug, "draft_replay": draft.slug}


def hide_shelves() -> dict:
    """A resource and a toolkit for some, what is not published yet of a public one, and a draft."""
    resource = make_resource(title=said("rayon"), summary=said("rayon"), audiences=["elected"])
    give_file(resource, f"{TYPED}.txt", said("rayon").encode())
    toolkit = make_toolkit(resource, title=said("boite"), goal=said("boite"), audiences=["elected"])
    toolkit.steps.update(title=said("etape"), text=f"<p>{said('etape')}</p>")
    public = make_resource(audiences=["public"])
    make_toolkit(resource, public, audiences=["public"])
    public.title, public.summary = said("tirage"), said("tirage")
    public.save_revision()
    draft = make_resource(live=False, title=said("reserve"), summary=said("reserve"), audiences=["public"])
    give_file(draft, f"{TYPED}.txt", said("reserve").encode())
    return {"resource": resource.slug, "toolkit": toolkit.slug, "draft_resource": draft.slug}


def hide_talk() -> dict:
    """Topics for some, and what only moderators read: held, hidden and deleted posts, reports, reasons; a draft."""
    author = people.make_elected()
    topic = make_topic(make_board("elected"), author=author, title=said("sujet"), body=said("propos"))
    make_topic(make_board("managers"), author=author, title=said("comptoir"), body=said("comptoir"))
    for mark, state in {"retenu": State.PENDING, "masque": State.HIDDEN, "efface": State.DELETED}.items():
        make_post(topic, author=author, body=said(mark), state=state, state_reason=said("raison"))
    held = make_topic(make_board("elected"), author=author, title=said("retenu"), body=said("retenu"))
    type(held).objects.filter(pk=held.pk).update(state=State.PENDING)
    Report.objects.create(post=topic.first, reporter=None, reason="other", text=said("signale"), copy=said("signale"))
    ModerationAct.objects.create(verb="warn", by=None, person=author, post=topic.first, reason=said("averti"))
    WatchedWord.objects.create(word=said("surveille"))
    file = keep(author, SimpleUploadedFile(f"{TYPED}-qqjointe.pdf", pdf(said("jointe"))))
    type(file).objects.filter(pk=file.pk).update(post=topic.first)
    author.forum_drafts.create(slot=f"sujet-{topic.pk}", title=said("esquisse"), body=said("esquisse"))
    return {"reported_id": topic.first.pk}


def hide_money() -> dict:
    """A claim that was refused: its fund, what was done, what was spent, the paper, the reason."""
    activity = money.make_activity(title=said("veillee"))
    fund = money.make_fund(name=said("mutuelle"))
    manager = money.in_charge(activity.cafe)
    claim, _new = begin(fund, activity, manager, key=uuid4())
    line = money.make_line(claim, with_paper=False, label=said("depense"))
    add_receipt(line, money.pdf(f"{TYPED}.pdf", said("facture")), manager)
    send(claim, manager)
    refuse(claim, money.make_desk(), said("motif"))
    Fund.objects.filter(pk=fund.pk).update(is_closed=True)
    return {"claim_id": claim.pk, "fund_id": fund.pk, "expense_id": line.pk, "receipt_id": line.receipts.get().pk}


def hide_programme() -> dict:
    """An offer for some, one not published yet, what the team notes of a company, what a café asks, sent or not."""
    company = make_company(notes=said("coulisse"))
    offer = make_offer(title=said("tournee"), summary=said("tournee"), audiences=["elected"], company=company)
    draft = make_offer(title=said("croquis"), summary=said("croquis"), live=False)
    request = make_request(message=said("demande"), contact_phone="qqdemande")
    unsent = make_request(state="draft", message=said("envie"))
    given = {"offer": offer.slug, "offer_id": offer.pk, "slot_id": make_slot(offer).pk, "draft_offer": draft.slug}
    return given | {"request_id": request.pk, "draft_request_id": unsent.pk}


def hide_private_words() -> dict:
    """What two members wrote to one another: one message between them, one that was shown to the team."""
    sender, recipient = people.make_elected(), people.make_elected()
    given = {"sender": sender, "recipient": recipient}
    kept, shown = (Message.objects.create(subject=said(mark), body=said(mark), **given) for mark in ("prive", "montre"))
    report = MessageReport.objects.create(message=shown, reporter=recipient, reason=said("montre"))
    return {"message_id": kept.pk, "message_report_id": report.pk}


def hide_seats() -> dict:
    """A date for everybody: who comes, as what, why not, what they thought of it, and its online room."""
    online = {"is_online": True, "online_url": f"https://salle.example.org/{TYPED}-qqsalle"}
    session = make_bookable(event=make_event(), session_fields=online)
    guest = {"guest_name": said("passante"), "guest_email": "qqinvitee@example.org", "answers": {"1": said("allergie")}}
    given = {"session": session, "rank": 50}
    registration = Registration.objects.create(state="confirmed", **given, **guest)
    gone = Registration.objects.create(
        state="cancelled", guest_name=said("absente"), cancel_reason=said("empechement"), **given
    )
    Opinion.objects.create(registration=registration, useful=3, comment=said("sentiment"))
    return {
        "event": session.event.slug,
        "event_id": session.event_id,
        "date_id": session.pk,
        "session": session.uuid,
        "registration_id": gone.pk,
    }


def hide_announcements() -> None:
    """An event and an animation of a café that are not published, and what a café's people propose of its sheet."""
    make_event(title=said("ebauche"), summary=said("ebauche"), live=False)
    cafe = make_cafe()
    manager = people.make_manager(cafe, phone="qqportable", phone_visibility="nobody")
    animation = Event(title=said("belote"), summary=said("belote"), cafe=cafe, slug="belote")
    start = timezone.now() + timedelta(days=9)
    propose(animation, Session(starts_at=start, ends_at=start + timedelta(hours=2), cafe=cafe), [], manager)
    given = {"cafe": cafe, "by": manager, "at": timezone.now()}
    CafeChange.objects.create(after={"summary": said("enseigne")}, **given)
    refused = {"state": "refused", "reason": said("nonpublie"), "after": {"summary": said("devanture")}}
    CafeChange.objects.create(**given, **refused)


def hide_everything() -> dict:
    """All of the above; where each may be asked for, under the names of the access matrix."""
    places = hide_pages() | hide_files() | hide_people() | hide_cafes() | hide_shelves() | hide_words()
    places |= hide_talk() | hide_private_words() | hide_money() | hide_programme()
    places |= hide_seats()
    hide_announcements()
    hide_letters(places.pop("person"))
    return places
