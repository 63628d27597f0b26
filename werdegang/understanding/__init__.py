"""Graph components that read a message: language, entities, needs.

One component a file, in the order in which `config.yml` runs them. What they hand on
is a property of the message, named below; those that end in the parse result are read
by the actions.
"""

NORMAL_TEXT = "normal_text"
"""The message in lower case with typing errors mended; features are drawn from it."""
KNOWN_WORDS = "known_words"
"""How many words of the message are known, typing errors mended."""
UNKNOWN_WORDS = "unknown_words"
"""In the parse result: the words, in lower case, that no word list holds."""
CLAUSES = "clauses"
"""What asks something in the message, as messages of their own; empty where that is the
message itself."""
PARTS = "parts"
"""A clause's short parts, as messages of their own, which may each name a need."""
SEGMENTS = "segments"
"""All clauses and parts of the message; each is ranked as the message is."""
LANGUAGE = "language"
"""In the parse result: `de`, `en`, `other` or, where the words do not tell, `None`."""
NEEDS = "needs"
"""In the parse result: the needs that the message asks for, in their order."""
