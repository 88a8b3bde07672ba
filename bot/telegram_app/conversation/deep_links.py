"""Links that open the private chat with the bot: at a question, at a passage, or by invitation.

Telegram hands ``https://t.me/<bot>?start=<payload>`` to the bot as ``/start <payload>``. Anybody
can write that: a payload is not trusted.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from bot.telegram_app.messages.formatted import clean
from corpus.reference import LENGTH, Reference

PAYLOAD_LIMIT = 64
"""Characters, each of ``A-Za-z0-9_-``."""

INVITATION_BYTES = 16
"""Of randomness: 128 bits."""

_QUESTION, _PASSAGE, _INVITATION = "q_", "p_", "i_"
_PAYLOAD = re.compile(r"(q_|p_|i_)([A-Za-z0-9_-]{1,62})")


@dataclass(frozen=True, slots=True)
class LinkedQuestion:
    """A link asks this."""

    text: str


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A link shows the passage of this name, if there is one."""

    reference: Reference


@dataclass(frozen=True, slots=True)
class LinkedInvitation:
    """A link lets somebody in, if its token is still good."""

    token: str


def question_payload(text: str) -> str | None:
    """What asks ``text``; None where that is too long for a link, or nothing."""
    coded = _encoded(text.strip().encode("utf-8", "replace"))
    payload = _QUESTION + coded
    return payload if coded and len(payload) <= PAYLOAD_LIMIT else None


def passage_payload(reference: Reference) -> str:
    """What shows the passage of that name."""
    return _PASSAGE + _encoded(reference)


def invitation_payload(token: str) -> str:
    """What lets somebody in by ``token``."""
    return _INVITATION + token


def link_to(username: str, payload: str) -> str:
    """The link to the bot of that name (without ``@``)."""
    return f"https://t.me/{username}?start={payload}"


def followed(payload: str) -> LinkedQuestion | LinkedPassage | LinkedInvitation | None:
    """What ``payload`` asks for; None where it is none of ours."""
    found = _PAYLOAD.fullmatch(payload)
    content = _decoded(found[2]) if found else None
    if found is None or content is None:
        return None
    if found[1] == _INVITATION:
        return LinkedInvitation(found[2]) if len(content) == INVITATION_BYTES else None
    if found[1] == _PASSAGE:
        return LinkedPassage(Reference(content)) if len(content) == LENGTH else None
    try:
        text = clean(content.decode("utf-8")).strip()
    except UnicodeDecodeError:
        return None
    return LinkedQuestion(text) if text else None


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        return None
