"""Reading the knowledge files, with every mistake reported at once."""

from __future__ import annotations

from pathlib import Path
from typing import (
    Dict,
    Iterable,
    List,
    Optional,
    Sequence,
    Tuple,
    Type,
)

from werdegang.careers.background_files import (
    area_problems,
    form_lists,
    qualification_problems,
)
from werdegang.careers.model import (
    ALL_ROLES,
    AreasFile,
    DisagreementsFile,
    Document,
    DocumentsFile,
    FactsFile,
    Knowledge,
    NeedsFile,
    QualificationsFile,
    RolesFile,
    SourcedFact,
    Term,
    VocabularyFile,
    Wording,
)
from werdegang.careers.placeholders import (
    requirement_placeholders,
    wording_placeholders,
)
from werdegang.careers.problems import (
    FileType,
    KnowledgeError,
    Problem,
    Source,
    repeated_ids,
    unknown,
)
from werdegang.careers.reading import read_file
from werdegang.careers.requirement_files import (
    Names,
    ladder_problems,
    requirement_problems,
)
from werdegang.careers.requirement_model import (
    LadderFile,
    ProfileWording,
    RequirementsFile,
)
from werdegang.careers.yaml_lines import Path_


def load_knowledge(folder: Path) -> Knowledge:
    """Reads and checks all knowledge files.

    Args:
        folder: where `documents.yml`, `roles.yml`, `needs.yml`, `disagreements.yml`,
            `vocabulary.yml`, `qualifications.yml`, `areas.yml`, `requirements.yml`,
            `ladder.yml`, `wording.yml`, `profile_wording.yml` and the folder `facts`
            are.

    Returns:
        the knowledge, indexed for answering.

    Raises:
        KnowledgeError: with every mistake that was found.
    """
    problems: List[Problem] = []

    def read(name: str, shape: Type[FileType]) -> Optional[Source[FileType]]:
        return read_file(folder, name, shape, problems)

    documents = read("documents.yml", DocumentsFile)
    roles = read("roles.yml", RolesFile)
    needs = read("needs.yml", NeedsFile)
    disagreements = read("disagreements.yml", DisagreementsFile)
    vocabulary = read("vocabulary.yml", VocabularyFile)
    qualifications = read("qualifications.yml", QualificationsFile)
    areas = read("areas.yml", AreasFile)
    requirements = read("requirements.yml", RequirementsFile)
    ladder = read("ladder.yml", LadderFile)
    wording = read("wording.yml", Wording)
    profile_wording = read("profile_wording.yml", ProfileWording)
    fact_files = [
        read(f"facts/{path.name}", FactsFile)
        for path in sorted((folder / "facts").glob("*.yml"))
    ]
    if not fact_files:
        problems.append(
            Problem(
                "facts", 1, "There is no file of facts.", "Add one, ending in .yml."
            )
        )
    if (
        documents is None
        or roles is None
        or needs is None
        or disagreements is None
        or vocabulary is None
        or qualifications is None
        or areas is None
        or requirements is None
        or ladder is None
        or wording is None
        or profile_wording is None
        or any(source is None for source in fact_files)
        or not fact_files
    ):
        raise KnowledgeError(problems)
    facts = [source for source in fact_files if source is not None]

    problems += repeated_ids([documents], "documents")
    problems += repeated_ids([roles], "roles")
    problems += repeated_ids([needs], "needs")
    problems += repeated_ids(facts, "facts")
    problems += repeated_ids([disagreements], "disagreements")
    for kind in ("degrees", "fields", "skills"):
        problems += repeated_ids([vocabulary], kind)
    problems += _role_problems(roles)
    problems += _need_problems(needs, facts)
    for source in facts:
        problems += _fact_problems(source, documents, roles, needs, facts)
    problems += _vocabulary_problems(vocabulary, needs)
    problems += repeated_ids([qualifications], "qualifications")
    problems += repeated_ids([areas], "areas")
    problems += qualification_problems(qualifications, vocabulary)
    problems += area_problems(areas)
    names = Names.of(roles, facts, areas, vocabulary)
    problems += requirement_problems(requirements, names)
    problems += requirement_placeholders(requirements)
    problems += ladder_problems(ladder, names)
    problems += wording_placeholders(profile_wording)
    problems += _disagreement_problems(disagreements, facts)
    if problems:
        raise KnowledgeError(problems)

    return _index(
        documents.content,
        roles.content,
        needs.content,
        [source.content for source in facts],
        disagreements.content,
        vocabulary.content,
        qualifications.content,
        areas.content,
        requirements.content,
        ladder.content,
        wording.content,
        profile_wording.content,
    )


