"""Golden files as plain text under tests/golden, so that a person can read them."""

from pathlib import Path

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation


class GoldenText(SingleFileSnapshotExtension):
    """One text file a snapshot: ``tests/golden/<test module>/<test>.txt``."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(Path(__file__).parent / "golden" / test_location.basename)
