"""Fetch the Bot API's own schema, against which the tests check every call the bot makes.

The schema is generated from Telegram's documentation and travels inside the source distribution
of aiogram. It is not ours to commit, so the test set-up downloads that distribution with pip,
pinned by hash, and keeps only the one file:

    python tests/fetch_telegram_schema.py TARGET

A TARGET that exists is left alone.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

REQUIREMENT = "aiogram==3.31.0"
SHA256 = "f2c5064fe52d88898c86af62261c405440a014216e45dd99b2c6555a5602ce30"
ARCHIVE = "aiogram-3.31.0.tar.gz"
MEMBER = "aiogram-3.31.0/.butcher/schema/schema.json"


class SchemaUnavailableError(Exception):
    """The schema could not be downloaded or is not what was expected."""


def download_archive(folder: Path) -> Path:
    """Download the source distribution into `folder` and return its path.

    pip prepares the package's metadata after the download; aiogram is plain Python, so that
    installs a small build backend into a temporary place and compiles nothing.

    Raises:
        SchemaUnavailableError: pip failed; the message ends with pip's last line.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{REQUIREMENT} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet"]
    command += ["--no-deps", "--no-binary", "aiogram", "--require-hashes"]
    command += ["--requirement", str(requirements), "--dest", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it said nothing"]
        message = (
            f"pip could not download {REQUIREMENT}, which holds the Bot API schema: {lines[-1]}"
        )
        raise SchemaUnavailableError(message)
    return folder / ARCHIVE


def read_schema(archive: Path) -> bytes:
    """Return the schema's bytes from the archive, by its exact name; nothing else is unpacked.

    Raises:
        SchemaUnavailableError: The archive has no such file, or it is not a Bot API schema.
    """
    with tarfile.open(archive, "r:gz") as tar:
        try:
            member = tar.extractfile(MEMBER)
        except KeyError:
            member = None
        if member is None:
            message = f"{archive.name} holds no {MEMBER}; another version may keep it elsewhere."
            raise SchemaUnavailableError(message)
        content = member.read()
    if not {"api", "items"} <= json.loads(content).keys():
        message = f"{MEMBER} is not a Bot API schema: it has no 'api' and 'items'."
        raise SchemaUnavailableError(message)
    return content


def fetch(target: Path) -> None:
    """Write the schema to `target` in one step; do nothing when it is there already.

    Raises:
        SchemaUnavailableError: The schema could not be had.
    """
    if target.exists():
        return
    with tempfile.TemporaryDirectory() as folder:
        content = read_schema(download_archive(Path(folder)))
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.replace(target)


def main() -> int:
    """Fetch the schema to the path given as the only argument."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: fetch_telegram_schema.py TARGET\n")
        return 2
    try:
        fetch(Path(sys.argv[1]))
    except SchemaUnavailableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
