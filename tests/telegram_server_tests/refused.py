"""What is asked of the server without any client library, and what its refusals say."""

from collections.abc import Callable

Api = Callable[..., dict[str, object]]


def refusal(body: dict[str, object]) -> str:
    assert body["ok"] is False
    return str(body["description"])


def buttons(**button: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "More", **button}]]}
