"""What Telegram refuses in a message's buttons."""

import re

from telegram_server.errors import bad_request
from telegram_server.values import Json, JsonObject, Params

CALLBACK_DATA_LIMIT = 64
COPY_TEXT_LIMIT = 256
_TEXT_FIELDS = frozenset(["text", "style", "icon_custom_emoji_id"])
_URL = re.compile(r"(https?://[^\s/.]+\.[^\s]+|tg://[^\s]+|mailto:[^\s]+)", re.IGNORECASE)


def check_reply_markup(markup: JsonObject | None) -> JsonObject | None:
    """Return the markup if Telegram takes it; a keyboard without buttons counts as none.

    Raises:
        ApiError: A button is wrong.
    """
    rows = (markup or {}).get("inline_keyboard")
    if not isinstance(rows, list):
        return markup
    buttons = [button for row in rows if isinstance(row, list) for button in row]
    for button in buttons:
        _check_button(button)
    if len(buttons) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return markup if buttons else None


def _check_button(item: Json) -> None:
    if not isinstance(item, dict):
        raise TypeError(f"{item!r} is no button")
    button = Params(item)
    actions = item.keys() - _TEXT_FIELDS
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1 or not button.text("text"):
        raise bad_request("BUTTON_TYPE_INVALID" if button.text("text") else "BUTTON_TEXT_INVALID")
    data, url, copied = (
        button.text("callback_data"),
        button.text("url"),
        button.mapping("copy_text"),
    )
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not _URL.fullmatch(url):
        raise bad_request("BUTTON_URL_INVALID")
    if copied is not None and not 1 <= len(copied.text("text") or "") <= COPY_TEXT_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
