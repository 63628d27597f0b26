"""A small load balancer: each connection to the next server that takes it."""

from __future__ import annotations

import asyncio
import threading
from typing import List, Sequence

PIECE = 65536


class Proxy:
    """Passes bytes on, without looking at them; knows nothing of conversations."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports: List[int] = list(ports)
        self._next = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        ).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _serve(
        self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter
    ) -> None:
        for _ in self._ports:
            port = self._ports[self._next % len(self._ports)]
            self._next += 1
            try:
                server, to_server = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            await asyncio.gather(
                _pass_on(client, to_server), _pass_on(server, to_client)
            )
            return
        to_client.close()


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while piece := await source.read(PIECE):
            sink.write(piece)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.close()
