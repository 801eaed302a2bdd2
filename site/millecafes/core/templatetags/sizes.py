"""Django's own filter of sizes, in units that readers know, in every template."""

from django import template

from millecafes.core.sizes import size_in_words

register = template.Library()
register.filter("filesizeformat", size_in_words, is_safe=True)
