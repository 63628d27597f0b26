"""What has to be true of whatever the assistant replies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Dict, List

import yaml
from jsonschema import Draft4Validator, RefResolver

from werdegang.careers import load_knowledge

from .texts import Typed, language_of

ROOT = Path(__file__).parents[2]
OPENAPI = ROOT / "docs" / "openapi.yml"


@cache
def validator(name: str) -> Draft4Validator:
    """Returns what checks a schema of docs/openapi.yml."""
    document = _nullable(yaml.safe_load(OPENAPI.read_text(encoding="utf-8")))
    resolver = RefResolver("", document)
    schema = document["components"]["schemas"][name]
    return Draft4Validator(schema, resolver=resolver)


def _nullable(part: Any) -> Any:
    """Returns OpenAPI 3.0 as JSON Schema, which says `nullable` by a type."""
    if isinstance(part, list):
        return [_nullable(each) for each in part]
    if not isinstance(part, dict):
        return part
    found = {key: _nullable(value) for key, value in part.items()}
    if found.pop("nullable", False) is True and "type" in found:
        found["type"] = [found["type"], "null"]
    return found


@cache
def names_of_documents() -> List[str]:
    """Returns the titles of documents and of their sections, in all languages."""
    knowledge = load_knowledge(ROOT / "knowledge")
    return [
        name
        for document in knowledge.documents.values()
        for name in (
            document.title,
            *(
                text
                for section in document.sections
                if section.name is not None
                for text in (section.name.de, section.name.en)
            ),
        )
    ]


def check_line(line: Dict[str, Any]) -> None:
    """Raises where a line of the stream is not as described."""
    validator("Line").validate(line)


def check_language(typed: Typed, replies: List[str], answer: Any) -> None:
    """Raises where what is said is not in the language that it says it is in.

    Args:
        typed: what was asked, with the language that is right where that is clear.
        replies: the texts.
        answer: the machine-readable part.
    """
    assert replies and all(reply.strip() for reply in replies), (typed, replies)
    assert answer is not None, (typed, replies)
    language = answer["language"]
    if typed.language is not None:
        assert language == typed.language, (typed, language, replies)
    for reply in replies:
        # What is shown of what is stored is quoted as it was said, and a document is
        # named as it names itself.
        own = reply.split("\n{")[0]
        for name in names_of_documents():
            own = own.replace(name, "")
        assert language_of(own) in (language, None), (typed, language, reply)
