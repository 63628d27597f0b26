"""Running custom actions inside the assistant's own process."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

logger = logging.getLogger(__name__)

ACTIONS = "actions"
ENDS_TURN = "ends_turn"
"""The attribute of an action's class that says: what comes next is the person."""
FOLLOW_UP = "followup"


class InProcessActions(EndpointConfig):
    """Stands where Rasa expects the address of an action server.

    Rasa hands each call of an action to `request`; here it goes straight to the
    executor that an action server would use. The domain is sent only to actions that
    ask for it.

    Args:
        package: the package whose actions are run.
    """

    def __init__(self, package: str = ACTIONS) -> None:
        super().__init__(url=f"in-process:{package}", enable_selective_domain=True)
        logging.getLogger("rasa_sdk.executor").setLevel(logging.WARNING)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Dict[str, Any]:
        """Runs the action that a call names.

        Returns:
            events and responses, as an action server returns them.

        Raises:
            RasaException: if there is no such action, or it refuses to run.
        """
        call = kwargs["json"]
        try:
            result = await self._executor.run(call)
        except (ActionNotFoundException, ActionExecutionRejection) as error:
            raise RasaException(
                f"The action {call.get('next_action')} cannot be run: {error}"
            ) from error
        if not result:
            return {"events": [], "responses": []}
        if self._ends_turn(call["next_action"]):
            listen_next(result["events"])
        return result

    def _ends_turn(self, action: str) -> bool:
        run = self._executor.actions[action]
        return bool(getattr(getattr(run, "__self__", None), ENDS_TURN, False))


def listen_next(events: List[Dict[str, Any]]) -> None:
    """Adds to an action's events that the person comes next, unless they say what does.

    Rasa asks all policies once more after an action, only to hear from the rules that
    it is to listen; a tenth of a turn.
    """
    if not any(event.get("event") == FOLLOW_UP for event in events):
        events.append(
            {"event": FOLLOW_UP, "timestamp": None, "name": ACTION_LISTEN_NAME}
        )
