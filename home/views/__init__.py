"""The screens of the initiative that are no Wagtail page."""
