"""What editors fill in: a resource, a toolkit, a new version of a file, many files at once."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from millecafes.core.desk_views import DayInput
from millecafes.core.languages import FIRST
from millecafes.core.models import Association, Audience
from resources.models import Language, Phase, ResourceKind, Theme
from resources.services.versions import accept, checked, too_heavy

FIRST_DAY = date(2015, 1, 1)  # nothing of the network is older
MOST_FILES = 50


def free_slug(model, title: str, pk: int | None = None) -> str:
    """An address made of the title, that nothing else of this kind has, in any language."""
    stem = slugify(title)[:120] or "document"
    taken = set(model.objects.filter(slug__startswith=stem).exclude(pk=pk).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if slug not in taken)


def not_from_tomorrow(day: date) -> date:
    """A day of reading over. Raises ``ValidationError`` for one that has not come, or never was."""
    if not FIRST_DAY <= day <= timezone.localdate():
        raise ValidationError(_("Vérifiez cette date : une relecture est passée, et pas plus vieille que le réseau."))
    return day


class ToldForm(WagtailAdminModelForm):
    """Fills the address, which does not change once it has been read; a first version is written in French."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].disabled = bool(self.instance.first_published_at)

    def clean_slug(self):
        model = type(self.instance)
        slug = self.cleaned_data.get("slug", "")
        return slug or free_slug(model, self.cleaned_data.get("title", ""), self.instance.pk)

    def clean(self):
        cleaned = super().clean()
        if self.instance.locale_id and self.instance.locale.language_code != FIRST:
            known = type(self.instance).objects.originals().filter(translation_key=self.instance.translation_key)
            if not known.exists():
                self.add_error("title", _("Écrivez d’abord en français, puis traduisez : les droits en viennent."))
        return cleaned


class ResourceForm(ToldForm):
    """A resource, its file apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "theme" in self.fields:
            self.fields["theme"].queryset = Theme.objects.filter(locale__language_code=FIRST)

    def clean_reviewed_on(self):
        day = self.cleaned_data.get("reviewed_on")
        return not_from_tomorrow(day) if day else day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ResourceKind.LINK and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Un lien a une adresse : donnez-la."))
        return cleaned


class ToolkitForm(ToldForm):
    """A toolkit; a resource stands once in it, so that its tick is that of one step."""

    def is_valid(self):
        """Steps are read after the rest."""
        return super().is_valid() and self.has_distinct_steps()

    def has_distinct_steps(self) -> bool:
        met, is_right = set(), True
        for form in self.formsets["steps"].forms:
            data = getattr(form, "cleaned_data", {})
            resource = None if data.get("DELETE") else data.get("resource")
            if resource is not None and resource.pk in met:
                form.add_error("resource", _("Cette ressource est déjà à une autre étape."))
                is_right = False
            met.add(resource.pk if resource else None)
        return is_right


class FileInput(forms.ClearableFileInput):
    """Offers the files that are accepted; several at once where several are asked for."""

    def __init__(self, *, several=False):
        self.allow_multiple_selected = several
        super().__init__({"accept": accept()} | ({"multiple": True} if several else {}))


class CheckedFileField(forms.FileField):
    """A file that is what its name says, and that nothing in it could harm."""

    widget = FileInput

    def __init__(self, *, was_left_out=False, **kwargs):
        self.was_left_out = was_left_out
        super().__init__(**{"max_length": 255, "allow_empty_file": False} | kwargs)

    def clean(self, data, initial=None):
        if self.was_left_out and not data:
            raise too_heavy()
        return checked(super().clean(data, initial))


class CheckedFilesField(CheckedFileField):
    """Several of them; each that may not be kept is named."""

    def clean(self, data, initial=None):
        if self.was_left_out and not data:
            raise too_heavy()
        files = [one for one in data if one] if isinstance(data, list | tuple) else []
        if not files:
            raise ValidationError(_("Choisissez au moins un fichier."), code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(_("Déposez cinquante fichiers à la fois, au plus."))
        kept, faults = [], []
        for one in files:
            try:
                kept.append(super().clean(one))
            except ValidationError as error:
                faults += [f"{one.name}\u00a0: {message}" for message in error.messages]
        if faults:
            raise ValidationError(faults)
        return kept


class VersionForm(forms.Form):
    """The file that comes after the one there is."""

    use_required_attribute = False

    def __init__(self, *args, was_left_out=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"] = CheckedFileField(
            label=_("Fichier"),
            was_left_out=was_left_out,
            help_text=_("PDF, bureautique, texte ou image, sans macro, 50 Mo au plus."),
            error_messages={"required": _("Choisissez un fichier."), "empty": _("Ce fichier est vide.")},
        )


class BulkForm(forms.Form):
    """Many files, each of which becomes a draft; what is said here is said of all of them."""

    use_required_attribute = False
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=gettext_lazy("Thème"), error_messages={"required": gettext_lazy("Dites le thème.")}
    )
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Pour qui"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Dites pour qui sont ces fichiers.")},
    )
    phase = forms.ChoiceField(
        label=gettext_lazy("Phase"), choices=[("", gettext_lazy("Toutes")), *Phase.choices], required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Langue des documents"), choices=Language.choices)
    association = forms.ChoiceField(
        label=gettext_lazy("Association autrice"), choices=Association.choices, initial=Association.RESEAU
    )
    reviewed_on = forms.DateField(
        label=gettext_lazy("À jour au"),
        widget=DayInput,
        error_messages={"required": gettext_lazy("Dites à quelle date ils ont été relus.")},
    )

    def __init__(self, *args, was_left_out=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(locale__language_code=FIRST)
        files = CheckedFilesField(
            label=_("Fichiers"),
            widget=FileInput(several=True),
            was_left_out=was_left_out,
            help_text=_("Chacun devient un brouillon, à compléter puis à publier. PDF, bureautique, texte ou image."),
            error_messages={"empty": _("Ce fichier est vide.")},
        )
        self.fields = {"files": files} | self.fields

    def clean_reviewed_on(self):
        return not_from_tomorrow(self.cleaned_data["reviewed_on"])

    def common(self) -> dict:
        """What all the drafts have."""
        names = ("theme", "audiences", "phase", "language", "association", "reviewed_on")
        return {name: self.cleaned_data[name] for name in names} | {"locale": Locale.objects.get(language_code=FIRST)}
