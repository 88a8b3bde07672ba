"""Refusals, in telegram-bot-api's words."""

from telegram_server.values import JsonObject


class ApiError(Exception):
    """A call that the Bot API refuses.

    Attributes:
        status: The HTTP status and `error_code`.
        description: The sentence, with its prefix ("Bad Request: …").
        parameters: What a program may read from it: how long to wait, where a chat went.
    """

    def __init__(self, status: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """Return a 400; the reason's first letter is lowered, except in a CODE_LIKE_THIS."""
    if not (len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())):
        reason = reason[:1].lower() + reason[1:]
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Return a 409."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """Return a 429 that asks to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def chat_moved(new_id: int) -> ApiError:
    """Return a 400 that names the supergroup which a group has become."""
    reason = "group chat was upgraded to a supergroup chat"
    return ApiError(400, f"Bad Request: {reason}", {"migrate_to_chat_id": new_id})
