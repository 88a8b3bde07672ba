"""What is indexed, and how often answers are expected to be wrong, in sentences."""

from collections.abc import Sequence

from bot.wording.commands import counted
from bot.wording.conventions import languages
from embeddings.calibration import Calibration
from embeddings.ports import EmbedderSpec
from embeddings.probes import PROBES


def status(
    documents: Sequence[tuple[str | None, int]],
    passages: int,
    generation: int,
    model: EmbedderSpec,
    *,
    files: int | None = None,
) -> list[str]:
    """The corpus and the model.

    Args:
        documents: how many documents there are in each language; None where it is unknown.
        passages: how many passages they have.
        generation: the number of the index.
        model: what made its vectors.
        files: how many files they stand in, if that is another number.
    """
    total = sum(count for _, count in documents)
    held = "" if files is None or files == total else f" in {counted(files, 'file')}"
    parts = ", ".join(
        f"{count:,} in {languages((language,)) if language else 'a language I do not know'}"
        for language, count in documents
    )
    return [
        f"{counted(total, 'document')}{held} ({parts}), {counted(passages, 'passage')}, "
        f"generation {generation:,}.",
        f"Model: {model.model}, {_reads(model)}.",
    ]


def another_model(made_with: str, asked_with: str) -> str:
    """That the index cannot be asked with the model that is set."""
    if made_with == asked_with:
        return (
            "It was made with other weights of that model, or another version of it: questions "
            "are answered after footnote index."
        )
    return (
        f"EMBEDDING_MODEL is {asked_with}, another one: questions are answered after setting it to "
        f"{made_with}, or after footnote index."
    )


def still_read(number: int, model: str, newest: str) -> str:
    """That some process goes on with an older index, as it is of another model."""
    return (
        f"A bot or a chat that runs with {model} still answers from generation {number:,}. Start "
        f"it again with EMBEDDING_MODEL={newest} to let it take up the newest."
    )


def calibration(drawn: Calibration) -> list[str]:
    """Where the lines lie, and the error rates that they are expected to have."""
    lines = drawn.thresholds
    told = [
        f"Calibrated on {len(PROBES)} everyday questions and {drawn.asked:,} made of these "
        f"documents: an answer needs evidence of {lines.answered:.2f}, a near miss of "
        f"{lines.closest:.2f}; {lines.typical:.2f} is typical of a good answer."
    ]
    if drawn.expected is None:
        return [*told, "The documents are too few to tell how often that will be wrong."]
    expected = drawn.expected
    return [
        *told,
        f"Expected: of 100 everyday questions {_of_100(expected.off_topic)} get an answer (some "
        "of them rightly, if the documents happen to tell it).",
        f"Of 100 questions made of the documents' own words {_of_100(expected.missed)} get none; "
        "people's own words are further from the text, so expect somewhat more.",
        "Of 100 questions on the documents' subjects whose document was taken away "
        f"{_of_100(expected.removed)} still get an answer: from another that tells the same, or "
        "wrongly. Passages near the subject are what Footnote tells from answers worst.",
    ]


def _of_100(share: float) -> str:
    return f"{100 * share:.0f}"


def _reads(model: EmbedderSpec) -> str:
    if model.language:
        return f"which reads {languages((model.language,))}"
    return "which reads several languages" if model.multilingual else "whose languages are not told"
