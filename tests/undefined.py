"""Notices when a template of ours shows a variable that does not exist: Django would silently show nothing."""

from unittest.mock import patch

from django.conf import settings
from django.template.base import FilterExpression, Variable, VariableDoesNotExist

OURS = str(settings.ROOT / "templates")
OPTIONAL = {"base.html: page"}  # the frame serves screens that are no Wagtail page
_resolve_expression, _resolve_variable = FilterExpression.resolve, Variable.resolve


class Watch:
    """While it is open, ``found`` gathers « template: variable ». What ``if`` and ``for`` ask may be missing."""

    def __init__(self):
        self.found, self.forgiving = [], []

    def __enter__(self):
        watch = self

        def resolve_expression(self, context, ignore_failures=False):
            watch.forgiving.append(ignore_failures)
            try:
                return _resolve_expression(self, context, ignore_failures)
            finally:
                watch.forgiving.pop()

        def resolve_variable(self, context):
            try:
                return _resolve_variable(self, context)
            except VariableDoesNotExist:
                watch.note(self.var, context)
                raise

        self.patches = [
            patch.object(FilterExpression, "resolve", resolve_expression),
            patch.object(Variable, "resolve", resolve_variable),
        ]
        for change in self.patches:
            change.start()
        return self

    def __exit__(self, *_):
        for change in self.patches:
            change.stop()

    def note(self, variable, context):
        if self.forgiving and self.forgiving[-1]:
            return
        template = context.render_context.template
        name = getattr(getattr(template, "origin", None), "name", None) or ""
        fault = f"{template.name}: {variable}" if name.startswith(OURS) else ""
        if fault and fault not in OPTIONAL:
            self.found.append(fault)
