"""What a person is shown of their conversation. No side effects."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.shared.core.trackers import DialogueStateTracker

from werdegang.channels.web.feedback import feedback_in
from werdegang.channels.web.transcript import transcript


def shown(tracker: Optional[DialogueStateTracker]) -> Dict[str, Any]:
    """Returns what was said in a conversation, and what was thought of it."""
    if tracker is None:
        return {"messages": [], "feedback": {}}
    return {
        "messages": [message.as_dict() for message in transcript(tracker.events)],
        "feedback": feedback_in(tracker),
    }
