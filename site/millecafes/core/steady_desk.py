"""Hidden fields of the back office that hold what none of its screens writes: refused, where Wagtail would break off.

Wagtail reads five of them without looking: the text of its editor, the number that a chooser holds, the count of a list
and the number of each line of it, and the count and order of the blocks of a page. Whoever sends such a request by hand
is answered 400 or told at the field, and nothing is written.
"""

from django.core.exceptions import BadRequest, ValidationError
from modelcluster.forms import BaseTransientModelFormSet
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.base import BlockWidget

MOST_LINES = 200  # of a list, those taken away included; Wagtail draws 2,000 where so many are asked for


class SteadyRichTextArea(DraftailRichTextArea):
    """The editor of rich text, whatever was sent in the name of its content."""

    def value_from_datadict(self, data, files, name):
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise BadRequest("This is not what the editor of rich text writes.") from error


def install() -> None:
    """Have every chooser, list of lines and list of blocks look first: Wagtail makes their classes, far from ours."""
    chosen, line = BaseChooser.get_instance, BaseTransientModelFormSet._construct_form
    blocks, lines = BlockWidget.value_from_datadict, BaseTransientModelFormSet.__init__

    def get_instance(self, value):
        try:
            return chosen(self, value)
        except (ValueError, ValidationError):  # the field, which has refused it, tells why
            return None

    def begin(self, *args, **kwargs):
        self.absolute_max = min(self.absolute_max, MOST_LINES)
        lines(self, *args, **kwargs)

    def construct_form(self, i, **kwargs):
        try:
            return line(self, i, **kwargs)
        except (KeyError, ValidationError) as error:
            raise BadRequest("A line of a list has no number.") from error

    def read_blocks(self, data, files, name):
        try:
            return blocks(self, data, files, name)
        except (ValueError, LookupError) as error:
            raise BadRequest("The blocks of a page have no count, or no order.") from error

    BlockWidget.value_from_datadict, BaseTransientModelFormSet.__init__ = read_blocks, begin
    BaseChooser.get_instance, BaseTransientModelFormSet._construct_form = get_instance, construct_form
