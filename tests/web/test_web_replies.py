"""A reply goes out before the turn is over."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List, Optional

from werdegang.channels.web.turns import ReplyQueue


async def test_a_reply_is_sent_before_its_turn_goes_on() -> None:
    lines: asyncio.Queue[Optional[Dict[str, Any]]] = asyncio.Queue()
    sent: List[Any] = []

    async def client() -> None:
        sent.append(await lines.get())

    reading = asyncio.ensure_future(client())
    await asyncio.sleep(0)
    said = {"text": "So.", "timestamp": 1.0}
    await ReplyQueue("message-1", lines).send_response("me", said)
    assert [line["text"] for line in sent] == ["So."]
    await reading
