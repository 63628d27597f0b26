"""Running custom actions inside the assistant's own process."""

from __future__ import annotations

import logging
from typing import Any, Dict, Optional

from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

logger = logging.getLogger(__name__)

ACTIONS = "actions"


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
        return result or {"events": [], "responses": []}
