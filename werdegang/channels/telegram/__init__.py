"""Telegram: the adviser in the messenger. docs/telegram.md says how it behaves.

What an update means (`reading`), what follows from it (`behaviour`, a `plan`), and how
that is said (`formatting`, `texts`) know nothing of the network; `service`, `dispatch`,
`answering`, `sending`, `limits` and `store` carry it.
"""

from werdegang.channels.telegram.channel import TelegramInput

__all__ = ["TelegramInput"]
