"""The press review in the back office."""

from django.db import IntegrityError, transaction
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import BooleanFilter, ChoiceFilter, DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BooleanRadioSelect

from millecafes.core.desk import WAITING, Waiting
from millecafes.core.search import index
from news.forms import PressItemForm
from news.models import Category, PressItem
from news.services.finding import PressSource


class OneOnly:
    """The last door against the same article entered twice at once: the database refuses, the form says why."""

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:
            if not form.refuse_double():
                raise
            self.produced_error_code, self.produced_error_message = "validation_error", self.get_error_message()
            return self.form_invalid(form)


class PressItemIndexView(IndexView):
    add_item_label = _("Ajouter une retombée presse")


class PressItemCreateView(OneOnly, CreateView):
    submit_button_label = _("Ajouter à la revue")
    success_message = _("« %(object)s » est dans la revue de presse.")
    error_message = _("Rien n’est enregistré : voyez ce qui est signalé plus bas.")


class PressItemEditView(OneOnly, EditView):
    success_message = _("« %(object)s » est à jour dans la revue de presse.")
    error_message = PressItemCreateView.error_message


class PressItemDeleteView(DeleteView):
    def delete_action(self):
        with transaction.atomic():
            index.forget(PressSource.kind, [self.object.pk])
            super().delete_action()


class PressItemFilterSet(WagtailFilterSet):
    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    topic = ChoiceFilter(
        label=_("Sujet"),
        choices=Category.choices,
        field_name="topics__topic",
        empty_label=_("Tous"),
        widget=RadioSelect,
    )
    dead = BooleanFilter(
        label=_("Liens disparus"),
        field_name="dead_since",
        lookup_expr="isnull",
        exclude=True,
        widget=BooleanRadioSelect,
    )

    class Meta:
        model = PressItem
        fields = ["medium"]


class PressItemViewSet(ModelViewSet):
    """List, filter, enter, mend, delete."""

    model = PressItem
    name = "press"
    url_prefix = "revue-de-presse"
    icon = "doc-full-inverse"
    menu_label = _("Revue de presse")
    menu_order = 240
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = PressItemIndexView
    add_view_class = PressItemCreateView
    edit_view_class = PressItemEditView
    delete_view_class = PressItemDeleteView
    list_display = [
        "title",
        Column("outlet", label=_("Média"), sort_key="outlet"),
        Column("get_medium_display", label=_("Support"), sort_key="medium"),
        Column("date", label=_("Date"), sort_key="date"),
        DateColumn("dead_since", label=_("Lien disparu"), sort_key="dead_since"),
    ]
    list_per_page = 50
    filterset_class = PressItemFilterSet
    search_fields = ["title", "outlet", "url"]
    search_backend_name = None

    def get_form_class(self, for_update=False):
        return PressItemForm


@hooks.register("register_admin_viewset")
def register_press_item_viewset():
    return PressItemViewSet()


@hooks.register(WAITING)
def dead_links_waiting(request):
    """Articles that no longer answer, for who keeps the review."""
    if request.user.has_perm("news.change_pressitem"):
        count = PressItem.objects.dead().count()
        words = ngettext(
            "%(count)d article de la revue de presse ne répond plus.",
            "%(count)d articles de la revue de presse ne répondent plus.",
            count,
        )
        yield Waiting(count, words, f"{reverse('press:index')}?dead=true")
