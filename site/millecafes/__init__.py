"""The site of 1000 cafés: settings, addresses and the applications of the ground floor."""
