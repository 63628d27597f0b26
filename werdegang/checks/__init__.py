"""Checks of the data files: each returns the mistakes that it finds."""
