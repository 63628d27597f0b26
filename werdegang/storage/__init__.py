"""Keeping conversations: a database of one's own, what is restored, what is erased."""

ERASE = "deleting"
"""The slot by which an action asks for the conversation to be erased."""
EXPORT = "export_my_data"
"""The intent whose action shows all that is stored."""
FEEDBACK = "feedback"
"""The slot with what people think of replies: a mark, and words of their own."""


class StorageUnusable(RuntimeError):
    """Raised where a store cannot be used; its text says what to do."""
