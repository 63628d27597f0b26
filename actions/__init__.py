"""Custom actions, one file a subject of conversation."""
