"""Screens of wagtail-localize that would let whoever translates publish."""

from wagtail_localize.views.update_translations import UpdateTranslationsView

from millecafes.core.translations import may_publish


class UpdateTranslations(UpdateTranslationsView):
    """Takes the changes of the source in; publishing them at once is for those who may publish."""

    def get_form(self):
        form = super().get_form()
        if not may_publish(self.request.user, self.object):
            form.fields["publish_translations"].disabled = True
        return form
