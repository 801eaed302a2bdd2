"""Screens of those who come, and of those who welcome them."""
