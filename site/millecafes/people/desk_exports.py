"""Lists that may be taken away from the back office: written in the log, and harmless in a spreadsheet."""

from django.utils.encoding import force_str
from wagtail.admin.views.generic import IndexView

from millecafes.people.second_factor import is_fresh, is_team, prove_again
from millecafes.people.services.log import log

COMMANDS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


def harmless(value) -> str:
    text = force_str(value)
    return f"'{text}" if text.startswith(COMMANDS) else text


class ExportedIndexView(IndexView):
    """A list whose export holds words only: no formula that somebody typed as a name is run."""

    custom_value_preprocess = IndexView.custom_value_preprocess | {str: {"csv": harmless, "xlsx": harmless}}

    def get_preprocess_function(self, field, value, export_format):
        """Rows of other tables are exported as the words they are shown by, which people type too."""
        if hasattr(value, "_meta"):
            return harmless
        return super().get_preprocess_function(field, value, export_format)


class ExportLog:
    """No list is taken away from the back office without a fresh proof, nor without leaving a line in the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_desk, is_asked = request.path_info.startswith("/gestion/"), "export" in request.GET
        is_sheet = request.path_info.endswith(".csv")  # one of ours, which writes its own line in the log
        if is_desk and (is_asked or is_sheet) and is_team(request.user) and not is_fresh(request):
            return prove_again(request)
        response = self.get_response(request)
        if is_desk and is_asked and "attachment" in response.headers.get("Content-Disposition", ""):
            log("liste exportée", by=request.user, subject=request.path_info, detail=request.GET.urlencode())
        return response
