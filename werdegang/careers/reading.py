"""Reading one knowledge file: YAML into its shape, mistakes into problems."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Optional, Type

import yaml
from pydantic import ValidationError

from werdegang.careers.problems import FileType, Problem, Source
from werdegang.careers.yaml_lines import LinedYaml, Path_

REMEDIES = {
    "value_error.missing": "Add the missing key `{key}`.",
    "value_error.extra": "Remove the key `{key}`, or correct its spelling.",
    "type_error.enum": "Use one of the values listed.",
    "value_error.const": "Use one of the values listed.",
    "value_error.any_str.min_length": "Write a text of at least one character.",
    "type_error.list": "Write a list, one entry a line after `- `.",
    "type_error.dict": "Write a mapping, one `key: value` a line.",
    "type_error.none.not_allowed": "Give `{key}` a value.",
}
OTHER_REMEDY = "Correct `{key}`; CONTRIBUTING.md shows an example."


def read_file(
    folder: Path, name: str, shape: Type[FileType], problems: List[Problem]
) -> Optional[Source[FileType]]:
    """Reads and checks one file.

    Args:
        folder: where it is.
        name: its name there.
        shape: what it has to look like.
        problems: the list that its mistakes are added to.

    Returns:
        the file, or None where it cannot be used.
    """
    path = folder / name
    try:
        lined = LinedYaml(path)
    except FileNotFoundError:
        problems.append(Problem(name, 1, "The file is missing.", f"Add {path}."))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        problems.append(
            Problem(
                name,
                mark.line + 1 if mark else 1,
                f"This is not YAML: {what}.",
                "Check indentation, colons and quotes on this line and the one before.",
            )
        )
        return None
    except UnicodeDecodeError:
        problems.append(
            Problem(name, 1, "The file is not in UTF-8.", "Save it as UTF-8.")
        )
        return None
    repeated = [
        Problem(name, line, f"The key `{key}` stands twice.", "Keep one of the two.")
        for line, key in lined.repeated_keys
    ]
    problems.extend(repeated)
    try:
        return Source(name, lined, shape.parse_obj(lined.value or {}))
    except ValidationError as error:
        problems.extend(_shape_problem(name, lined, found) for found in error.errors())
        return None


def _shape_problem(name: str, lined: LinedYaml, found: Any) -> Problem:
    path: Path_ = tuple(found["loc"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    where = ".".join(str(part) for part in path)
    remedy = REMEDIES.get(found["type"], OTHER_REMEDY).format(key=key)
    return Problem(name, lined.line_of(path), f"`{where}`: {found['msg']}.", remedy)
