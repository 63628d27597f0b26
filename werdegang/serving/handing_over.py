"""What a reply holds besides words: the comparison, its drawing, the plan on paper.

An action utters plain data (background, role, language); what a channel shows or hands
over is made from them anew, by the one drawing and the one plan that there are.
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Union
from xml.etree import ElementTree

from actions.knowledge import knowledge
from werdegang.careers import Comparison, Profile, compare, ladder_svg

COMPARED, PLANNED = "comparison", "plan"
"""Keys of a reply's machine-readable part."""
FILE_NAMES = {"de": "Mein-Plan.pdf", "en": "My-plan.pdf"}

Drawing = List[Union[str, Dict[str, str], List[Any]]]
"""An element of a drawing: name, attributes, and what is in it."""


def comparison_of(stored: Mapping[str, Any]) -> Comparison:
    """Compares a background with a role, both as a reply names them.

    Args:
        stored: `profile`, `role` and `language`.

    Raises:
        KeyError: if the role is not known any longer.
    """
    profile = Profile.from_dict(stored.get("profile") or {})
    return compare(knowledge(), profile, stored["role"], stored["language"])


def plan_of(stored: Mapping[str, Any], contact: str = "") -> bytes:
    """Returns the plan as PDF; arguments and errors as for `comparison_of`."""
    from werdegang.printing import plan_pdf

    return plan_pdf(knowledge(), comparison_of(stored), contact=contact)


def picture_of(comparison: Comparison) -> bytes:
    """Returns the ladder as PNG."""
    from werdegang.printing import ladder_png

    return ladder_png(comparison.ladder)


def file_name(language: str) -> str:
    """Returns what the plan's file is called."""
    return FILE_NAMES.get(language, FILE_NAMES["en"])


def drawing_of(comparison: Comparison) -> Drawing:
    """Returns the ladder as names, attributes and contents.

    A page can build it element by element, without parsing markup.
    """
    return _element(ElementTree.fromstring(ladder_svg(comparison.ladder)))


def made_from(custom: Mapping[str, Any]) -> Optional[Dict[str, Any]]:
    """Returns what the drawing of a reply is made from, or nothing if it has none."""
    if COMPARED not in custom:
        return None
    shown = custom[COMPARED]
    return {
        "profile": custom.get("profile") or {},
        "role": shown["role"],
        "language": shown["language"],
    }


def view_of(custom: Mapping[str, Any]) -> Optional[Dict[str, Any]]:
    """Returns what a page shows beside a reply's words, or nothing.

    Args:
        custom: the machine-readable part of a reply.
    """
    drawn = made_from(custom)
    if drawn is not None:
        drawing = drawing_of(comparison_of(drawn))
        return {"comparison": custom[COMPARED], "drawing": drawing}
    if PLANNED in custom:
        return {"plan": file_name(custom[PLANNED]["language"])}
    return None


def _element(node: ElementTree.Element) -> Drawing:
    name = node.tag.rpartition("}")[2]
    inner: List[Any] = [node.text] if node.text else []
    for child in node:
        inner.append(_element(child))
    return [name, dict(node.attrib), *inner]
