"""Files of many documents, made for tests, and what is found in them."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath

from corpus.containers import ColumnsOf, members, usual_columns
from corpus.errors import ReadingError
from corpus.readers.extraction import Extraction

PLENTY = 10_000_000

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
FERRY = "A ferry will carry passengers across the water until the repairs have been finished."
COST = "Repairing the stonework will cost nine million crowns, according to the town's engineer."


def jsonl(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return packed.getvalue()


def export(*messages: Mapping[str, object], **chat: object) -> dict[str, object]:
    known = {"name": "Town News", "type": "public_channel", "id": 1234567890, **chat}
    return {**known, "messages": [{"type": "message", **message} for message in messages]}


def found(
    name: str,
    data: bytes,
    max_bytes: int = PLENTY,
    columns: ColumnsOf = usual_columns,
    notes: list[str] | None = None,
) -> dict[str, Extraction | str]:
    """Key → document; for one that cannot be read, place → why. ``notes`` takes what is told."""
    outcome: dict[str, Extraction | str] = {}
    for member in members(PurePosixPath(name), BytesIO(data), max_bytes, None, columns, notes):
        try:
            outcome[member.key] = member.extract()
        except ReadingError as error:
            outcome[member.place] = str(error)
    return outcome


def texts(outcome: Mapping[str, Extraction | str]) -> dict[str, str]:
    """What ``found`` found, without layout and metadata."""
    return {key: value if isinstance(value, str) else value.text for key, value in outcome.items()}


def bodies(outcome: Mapping[str, Extraction | str]) -> Sequence[str]:
    return [value.text for value in outcome.values() if isinstance(value, Extraction)]
