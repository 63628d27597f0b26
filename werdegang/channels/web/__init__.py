"""The web channel: what the widget in a browser talks to. docs/web-protocol.md."""

from __future__ import annotations

from werdegang.channels.web.channel import WebInput

__all__ = ["WebInput"]
