"""Samples of embedding the adviser. docs/embedding.md."""
