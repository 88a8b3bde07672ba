"""``footnote status`` and ``calibrate``: what is indexed, and how far answers can be trusted."""

import sys
from collections import Counter

from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import status as wording


def tell_status(settings: Settings) -> None:
    """Print what is indexed, with which model, and the error rates to expect.

    Raises:
        FootnoteError: if nothing has been indexed, or the index cannot be read.
    """
    tell(Footnote(settings))


def calibrate_index(settings: Settings) -> None:
    """Draw the lines of abstention anew and print what ``footnote status`` does.

    Raises:
        FootnoteError: if nothing has been indexed, or the index cannot be written.
    """
    footnote = Footnote(settings)
    footnote.indexer.calibrate()
    tell(footnote)


def tell(footnote: Footnote) -> None:
    """Print what is indexed in ``footnote``'s data folder, and the error rates to expect."""
    generation = footnote.live.current()
    counts = Counter(document.metadata.language for document in generation.documents)
    lines = wording.status(
        counts.most_common(),
        generation.rows.size,
        generation.number,
        generation.spec,
        files=len({document.file for document in generation.documents}),
    )
    oldest = footnote.generations.manifest(footnote.generations.oldest_in_use(generation.number))
    if oldest is not None and oldest.spec != generation.spec:
        lines.append(wording.still_read(oldest.number, oldest.spec.model))
    for line in [*lines, *wording.calibration(generation.calibration)]:
        sys.stdout.write(one_line(line) + "\n")
