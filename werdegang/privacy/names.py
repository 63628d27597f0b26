"""From whom somebody is to which conversations are theirs."""

from __future__ import annotations

from werdegang.channels.web.people import conversation_id
from werdegang.serving.secrets import installation_secret, key_for
from werdegang.settings import Settings

NAMING = "conversations"
"""What the key is for that conversation ids are made with."""


def conversation_of_employee(settings: Settings, issuer: str, subject: str) -> str:
    """Returns the conversation of somebody whom the intranet signs in.

    Args:
        settings: of this installation, with its secret.
        issuer: `iss` of the intranet's tokens.
        subject: `sub` of the person's.

    Raises:
        SettingsError: if there is no secret that can be read.
    """
    key = key_for(installation_secret(settings), NAMING)
    return conversation_id(key, "employee", issuer, subject)
