"""Writing to the team: a letter kept before any mail leaves."""

from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from home.forms import ContactForm
from home.models.messages import Subject
from home.services import receive_message
from millecafes.core.blocks import STORY
from millecafes.core.blocks.base import INLINE_FEATURES
from millecafes.core.fields import StoryField
from millecafes.core.languages import address_of, listen_to_reader
from millecafes.core.pages import SitePage, spoken

RECEIPT = TimestampSigner(salt="home.contact.receipt")
RECEIPT_SHOWN = 3600  # seconds during which the thank-you address says thank you


class ContactPage(SitePage, Page):
    """A form; who reads it depends on the subject."""

    page_description = _("Le formulaire de contact : le sujet choisi décide de qui le reçoit.")
    team_email = models.EmailField(_("adresse de l’équipe"), default="contact@1000cafes.org")
    press_email = models.EmailField(
        _("adresse de la communication"),
        default="communication@1000cafes.org",
        help_text=_("Reçoit la presse et la communication."),
    )
    thanks_text = RichTextField(
        _("remerciement"),
        features=INLINE_FEATURES,
        blank=True,
        default="",
        help_text=_("Ce qui se passe maintenant, et sous combien de temps."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("body"),
        FieldPanel("thanks_text"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("team_email"), FieldPanel("press_email")])], _("Qui reçoit")),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page de contact")
        verbose_name_plural = _("pages de contact")

    def serve(self, request, *args, **kwargs):
        listen_to_reader()
        if request.method == "POST":
            return self.receive(request)
        return super().serve(request, *args, **kwargs)

    def receive(self, request):
        """Keep the message and say so at an address of its own; or show again what was typed, with what to mend."""
        form = ContactForm(request.POST, request=request)
        if form.is_valid():
            message = receive_message(to=self.reader_of(form.cleaned_data["subject"]), **form.cleaned_data)
            return redirect(f"{address_of(self)}?recu={RECEIPT.sign(str(message.pk))}#lettre")
        context = self.get_context(request) | {"form": form}
        response = TemplateResponse(
            request, self.get_template(request), context, status=429 if form.is_too_much else 400
        )
        return spoken(response)

    def reader_of(self, subject: str) -> str:
        return self.press_email if subject in Subject.for_press() else self.team_email

    def get_context(self, request, *args, **kwargs):
        sent = is_receipt(request.GET.get("recu", ""))
        return super().get_context(request, *args, **kwargs) | {
            "sent": sent,
            "form": None if sent else ContactForm(request=request),
        }


def is_receipt(text: str) -> bool:
    """Whether this is what we gave, within the hour, to somebody whose message we keep."""
    try:
        RECEIPT.unsign(text, max_age=RECEIPT_SHOWN)
    except BadSignature:
        return False
    return True
