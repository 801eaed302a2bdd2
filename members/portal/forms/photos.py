"""A photograph of one's café: checked and cleaned as those of the library are."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.utils.file import hash_filelike

from millecafes.core.forms import PictureField, cleaned_picture
from millecafes.core.models import Image
from millecafes.people.request_forms import plain


class PhotoForm(forms.Form):
    """The picture, what it shows, and who took it."""

    use_required_attribute = False

    file = PictureField(
        label=_("La photo"),
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in settings.WAGTAILIMAGES_EXTENSIONS)}),
        error_messages={"required": _("Choisissez une photo.")},
    )
    alt = forms.CharField(
        label=_("Ce qu’on y voit"),
        max_length=255,
        validators=[plain],
        help_text=_("Une phrase, pour qui ne voit pas l’image : « Trois habitués au comptoir »."),
        error_messages={"required": _("Dites ce qu’on voit : certaines personnes ne voient pas l’image.")},
    )
    credit = forms.CharField(
        label=_("Qui l’a prise"),
        max_length=160,
        validators=[plain],
        help_text=_("Imprimé sous l’image."),
        error_messages={"required": _("Dites qui a pris la photo.")},
    )
    caption = forms.CharField(label=_("Légende"), max_length=160, required=False, validators=[plain])
    agreed = forms.BooleanField(
        label=_("Les personnes que l’on reconnaît sont d’accord pour être montrées ici."),
        error_messages={"required": _("Demandez d’abord leur accord aux personnes que l’on reconnaît.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Depuis votre téléphone ou votre ordinateur, 20 Mo au plus.")

    def clean_file(self):
        return cleaned_picture(self.cleaned_data["file"])

    @property
    def mark(self) -> str:
        """Two pictures of the same points have the same."""
        self.cleaned_data["file"].seek(0)
        return hash_filelike(self.cleaned_data["file"])

    def save(self, by) -> Image:
        """Put it in the library; no public page shows it yet."""
        told = self.cleaned_data
        told["file"].seek(0)
        image = Image(title=told["alt"], description=told["alt"], credit=told["credit"], uploaded_by_user=by)
        image.file = told["file"]
        image._set_image_file_metadata()
        image.save()
        return image
