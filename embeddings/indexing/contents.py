"""The documents of one file on their way into the store, and what is told of what is not read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from corpus.errors import AccessError, BrokenOffError, ReadingError
from corpus.reading import Contents, Reading
from corpus.scan import Candidate, Changes, Skipped, printable
from corpus.store import Store, StoredDocument
from embeddings.indexing.staging import Staging

_TOLD = 3
"""How many documents that cannot be read are named."""

_KINDS = 5
"""How many kinds of files that no reader takes are named."""

_REPEATED = "stands in many other documents of"


def stage_contents(store: Store, file: Candidate, contents: Contents, staging: Staging) -> None:
    """Bring the documents of an opened file into the store; those that are the same stay.

    Raises:
        ReadingError: if nothing can be read of it; some documents may be staged by then.
        BrokenOffError: likewise, and it may be readable at the next run.
    """
    labels = staging.sources.fingerprint(file.path)
    state = replace(file.state, sha256=contents.sha256, labels=labels)
    if staging.holds(file.path, contents.sha256):
        state = replace(state, unread=staging.known[file.path].unread)
        changed = False
    else:
        intake = Intake()
        readings = intake.readings(contents)
        staged = store.stage_contents(staging.generation, file.path, readings)
        broken_off = intake.broken_off and staging.tries_again(file)
        state = replace(state, unread=intake.unread, broken_off=broken_off)
        staging.documents += staged.added
        changed = bool(staged.added or staged.removed)
    if state.unread is not None:
        staging.unread.append(Skipped(printable(file.path), state.unread, partly=True))
    if changed:
        store.stage_state(staging.generation, file.path, state)
        staging.indexed += 1
    else:
        store.file_notes.note_touched(file.path, state)
        staging.touched += 1


def everything_skipped(store: Store, changes: Changes, staging: Staging) -> tuple[Skipped, ...]:
    """What could not be read in this run, or in an earlier one and was not looked at since."""
    # What was looked at this time has told of itself, and what is gone has nothing to tell.
    told = {candidate.path for candidate in changes.fresh}.union(changes.removed)
    remembered = (
        Skipped(printable(path), reason, partly=state.skipped is None)
        for path, state in staging.known.items()
        if path not in told and (reason := state.skipped or state.unread) is not None
    )
    unserved = _unserved(store.unserved(staging.generation))
    return tuple(sorted({*remembered, *staging.unread, *changes.skipped, *unserved}))


def unmatched_globs(store: Store, changes: Changes, staging: Staging) -> tuple[str, ...]:
    """The globs in ``sources.toml`` that no file matches, and no document within a file.

    Args:
        store: where it is staged.
        changes: of the whole folder.
        staging: what became of them.
    """
    files = chain((it.path for it in changes.fresh), changes.unchanged)
    left = staging.sources.unmatched(files)
    if left.labels:  # such a name may be that of a row, or of something in an archive
        documents = store.documents(staging.generation)
        left = left.unmatched(it.path for it in documents if it.within)
    return tuple(label.glob for label in left.labels)


def _unserved(documents: Iterable[StoredDocument]) -> Iterator[Skipped]:
    """That nothing is left of ``documents``; those of one file that holds many are counted."""
    counts: Counter[str] = Counter()
    for document in documents:
        if document.within is None:
            yield Skipped(printable(document.path), f"everything in it {_REPEATED} its source")
        else:
            counts[document.within] += 1
    for file, count in counts.items():
        reason = f"in {count:,} of its documents everything {_REPEATED} their source"
        yield Skipped(printable(file), reason, partly=True)


@dataclass(slots=True)
class Intake:
    """Takes the documents out of a file, and counts those that cannot be read.

    Attributes:
        found: documents in the file.
        failed: those of them that cannot be read.
        reasons: the places of the first of those, and why.
        partial: those that were read in part.
        lacks: what the first of those lack, with their places.
        passed_over: suffix → number of files in it that no reader takes.
        notes: what is to be told of the file as a whole.
        broken_off: whether what read one of its documents ended before it was done.
    """

    found: int = 0
    failed: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)
    partial: int = 0
    lacks: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    broken_off: bool = False

    def readings(self, contents: Contents) -> Iterator[tuple[str, Reading]]:
        """The documents of ``contents`` that can be read, with their paths.

        Raises:
            ReadingError: if the file cannot be read as a whole, or is nothing but one document.
            BrokenOffError: if none of it can, as what read some of it ended before it was done.
        """
        for entry in contents.entries:
            self.found += 1
            try:
                reading = entry.read()
            except AccessError:
                raise
            except ReadingError as error:
                if entry.place is None:
                    raise
                self.broken_off = self.broken_off or isinstance(error, BrokenOffError)
                self._fail(entry.place, str(error))
            else:
                if reading.unread is not None:
                    self._note(entry.place, reading.unread)
                yield entry.path, reading
        self.passed_over.update(contents.passed_over)
        self.notes += contents.notes
        if self.found == self.failed:
            kind = BrokenOffError if self.broken_off else ReadingError
            raise kind(self.unread or "there is no text in it")

    @property
    def unread(self) -> str | None:
        """What is to be told of all that is not read of the file; ``None`` if all is."""
        told = []
        if self.failed:
            told.append(self._told_of_failed())
        if self.partial:
            # A file that is one document lacks what that lacks.
            alone = self.found == 1 and len(self.lacks) == 1
            told.append(self.lacks[0] if alone else self._told_of_partial())
        if self.passed_over:
            told.append(self._told_of_passed_over())
        told += [*self.notes[:_TOLD], "…"] if len(self.notes) > _TOLD else self.notes
        return "; ".join(told) or None

    def _told_of_failed(self) -> str:
        told = _first([f"{place}: {why}" for place, why in self.reasons], self.failed)
        if self.failed == self.found:
            return f"none of its documents can be read ({told})"
        return f"{self.failed:,} of its {self.found:,} documents cannot be read ({told})"

    def _told_of_partial(self) -> str:
        told = _first(self.lacks, self.partial)
        return f"{self.partial:,} of its {self.found:,} documents can be read in part only ({told})"

    def _told_of_passed_over(self) -> str:
        count = self.passed_over.total()
        # The rarest are left out, and of those that are as many each time the same ones.
        most = sorted(self.passed_over.items(), key=lambda it: (-it[1], it[0]))[:_KINDS]
        kinds = [f"{number:,} {suffix or 'without a suffix'}" for suffix, number in most]
        told = ", ".join([*kinds, "…"] if len(self.passed_over) > _KINDS else kinds)
        if count == 1:
            return f"1 file in it is of a kind that Footnote does not read ({told})"
        return f"{count:,} files in it are of kinds that Footnote does not read ({told})"

    def _fail(self, place: str, reason: str) -> None:
        self.failed += 1
        if len(self.reasons) < _TOLD:
            self.reasons.append((place, reason))

    def _note(self, place: str | None, lacking: str) -> None:
        self.partial += 1
        if len(self.lacks) < _TOLD:
            self.lacks.append(lacking if place is None else f"{place}: {lacking}")


def _first(reasons: Iterable[str], count: int) -> str:
    """``reasons``, with how many more there are where they are fewer than ``count``."""
    more = f"and {count - _TOLD:,} more: footnote show FILE --unread"
    return "; ".join([*reasons, more] if count > _TOLD else reasons)
