"""Screens of the page editor that must bear two requests at once."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import CreateView


class CreatePage(CreateView):
    """The back office keeps a draft by itself: sent at that very moment, a new page would be made twice.

    Wagtail looks whether the address is free, then writes; what another request wrote in between was an error 500.
    """

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            if "slug" not in getattr(error, "error_dict", {}):
                raise
        except IntegrityError:  # both were given the same place in the tree
            pass
        form.add_error(
            "slug",
            _(
                "Une page vient d’être enregistrée à cette adresse, sans doute la vôtre, par la sauvegarde "
                "automatique : reprenez-la dans la liste des pages, ou choisissez une autre adresse."
            ),
        )
        return self.form_invalid(form)


create_page = never_cache(require_admin_access(CreatePage.as_view()))