def _role_problems(roles: Source[RolesFile]) -> Iterable[Problem]:
    known = {role.id for role in roles.content.roles}
    defaults = [role.id for role in roles.content.roles if role.default]
    if len(defaults) != 1:
        yield roles.problem(
            ("roles",),
            f"{len(defaults)} roles have `default: true`.",
            "Mark exactly one role as the default.",
        )
    owners: Dict[str, str] = {}
    for place, role in enumerate(roles.content.roles):
        if role.kind_of is not None:
            path = ("roles", place, "kind_of")
            yield from unknown(roles, path, "role", [role.kind_of], known - {role.id})
        if not role.forms.de or not role.forms.en:
            yield roles.problem(
                ("roles", place, "forms"),
                f"The role `{role.id}` has no forms in one of the languages.",
                "Add at least one form for each language.",
            )
        for form in role.forms.all():
            owner = owners.setdefault(form.casefold(), role.id)
            if owner != role.id:
                yield roles.problem(
                    ("roles", place, "forms"),
                    f"`{form}` names both `{owner}` and `{role.id}`.",
                    "Keep it under one role.",
                )


def _need_problems(
    needs: Source[NeedsFile], facts: Sequence[Source[FactsFile]]
) -> Iterable[Problem]:
    known = {need.id for need in needs.content.needs}
    answered = {
        name
        for file in facts
        for fact in file.content.facts
        for name in [*fact.needs, *fact.also]
    }
    for place, need in enumerate(needs.content.needs):
        yield from unknown(needs, ("needs", place, "next"), "need", need.next, known)
        if need.instead is not None:
            path = ("needs", place, "instead")
            yield from unknown(needs, path, "need", [need.instead], known)
        if need.silent and need.text is None:
            yield needs.problem(
                ("needs", place),
                f"`{need.id}` is silent but has no `text`.",
                "Add a text that says so and names a place that knows.",
            )
        if not need.silent and need.id not in answered:
            yield needs.problem(
                ("needs", place),
                f"No fact answers `{need.id}`.",
                "Add a fact with this need, or mark the need as `silent: true`.",
            )


def _fact_problems(
    source: Source[FactsFile],
    documents: Source[DocumentsFile],
    roles: Source[RolesFile],
    needs: Source[NeedsFile],
    files: Sequence[Source[FactsFile]],
) -> Iterable[Problem]:
    by_id = {document.id: document for document in documents.content.documents}
    document: Optional[Document] = by_id.get(source.content.document)
    yield from unknown(
        source, ("document",), "document", [source.content.document], set(by_id)
    )
    sections = {section.id for section in document.sections} if document else None
    known_roles = {role.id for role in roles.content.roles}
    known_needs = {need.id for need in needs.content.needs if not need.silent}
    known_facts = {fact.id for file in files for fact in file.content.facts}
    for place, fact in enumerate(source.content.facts):
        at: Path_ = ("facts", place)
        yield from unknown(
            source, (*at, "needs"), "answerable need", fact.needs, known_needs
        )
        yield from unknown(
            source, (*at, "also"), "answerable need", fact.also, known_needs
        )
        if fact.roles != ALL_ROLES:
            yield from unknown(source, (*at, "roles"), "role", fact.roles, known_roles)
        if sections is not None:
            yield from unknown(
                source, (*at, "section"), "section", [fact.section], sections
            )
        yield from unknown(
            source,
            (*at, "disagrees_with"),
            "other fact",
            fact.disagrees_with,
            known_facts - {fact.id},
        )


