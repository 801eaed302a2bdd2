"""What the site costs and what it bears, measured; README.md says what each script lays, asks and prints."""
