"""The manifest of a generation: what its files are, and what they were made from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.disk import writing
from embeddings.abstention import Thresholds
from embeddings.calibration import Calibration, Expected
from embeddings.ports import EmbedderSpec
from embeddings.unfinished import flush

MANIFEST = "manifest.json"

FORMAT = 7
"""Raise it when index files, the analyzer, the embedded text or the evidence, which lines are drawn
over, change their meaning: an index of another format is built anew, from cached vectors where the
embedded text is the same."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation's folder holds.

    Attributes:
        number: the generation, from 1.
        files: size in bytes and hexadecimal SHA-256 of every index file, by relative path.
    """

    number: int
    spec: EmbedderSpec
    calibration: Calibration
    files: dict[str, tuple[int, str]]
    format: int = FORMAT


def describe_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each file under ``folder`` that a manifest lists."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST and path.suffix != ".lock":
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest)
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write and flush the manifest, after flushing every file that it lists.

    Raises:
        StoreError: if the disk refuses.
    """
    with writing(f"The index {folder}", folder.parent.parent):
        for name in manifest.files:
            flush(folder / name)
        path = folder / MANIFEST
        path.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        flush(path)
        flush(folder)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the generation in ``folder``; None if it is missing, damaged or outdated."""
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            return None
        return Manifest(
            number=raw["number"],
            spec=EmbedderSpec(**raw["spec"]),
            calibration=_calibration(raw["calibration"]),
            files={name: (size, digest) for name, (size, digest) in raw["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _calibration(raw: dict[str, Any]) -> Calibration:
    return Calibration(
        thresholds=Thresholds(**raw["thresholds"]),
        asked=raw["asked"],
        expected=Expected(**raw["expected"]) if raw["expected"] else None,
        # Absent from what older versions wrote, whose lines are drawn anew.
        passages=raw.get("passages", 0),
        changed=raw.get("changed", 0),
    )


def damaged_files(folder: Path, manifest: Manifest, *, checksums: bool = False) -> list[str]:
    """Listed files that are missing or of another size; with ``checksums`` of another content."""
    damaged = []
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        try:
            if path.stat().st_size != size:
                damaged.append(name)
            elif checksums:
                with path.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                        damaged.append(name)
        except OSError:
            damaged.append(name)
    return damaged
