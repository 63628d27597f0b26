"""Checks of what profiles are compared with: requirements, steps and the ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Iterable, Iterator, Sequence, Set

from werdegang.careers.model import (
    AreasFile,
    Fact,
    FactsFile,
    Role,
    RolesFile,
    VocabularyFile,
)
from werdegang.careers.problems import Problem, Source, repeated_ids, unknown
from werdegang.careers.requirement_model import (
    ANY,
    LadderFile,
    RequirementsFile,
    Way,
)
from werdegang.careers.yaml_lines import Path_


@dataclass(frozen=True)
class Names:
    """What requirements may refer to."""

    roles: Dict[str, Role]
    facts: Dict[str, Fact]
    areas: Set[str]
    fields: Set[str]
    skills: Set[str]

    @classmethod
    def of(
        cls,
        roles: Source[RolesFile],
        facts: Sequence[Source[FactsFile]],
        areas: Source[AreasFile],
        vocabulary: Source[VocabularyFile],
    ) -> Names:
        """Gathers the names that the other files define."""
        return cls(
            roles={role.id: role for role in roles.content.roles},
            facts={fact.id: fact for file in facts for fact in file.content.facts},
            areas={area.id for area in areas.content.areas},
            fields={term.id for term in vocabulary.content.fields},
            skills={term.id for term in vocabulary.content.skills},
        )

    def about(self, fact: str, role: str) -> bool:
        """Tells whether a fact is about a role or about what that is a kind of."""
        parent = self.roles[role].kind_of
        stated = self.facts[fact]
        return stated.is_about(role) or bool(parent and stated.is_about(parent))


def requirement_problems(
    source: Source[RequirementsFile], names: Names
) -> Iterator[Problem]:
    """Yields unknown names, and requirements or steps that no fact carries."""
    content = source.content
    yield from repeated_ids([source], "requirements")
    yield from repeated_ids([source], "steps")
    for place, requirement in enumerate(content.requirements):
        at: Path_ = ("requirements", place)
        yield from _named(source, at, requirement, names)
        for key in ("met_by", "partly_by"):
            ways = getattr(requirement, key)
            yield from _way_problems(source, (*at, key), ways, names)
        for role in requirement.roles:
            known = [fact for fact in requirement.facts if fact in names.facts]
            if role in names.roles and not any(names.about(f, role) for f in known):
                yield source.problem(
                    (*at, "facts"),
                    f"No fact of `{requirement.id}` is about `{role}`.",
                    "Add one that is, or take the role out.",
                )
    ids = {requirement.id for requirement in content.requirements}
    for place, step in enumerate(content.steps):
        at = ("steps", place)
        yield from _named(source, at, step, names)
        for key in ("serves", "after"):
            named = getattr(step, key)
            yield from unknown(source, (*at, key), "requirement", named, ids)
        yield from _way_problems(source, (*at, "unless"), step.unless, names)
        for role in step.roles:
            for fact in step.facts:
                if (
                    role in names.roles
                    and fact in names.facts
                    and not names.about(fact, role)
                ):
                    yield source.problem(
                        (*at, "facts"),
                        f"`{fact}` is not about `{role}`, for whom the step is.",
                        "Take the fact or the role out.",
                    )
        if step.serves == [] and any(
            "{open}" in step.text.in_(language) for language in ("de", "en")
        ):
            yield source.problem(
                (*at, "text"),
                f"`{step.id}` names what is open but serves no requirement.",
                "Add the requirements to `serves`, or take {open} out.",
            )


def ladder_problems(source: Source[LadderFile], names: Names) -> Iterator[Problem]:
    """Yields unknown names, and roles that stand on two rungs."""
    yield from repeated_ids([source], "rungs")
    owners: Dict[str, str] = {}
    for place, rung in enumerate(source.content.rungs):
        at: Path_ = ("rungs", place)
        yield from _named(source, at, rung, names)
        yield from _way_problems(source, (*at, "stands_by"), rung.stands_by, names)
        for role in rung.roles:
            owner = owners.setdefault(role, rung.id)
            if owner != rung.id:
                yield source.problem(
                    (*at, "roles"),
                    f"`{role}` stands on `{owner}` and on `{rung.id}`.",
                    "Keep it on one rung.",
                )


def _named(
    source: Source[Any], at: Path_, entry: Any, names: Names
) -> Iterator[Problem]:
    yield from unknown(source, (*at, "roles"), "role", entry.roles, set(names.roles))
    yield from unknown(source, (*at, "facts"), "fact", entry.facts, set(names.facts))


def _way_problems(
    source: Source[Any], at: Path_, ways: Iterable[Way], names: Names
) -> Iterator[Problem]:
    for place, way in enumerate(ways):
        here: Path_ = (*at, place)
        facts = set(names.facts)
        yield from unknown(source, (*here, "facts"), "fact", way.facts, facts)
        if way.skills is not None:
            path = (*here, "skills")
            yield from unknown(source, path, "skill", way.skills, names.skills)
        if way.qualification is not None and way.qualification.fields != ANY:
            path = (*here, "qualification", "fields")
            fields = way.qualification.fields
            yield from unknown(source, path, "field", fields, names.fields)
        if way.experience is not None:
            path = (*here, "experience", "areas")
            areas = [] if way.experience.areas == ANY else way.experience.areas
            yield from unknown(source, path, "area", areas, names.areas)
            path = (*here, "experience", "roles")
            roles = way.experience.roles
            yield from unknown(source, path, "role", roles, set(names.roles))
