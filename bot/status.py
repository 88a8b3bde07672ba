"""``footnote status`` and ``calibrate``: what is indexed, and how far answers can be trusted."""

import sys
from collections import Counter

from bot.settings import Settings
from bot.terminal import one_line
from bot.wiring import Footnote
from bot.wording import status as wording
from corpus.errors import ModelError
from embeddings.generation import Generation
from embeddings.model_change import other_than


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
    unasked = _unasked(footnote)
    generation = footnote.live.current() if unasked is None else _of_another_model(footnote)
    counts = Counter(document.metadata.language for document in generation.documents)
    lines = wording.status(
        counts.most_common(),
        generation.rows.size,
        generation.number,
        generation.spec,
        files=len({document.file for document in generation.documents}),
    )
    if unasked is not None:
        lines.append(unasked)
    oldest = footnote.generations.manifest(footnote.generations.oldest_in_use(generation.number))
    if oldest is not None and oldest.spec != generation.spec:
        lines.append(wording.still_read(oldest.number, oldest.spec.model, generation.spec.model))
    for line in [*lines, *wording.calibration(generation.calibration)]:
        sys.stdout.write(one_line(line) + "\n")


def _unasked(footnote: Footnote) -> str | None:
    """Why this process could not ask the index anything; None where it can."""
    try:
        spec = footnote.encoder.spec
    except ModelError as error:
        return str(error)
    made_with = other_than(spec, footnote.store.model())
    return None if made_with is None else wording.another_model(made_with, spec.model)


def _of_another_model(footnote: Footnote) -> Generation:
    """The newest generation, though no question of this process could be asked of it.

    Raises:
        FootnoteError: as ``LiveGeneration.current``, where its files cannot be read either.
    """
    found = footnote.generations.open(footnote.store.current_generation())
    return footnote.live.current() if found is None else found
