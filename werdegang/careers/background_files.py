"""Checks of what backgrounds are read by: qualifications and areas of work."""

from __future__ import annotations

from typing import Dict, Iterable, Iterator, Sequence, Set, Tuple

from werdegang.careers.model import (
    AreasFile,
    Forms,
    QualificationKind,
    QualificationsFile,
    Term,
    VocabularyFile,
)
from werdegang.careers.problems import Problem, Source, unknown
from werdegang.careers.yaml_lines import Path_

FORM_KEYS = ("forms", "titles", "trained", "endings")


def form_lists(term: Term, kinds: Iterable[QualificationKind]) -> Dict[str, Forms]:
    """Returns a degree's forms and stems, those of its qualifications included."""
    named = [term, *(kind for kind in kinds if kind.degree == term.id)]
    return {
        key: Forms(
            de=[form for entry in named for form in getattr(entry, key).de],
            en=[form for entry in named for form in getattr(entry, key).en],
        )
        for key in ("forms", "stems")
    }


def qualification_problems(
    source: Source[QualificationsFile], vocabulary: Source[VocabularyFile]
) -> Iterator[Problem]:
    """Yields unknown degrees and fields, and forms that stand for two things."""
    degrees: Set[str] = {term.id for term in vocabulary.content.degrees}
    fields: Set[str] = {term.id for term in vocabulary.content.fields}
    in_vocabulary = {
        form.casefold(): term.id
        for term in vocabulary.content.degrees
        for form in term.forms.all()
    }
    owners: Dict[Tuple[str, str], str] = {}
    for place, kind in enumerate(source.content.qualifications):
        at: Path_ = ("qualifications", place)
        if kind.degree is not None:
            path = (*at, "degree")
            yield from unknown(source, path, "degree", [kind.degree], degrees)
        if kind.field is not None:
            yield from unknown(source, (*at, "field"), "field", [kind.field], fields)
        for key in FORM_KEYS:
            lists: Forms = getattr(kind, key)
            yield from _owned_twice(source, (*at, key), kind.id, key, lists, owners)
        for form in kind.forms.all():
            if form.casefold() in in_vocabulary:
                owner = in_vocabulary[form.casefold()]
                yield source.problem(
                    (*at, "forms"),
                    f"`{form}` is a form of `{owner}` in vocabulary.yml already.",
                    "Take it out there; `degree` connects the two.",
                )


def area_problems(source: Source[AreasFile]) -> Iterator[Problem]:
    """Yields areas without forms in a language, and forms of two areas."""
    owners: Dict[Tuple[str, str], str] = {}
    for place, area in enumerate(source.content.areas):
        at: Path_ = ("areas", place, "forms")
        if not area.forms.de or not area.forms.en:
            yield source.problem(
                at,
                f"The area `{area.id}` has no forms in one of the languages.",
                "Add at least one form for each language.",
            )
        yield from _owned_twice(source, at, area.id, "forms", area.forms, owners)


def _owned_twice(
    source: Source[QualificationsFile] | Source[AreasFile],
    path: Path_,
    name: str,
    key: str,
    lists: Forms,
    owners: Dict[Tuple[str, str], str],
) -> Iterator[Problem]:
    forms: Sequence[str] = lists.all()
    for form in forms:
        owner = owners.setdefault((key, form.casefold()), name)
        if owner != name:
            yield source.problem(
                path,
                f"`{form}` names both `{owner}` and `{name}`.",
                "Keep it under one of them.",
            )
