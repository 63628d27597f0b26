"""Werdegang: a career adviser that answers in German and English, with sources."""

__version__ = "0.1.0"
