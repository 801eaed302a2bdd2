"""What the back office shows of things that have drafts and are read over, but are no pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import EditView


class ReviewedEditView(EditView):
    """A review that changes nothing approves what was submitted.

    Wagtail would save it anew first, and what is new must be approved again: the review would never end.
    """

    def save_instance(self):
        if self.action == "workflow-action" and not self.form.has_changed():
            return self.object
        return super().save_instance()


def state_of(thing) -> str:
    """In one word, where Wagtail's own column asks the database twice a row."""
    if not thing.live:
        return _("Brouillon")
    return _("Publié, avec un brouillon") if thing.has_unpublished_changes else _("Publié")
