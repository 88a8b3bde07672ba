"""A few inputs a reader, the same each time; ``make fuzz`` tries thousands, others each time."""

from pathlib import PurePosixPath

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from corpus.containers import CONTAINERS
from corpus.readers import READERS
from fuzzing.formats import FORMATS, inputs
from fuzzing.trial import Tally, tried

SAME = {".htm", ".markdown", ".ndjson"}
"""Other names of formats that are tried."""


def test_every_reader_is_tried() -> None:
    suffixes = {PurePosixPath(name).suffix for name, _ in FORMATS.values()}
    assert suffixes | SAME == READERS.keys() | CONTAINERS


@pytest.mark.timeout(600)  # of 300 inputs; each has a reader's own limits
@pytest.mark.parametrize("reader", FORMATS)
def test_any_input_is_read_or_refused(reader: str) -> None:
    tally = Tally()

    @settings(
        max_examples=300,
        derandomize=True,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(reader))
    def one(data: bytes) -> None:
        tried(reader, data, tally)

    one()

    # Inputs that are all refused at the door would try nothing behind it.
    assert tally.inputs >= 300
    assert tally.read >= 30, tally.reasons
