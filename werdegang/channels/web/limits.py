"""How often somebody may ask, counted in this process."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from typing import Callable, Deque, Optional

from werdegang.channels.web.refusals import Refusal

SECONDS = 60.0
MOST_COUNTED = 50_000
"""How many conversations or addresses are counted at most; the oldest go first."""


class Limit:
    """So many times within any minute.

    Args:
        most: times a minute.
        refusal: code of the refusal.
        now: the clock, in seconds.
    """

    def __init__(
        self, most: int, refusal: str, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._refusal = refusal
        self._now = now
        self._times: OrderedDict[str, Deque[float]] = OrderedDict()

    def count(self, name: str) -> None:
        """Counts once more.

        Args:
            name: conversation or address.

        Raises:
            Refusal: if it was too often; says after how many seconds it is not.
        """
        now = self._now()
        times = self._times.setdefault(name, deque())
        self._times.move_to_end(name)
        while times and times[0] <= now - SECONDS:
            times.popleft()
        if len(times) >= self._most:
            raise Refusal(
                self._refusal, seconds=max(1, math.ceil(times[0] + SECONDS - now))
            )
        times.append(now)
        self._forget(now)

    def _forget(self, now: float) -> None:
        while self._times:
            name, times = next(iter(self._times.items()))
            if len(self._times) <= MOST_COUNTED and times[-1] > now - SECONDS:
                return
            del self._times[name]


def address_of(peer: str, forwarded_for: Optional[str], proxies: int) -> str:
    """Returns the address that a request comes from.

    Args:
        peer: who is connected.
        forwarded_for: the header X-Forwarded-For.
        proxies: how many proxies of one's own stand in front; each adds who was
            connected to it, so that what stands before these was made up by anyone.
    """
    if not proxies or not forwarded_for:
        return peer
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    return hops[-proxies] if len(hops) >= proxies else peer
