"""The map of the planner."""

from django import template
from django.utils.html import format_html_join

register = template.Library()
MARK = '<a href="{}{}" class="ground__ask"><title>{}</title><circle cx="{}" cy="{}" r="{}"/></a>'


@register.simple_tag
def request_marks(drawing, board: str) -> str:
    """The points of those who ask: there may be hundreds, and a loop of the template takes five times as long."""
    rows = ((board, mark.url, mark.label, mark.x, mark.y, drawing.unit) for mark in drawing.requests)
    return format_html_join("\n    ", MARK, rows)
