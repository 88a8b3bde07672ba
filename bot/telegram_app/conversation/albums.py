"""Albums: Telegram sends each picture of one as a message of its own, and one reply is enough."""

from collections import OrderedDict

from telegram import Message

_REMEMBERED = 1_000


class Albums:
    """The albums of which a part has come."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, str], None] = OrderedDict()

    def is_first(self, message: Message) -> bool:
        """Whether ``message`` is the first of its album to come; also where it is in none."""
        if message.media_group_id is None:
            return True
        album = (message.chat.id, message.media_group_id)
        if album in self._seen:
            return False
        self._seen[album] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True
