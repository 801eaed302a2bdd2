"""Screens of our own in the back office, dressed as Wagtail dresses its own."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """An hour and its minutes."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and an hour of it."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """One screen: ``page_title``, the way to it (``crumbs``), and who may open it (``may_open``)."""

    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        self.find(**kwargs)
        if not self.may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs) -> None:
        """Read what the address names, or answer 404."""

    def may_open(self, user) -> bool:
        raise NotImplementedError

    def crumbs(self) -> list[tuple[str, str]]:
        """What stands above this screen: (address, words), the highest first."""
        return []

    def get_header_title(self):
        return " · ".join(map(str, filter(None, [self.get_page_title(), self.get_page_subtitle()])))

    def get_breadcrumbs_items(self):
        home = {"url": reverse("wagtailadmin_home"), "label": _("Accueil")}
        above = [{"url": url, "label": label} for url, label in self.crumbs()]
        return [home, *above, {"url": "", "label": self.get_header_title()}]


class DeskFormView(DeskView):
    """One screen with a form; what cannot be is answered 400, at the field, what was typed being kept."""

    template_name = "core/desk/form.html"
    submit_label = _("Enregistrer")

    def make_form(self, data=None) -> forms.Form:
        raise NotImplementedError

    def save(self, form) -> HttpResponse:
        """Do what was asked; errors found on the way are added to the form."""
        raise NotImplementedError

    def back_url(self) -> str:
        return self.crumbs()[-1][0]

    def get(self, request: HttpRequest, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.make_form()))

    def post(self, request: HttpRequest, *args, **kwargs):
        form = self.make_form(request.POST)
        answer = self.save(form) if form.is_valid() else None
        return answer or self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs):
        labels = {"submit_label": self.submit_label, "back_url": self.back_url()}
        return super().get_context_data(**labels | kwargs)
