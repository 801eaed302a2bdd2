"""Dates and numbers by language, where Django's own do not suit us."""
