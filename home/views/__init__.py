"""Screens and data beside the pages."""
