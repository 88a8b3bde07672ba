"""What a change has led to: in the folder, and in the message that tells of it."""

from pathlib import Path

from bot.library.library import Library
from embeddings.indexing.progress import Progress
from telegram_server.chats import Message


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def last_edit(message: Message, beginning: str) -> str:
    """The text of ``message`` once it begins so."""
    for _ in range(20):
        if message.text.startswith(beginning):
            break
        message.next_edit(10)
    assert message.text.startswith(beginning), message.text
    return message.text


def written(documents: Path, library: Library, **texts: str) -> None:
    """Put documents into the folder, and index them."""
    for name, text in texts.items():
        (documents / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    library.index((), Progress())
