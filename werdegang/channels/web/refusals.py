"""What is refused, with which status, and how that is said in either language."""

from __future__ import annotations

from typing import Any, Dict, Mapping, NamedTuple, Optional

from werdegang.serving.outages import is_outage

SECONDS_OF_OUTAGE = 5
"""After how many seconds it is worth trying a store again."""


class Wording(NamedTuple):
    """A refusal's HTTP status and texts."""

    status: int
    de: str
    en: str


WORDINGS: Mapping[str, Wording] = {
    "malformed": Wording(
        400,
        "Diese Anfrage ist nicht lesbar: {what}.",
        "This request cannot be read: {what}.",
    ),
    "empty_message": Wording(
        400,
        "Die Nachricht ist leer. Bitte schreiben Sie Ihre Frage.",
        "The message is empty. Please write your question.",
    ),
    "token_missing": Wording(
        401,
        "Es fehlt die Anmeldung. Bitte laden Sie die Seite neu.",
        "A sign-in is missing. Please reload the page.",
    ),
    "token_expired": Wording(
        401,
        "Ihre Sitzung ist abgelaufen. Bitte laden Sie die Seite neu.",
        "Your session has expired. Please reload the page.",
    ),
    "token_refused": Wording(
        403,
        "Diese Anmeldung gilt hier nicht. Bitte laden Sie die Seite neu.",
        "This sign-in is not valid here. Please reload the page.",
    ),
    "sign_in_required": Wording(
        403,
        "Hier wird nur angemeldeten Personen geantwortet.",
        "Only people who are signed in are answered here.",
    ),
    "origin_refused": Wording(
        403,
        "Von dieser Website aus darf der Assistent nicht benutzt werden.",
        "The assistant may not be used from this website.",
    ),
    "not_found": Wording(
        404, "Das gibt es hier nicht.", "There is no such thing here."
    ),
    "message_unknown": Wording(
        404,
        "Diese Nachricht gibt es in Ihrem Gespräch nicht.",
        "There is no such message in your conversation.",
    ),
    "method_refused": Wording(
        405, "Das ist hier nicht vorgesehen.", "This is not provided for here."
    ),
    "message_too_long": Wording(
        413,
        "Das ist zu lang. Bitte fassen Sie Ihre Frage in höchstens {limit} Zeichen.",
        "That is too long. Please put your question into at most {limit} characters.",
    ),
    "body_too_large": Wording(
        413, "Diese Anfrage ist zu groß.", "This request is too large."
    ),
    "not_json": Wording(
        415,
        "Diese Anfrage muss als application/json kommen.",
        "This request has to come as application/json.",
    ),
    "too_many_messages": Wording(
        429,
        "Das waren viele Nachrichten auf einmal. Bitte warten Sie {seconds} Sekunden.",
        "Those were many messages at once. Please wait {seconds} seconds.",
    ),
    "too_many_requests": Wording(
        429,
        "Von Ihrer Adresse kommen gerade zu viele Anfragen. "
        "Bitte warten Sie {seconds} Sekunden.",
        "Too many requests are coming from your address at the moment. "
        "Please wait {seconds} seconds.",
    ),
    "failed": Wording(
        500,
        "Da ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
        "Something went wrong. Please try again.",
    ),
    "unavailable": Wording(
        503,
        "Ihr Gespräch ist gerade nicht erreichbar. "
        "Bitte versuchen Sie es gleich noch einmal.",
        "Your conversation cannot be reached at the moment. Please try again shortly.",
    ),
    "not_ready": Wording(
        503,
        "Der Assistent startet noch. Bitte versuchen Sie es gleich noch einmal.",
        "The assistant is still starting. Please try again in a moment.",
    ),
    "keys_unavailable": Wording(
        503,
        "Die Anmeldung kann gerade nicht geprüft werden. "
        "Bitte versuchen Sie es gleich noch einmal.",
        "Sign-ins cannot be checked at the moment. Please try again shortly.",
    ),
}


class Refusal(Exception):
    """Raised where a request is not granted.

    Args:
        code: one of `WORDINGS`.
        seconds: after how many seconds it is worth trying again.
        values: what the wording asks for.
    """

    def __init__(self, code: str, seconds: Optional[int] = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.seconds = seconds
        self._values = {"seconds": seconds, **values}

    @property
    def status(self) -> int:
        """Returns the HTTP status."""
        return WORDINGS[self.code].status

    @property
    def headers(self) -> Dict[str, str]:
        """Returns the headers that belong to it."""
        headers = {}
        if self.seconds is not None:
            headers["Retry-After"] = str(self.seconds)
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return headers

    def text(self) -> Dict[str, str]:
        """Returns what is said about it, by language."""
        wording = WORDINGS[self.code]
        return {
            "de": wording.de.format(**self._values),
            "en": wording.en.format(**self._values),
        }

    def line(self) -> Dict[str, Any]:
        """Returns it as the last line of a stream that has begun."""
        wait = {} if self.seconds is None else {"retry_after": self.seconds}
        return {"type": "error", "code": self.code, "text": self.text(), **wait}

    def body(self) -> Dict[str, Any]:
        """Returns the body of the HTTP answer."""
        return {"error": self.code, "text": self.text()}


def refusal_of(error: BaseException) -> Refusal:
    """Returns what is said where something failed that should not."""
    if is_outage(error):
        return Refusal("unavailable", seconds=SECONDS_OF_OUTAGE)
    return Refusal("failed")