def _vocabulary_problems(
    source: Source[VocabularyFile], needs: Source[NeedsFile]
) -> Iterable[Problem]:
    known = {need.id for need in needs.content.needs}
    content = source.content
    for entity, need in content.needs.items():
        yield from unknown(source, ("needs", entity), "need", [need], known)
    for place, group in enumerate(content.akin):
        yield from unknown(source, ("akin", place), "need", group, known)
    for kind in ("degrees", "fields", "skills"):
        for place, term in enumerate(getattr(content, kind)):
            if term.need is not None:
                path = (kind, place, "need")
                yield from unknown(source, path, "need", [term.need], known)


def _disagreement_problems(
    source: Source[DisagreementsFile], files: Sequence[Source[FactsFile]]
) -> Iterable[Problem]:
    facts = {fact.id: fact for file in files for fact in file.content.facts}
    for place, disagreement in enumerate(source.content.disagreements):
        path = ("disagreements", place, "facts")
        yield from unknown(source, path, "fact", disagreement.facts, set(facts))
    worded = [set(entry.facts) for entry in source.content.disagreements]
    for file in files:
        for place, fact in enumerate(file.content.facts):
            for other in fact.disagrees_with:
                if other in facts and not any({fact.id, other} <= w for w in worded):
                    yield file.problem(
                        ("facts", place, "disagrees_with"),
                        f"`{fact.id}` and `{other}` disagree, but nothing says how.",
                        "Add the pair to disagreements.yml with a sentence on it.",
                    )


def _index(
    documents: DocumentsFile,
    roles: RolesFile,
    needs: NeedsFile,
    fact_files: Sequence[FactsFile],
    disagreements: DisagreementsFile,
    vocabulary: VocabularyFile,
    qualifications: QualificationsFile,
    areas: AreasFile,
    requirements: RequirementsFile,
    ladder: LadderFile,
    wording: Wording,
    profile_wording: ProfileWording,
) -> Knowledge:
    by_id: Dict[str, Document] = {d.id: d for d in documents.documents}
    sourced: List[SourcedFact] = []
    order = list(by_id)
    for file in sorted(fact_files, key=lambda file: order.index(file.document)):
        document = by_id[file.document]
        sections = {section.id: section for section in document.sections}
        for fact in file.facts:
            sourced.append(
                SourcedFact(fact, document, sections[fact.section], len(sourced))
            )

    def strongest_first(key: str, need: str) -> Tuple[SourcedFact, ...]:
        chosen = [item for item in sourced if need in getattr(item.fact, key)]
        return tuple(sorted(chosen, key=lambda x: (x.fact.strength.rank, x.place)))

    terms: Dict[str, Tuple[Term, ...]] = {
        "degree": tuple(
            term.copy(update=form_lists(term, qualifications.qualifications))
            for term in vocabulary.degrees
        ),
        "field": tuple(vocabulary.fields),
        "skill": tuple(vocabulary.skills),
    }
    return Knowledge(
        documents=by_id,
        roles={role.id: role for role in roles.roles},
        needs={need.id: need for need in needs.needs},
        facts={item.id: item for item in sourced},
        disagreements=tuple(disagreements.disagreements),
        terms=terms,
        term_needs={str(entity): need for entity, need in vocabulary.needs.items()},
        kin=tuple(tuple(group) for group in vocabulary.akin),
        wording=wording,
        default_role=next(role.id for role in roles.roles if role.default),
        by_need={need.id: strongest_first("needs", need.id) for need in needs.needs},
        aside={need.id: strongest_first("also", need.id) for need in needs.needs},
        qualifications={kind.id: kind for kind in qualifications.qualifications},
        areas={area.id: area for area in areas.areas},
        requirements=tuple(requirements.requirements),
        steps=tuple(requirements.steps),
        rungs=tuple(ladder.rungs),
        profile_wording=profile_wording,
    )
