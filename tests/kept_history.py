"""Documents whose history is kept, and the folder that it lies in."""

import re
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings
from bot.wiring import Footnote as Opened
from command_line import Said

Footnote = Callable[..., Said]
TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d"
SECRET = "Xylophonists rehearse quadrillions of pentameters beneath the zeppelin hangar tonight."


def settings_of(data: Path) -> Settings:
    return Settings(documents_dir=data.parent / "documents", data_dir=data)


def opened(data: Path) -> Opened:
    return Opened(settings_of(data))


def write(documents: Path, name: str, *paragraphs: str) -> None:
    path = documents / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n")


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def lines(said: Said) -> list[str]:
    assert said.code == 0, said.err
    return [re.sub(TIME, "TIME", line) for line in said.out.splitlines()]


CONTENTS = re.compile(r"xylophonist|quadrillion|pentameter|zeppelin", re.IGNORECASE)


def holds_secret(data: Path) -> bool:
    return CONTENTS.search(bytes_of(data).decode("latin-1")) is not None


def notes(documents: Path) -> None:
    for number in range(12):
        write(documents, f"{number}.txt", f"Note {number} tells of mill {number} by the stream.")
