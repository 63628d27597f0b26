"""People who talk through the balancer, send again as the widget does, and check.

What is asked is fixed, and so is what has to be answered: each conversation is compared
with one that was led in peace. Its third question can be answered only from what was
said before.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

import requests

SCRIPTS: Tuple[Tuple[str, ...], ...] = (
    (
        "Welchen Abschluss brauche ich als Backoffice-Manager?",
        "Wie viel Erfahrung wird erwartet?",
        "Und welche Quelle sagt das?",
        "Was macht man da den ganzen Tag?",
    ),
    (
        "What degree do I need to become a back office manager?",
        "How much experience is expected?",
        "Where does it say that?",
        "Which skills do I need?",
    ),
)
PATIENCE = 180.0
"""Seconds after which a message that was not answered counts as lost."""
PAUSE = 0.3
SECONDS_OF_CALL = 20


@dataclass
class Conversation:
    """What one person sent and was answered, seen from their side."""

    script: int
    token: str
    ids: List[str] = field(default_factory=list)
    answers: List[List[Dict[str, Any]]] = field(default_factory=list)
    troubles: List[Dict[str, Any]] = field(default_factory=list)
    """Errors that were told with a text, and what the connection did."""
    slowest: float = 0.0


class Lost(AssertionError):
    """Raised where a message is not answered within `PATIENCE`."""


def substance(reply: Dict[str, Any]) -> Any:
    """Returns what has to be the same in each answer to the same question."""
    return reply["text"], reply["answer"]


class Person:
    """Somebody at an address, with a session of their own."""

    def __init__(self, address: str) -> None:
        self._channel = f"{address}/webhooks/web"

    def begin(self, script: int) -> Conversation:
        session = self._until_it_works("POST", "/session", {})
        return Conversation(script, session["token"])

    def ask(self, conversation: Conversation, text: str) -> None:
        """Sends a message until it is answered, always under the same id."""
        made = uuid.uuid4().hex
        begun = time.monotonic()
        while True:
            replies = self.try_once(conversation, made, text)
            if replies is not None:
                break
            if time.monotonic() - begun > PATIENCE:
                raise Lost(f"not answered: {conversation.troubles[-3:]}")
            time.sleep(PAUSE)
        conversation.slowest = max(conversation.slowest, time.monotonic() - begun)
        conversation.ids.append(made)
        conversation.answers.append(replies)

    def try_once(
        self, conversation: Conversation, made: str, text: str
    ) -> Optional[List[Dict[str, Any]]]:
        """Returns the replies, or nothing where the turn did not come to its end."""
        replies: List[Dict[str, Any]] = []
        try:
            with requests.post(
                f"{self._channel}/messages",
                json={"id": made, "text": text},
                headers=self._headers(conversation.token),
                stream=True,
                timeout=SECONDS_OF_CALL,
            ) as response:
                if response.status_code != 200:
                    conversation.troubles.append(response.json())
                    return None
                for line in map(json.loads, response.iter_lines()):
                    if line["type"] == "message":
                        replies.append(line)
                    if line["type"] == "error":
                        conversation.troubles.append(line)
                        return None
                    if line["type"] == "done":
                        return replies
        except (requests.RequestException, ValueError) as error:
            conversation.troubles.append({"connection": type(error).__name__})
        return None

    def history(self, conversation: Conversation) -> List[Dict[str, Any]]:
        found = self._until_it_works("GET", "/history", None, conversation.token)
        return list(found["messages"])

    def _until_it_works(
        self, method: str, path: str, body: Any, token: str = ""
    ) -> Dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                response = requests.request(
                    method,
                    self._channel + path,
                    json=body,
                    headers=self._headers(token),
                    timeout=SECONDS_OF_CALL,
                )
                if response.ok:
                    return dict(response.json())
                told: Any = response.text
            except (requests.RequestException, ValueError) as error:
                told = error
            assert time.monotonic() < end, told
            time.sleep(PAUSE)

    @staticmethod
    def _headers(token: str) -> Dict[str, str]:
        signed_in = {"Authorization": f"Bearer {token}"} if token else {}
        return {"Connection": "close", **signed_in}


class Crowd:
    """Several people who talk at the same time, one conversation after the other."""

    def __init__(self, address: str, people: int = 8) -> None:
        self.conversations: List[Conversation] = []
        self._address = address
        self._stopping = threading.Event()
        self._errors: List[BaseException] = []
        self._threads = [
            threading.Thread(target=self._talk, args=(number,), daemon=True)
            for number in range(people)
        ]

    def __enter__(self) -> Crowd:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Lets everybody bring their conversation to its end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE * 2)
        assert not self._errors, self._errors

    @property
    def answered(self) -> int:
        return sum(len(each.ids) for each in list(self.conversations))

    def talk_for(self, seconds: float, answers: int = 4) -> None:
        """Lets them talk so long, and until so many more answers have come."""
        wanted, end = self.answered + answers, time.monotonic() + seconds
        latest = end + PATIENCE
        while time.monotonic() < end or self.answered < wanted:
            assert time.monotonic() < latest and not self._errors, self._errors
            time.sleep(0.05)

    def _talk(self, number: int) -> None:
        person = Person(self._address)
        try:
            while not self._stopping.is_set():
                conversation = person.begin(number % len(SCRIPTS))
                self.conversations.append(conversation)
                for text in SCRIPTS[conversation.script]:
                    person.ask(conversation, text)
                number += 1
        except BaseException as error:
            self._errors.append(error)


def led_in_peace(address: str) -> List[List[Any]]:
    """Returns what each script is answered, message by message, without a fault."""
    person = Person(address)
    found = []
    for number, script in enumerate(SCRIPTS):
        conversation = person.begin(number)
        for text in script:
            person.ask(conversation, text)
        assert not conversation.troubles, conversation.troubles
        found.append(
            [[substance(reply) for reply in one] for one in conversation.answers]
        )
    return found


@dataclass(frozen=True)
class Findings:
    """What came of a number of conversations."""

    messages: int
    lost: int
    doubled: int
    out_of_order: int
    wrong: int
    tries_again: int
    slowest: float

    @property
    def faultless(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order or self.wrong)


def check(
    address: str,
    conversations: Sequence[Conversation],
    expected: Sequence[List[Any]],
    stored_ids: Iterable[str],
) -> Findings:
    """Compares what people saw with what is stored and what is right.

    Args:
        address: of a server.
        conversations: at their end.
        expected: of `led_in_peace`.
        stored_ids: ids of all messages of people in the database, as often as there.
    """
    person = Person(address)
    stored = Counter(stored_ids)
    lost = doubled = disordered = wrong = 0
    for conversation in conversations:
        history = person.history(conversation)
        asked = [said["id"] for said in history if said["who"] == "person"]
        lost += sum(made not in asked for made in conversation.ids)
        doubled += sum(max(0, stored[made] - 1) for made in conversation.ids)
        disordered += asked != conversation.ids
        for number, made in enumerate(conversation.ids):
            kept = [
                said
                for said in history
                if said["who"] == "assistant" and said["id"].startswith(f"{made}.")
            ]
            right = expected[conversation.script][number]
            seen = conversation.answers[number]
            wrong += [substance(said) for said in kept] != right
            wrong += [substance(said) for said in seen] != right
    return Findings(
        messages=sum(len(each.ids) for each in conversations),
        lost=lost,
        doubled=doubled,
        out_of_order=disordered,
        wrong=wrong,
        tries_again=sum(len(each.troubles) for each in conversations),
        slowest=max((each.slowest for each in conversations), default=0.0),
    )
