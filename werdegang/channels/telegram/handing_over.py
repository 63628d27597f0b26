"""The career ladder as a picture, and the plan as a document."""

from __future__ import annotations

import json
from typing import List

from werdegang.channels.telegram.conversations import Reply
from werdegang.channels.telegram.formatting import pieces
from werdegang.channels.telegram.plan import PAPER, PICTURE, Step
from werdegang.serving.handing_over import (
    comparison_of,
    file_name,
    picture_of,
    plan_of,
)

LONGEST_CAPTION = 1024


def pictures(reply: Reply) -> List[Step]:
    """Returns the step that sends the ladder of a comparison, with a caption."""
    if reply.drawn is None:
        return []
    caption = pieces(comparison_of(reply.drawn).ladder.description, LONGEST_CAPTION)[0]
    return [Step(PICTURE, json.dumps(reply.drawn), about=caption)]


def papers(reply: Reply) -> List[Step]:
    """Returns the step that sends the plan, if the reply hands one over."""
    if reply.plan is None:
        return []
    name = file_name(reply.plan["language"])
    return [Step(PAPER, json.dumps(reply.plan), file_name=name)]


def picture(step: Step) -> bytes:
    """Draws the picture of a step."""
    return picture_of(comparison_of(json.loads(step.text)))


def paper(step: Step, contact: str) -> bytes:
    """Sets the plan of a step."""
    return plan_of(json.loads(step.text), contact)
