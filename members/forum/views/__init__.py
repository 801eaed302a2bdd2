"""The screens of the forum."""
