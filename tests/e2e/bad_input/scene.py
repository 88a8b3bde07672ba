"""A row of docs/bad-input.md, provoked with the real command in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from pathlib import Path

from corpus.store import Store

TABLE = Path(__file__).parents[3] / "docs" / "bad-input.md"
COMMAND = Path(sys.executable).parent / "footnote"


@dataclass(frozen=True)
class Row:
    case: str
    says: str
    exit_code: int


@dataclass
class Scene:
    """A documents folder and a data folder, and the command that a row runs over them.

    Attributes:
        held: what undoes the scene, called when the test has ended.
    """

    documents: Path
    data: Path
    arguments: list[str] = field(default_factory=lambda: ["index"])
    environment: dict[str, str] = field(default_factory=dict)
    prefix: list[str] = field(default_factory=list)
    before: Callable[[], object] | None = None
    held: list[Callable[[], object]] = field(default_factory=list)


class Scenes(dict[str, Callable[[Scene], None]]):
    """Case → what sets it up, in the order of the table."""

    def scene(self, name: str) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
        def register(make: Callable[[Scene], None]) -> Callable[[Scene], None]:
            self[name] = make
            return make

        return register


def rows(cases: Container[str] | None = None) -> list[Row]:
    """Those of the table, or of some of its cases."""
    row = re.compile(r"^\| ([a-z0-9-]+) \| .* \| (.*) \| (\d) \|$", re.MULTILINE)
    found = row.findall(TABLE.read_text())
    return [
        Row(case, says, int(code)) for case, says, code in found if cases is None or case in cases
    ]


def environment(documents: Path, data: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "PYTHONPATH") if key in os.environ}
    return {**kept, "DOCUMENTS_DIR": str(documents), "DATA_DIR": str(data), "LANG": "C.UTF-8"}


def set_root(data: Path, documents: Path) -> None:
    """The copied index belongs to the copied documents."""
    with Store(data / "footnote.db") as store:
        store.set_root(str(documents.resolve()))


def without_privilege(place: Scene) -> None:
    """Root reads and writes everything, so permissions are tried without that privilege."""
    if os.getuid() == 0:
        dropped = "-dac_override,-dac_read_search"
        place.prefix = ["setpriv", "--bounding-set", dropped, "--inh-caps", dropped]


def lock(place: Scene, folder: Path) -> None:
    without_privilege(place)
    folder.chmod(0)
    place.held.append(lambda: folder.chmod(0o755))


def gets_its_sentence(row: Row, place: Scene) -> None:
    done = subprocess.run(
        [*place.prefix, str(COMMAND), *place.arguments],
        env={**environment(place.documents, place.data), **place.environment},
        cwd=place.documents.parent,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        preexec_fn=place.before,
    )
    said = done.stdout + done.stderr
    assert row.says in said, said
    assert done.returncode == row.exit_code, said
    assert "Traceback" not in said
    assert "unforeseen" not in said
