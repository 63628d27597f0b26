"""Reading what people say of themselves: qualifications, experience, leading, skills.

Pure functions under `read_background`; one subject a file. Words that are no forms of
the knowledge files (negations, "abgebrochen", "dropped out") stand with the subject
that they belong to.
"""

from werdegang.understanding.background.fields import fields_named
from werdegang.understanding.background.mentions import Lists
from werdegang.understanding.background.reading import (
    field_of,
    read_background,
    years_uncertain,
)

__all__ = ["Lists", "fields_named", "field_of", "read_background", "years_uncertain"]
