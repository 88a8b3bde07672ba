"""``footnote index --watch``: keeps the index up to date with the documents folder.

The indexer's lock is held only while a run is on, so ``footnote index``, ``footnote add`` and what
owners send in Telegram go on beside it. Whatever fails is told and tried again; only a signal ends
the watch, at any point: the indexer may be cut off anywhere.
"""

import signal
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.folder_events import (
    Burst,
    UndecodableError,
    UnwatchableError,
    bursts,
    to_look_at,
)
from bot.indexing import Bars
from bot.terminal import one_line
from bot.watch_lock import WatchLock
from bot.wiring import PATIENCE_SECONDS, STORE, Footnote
from bot.wording import commands as commands_wording
from bot.wording import folder_watch as wording
from corpus.document import Span
from corpus.errors import DocumentsError, StoreError
from corpus.file_identity import identity
from corpus.reading import read_bytes
from corpus.scan import Skipped, printable
from embeddings.indexing.progress import Progress
from embeddings.indexing.summary import Summary
from embeddings.ports import EmbeddedText

CHECK_SECONDS = 300.0
"""Between two looks at the whole folder, for changes that nobody told of."""

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
"""Between two attempts that fail; the pause doubles from one to the next."""

_ABSENCE_SECONDS = 0.2
"""How often it is looked whether a missing folder is back."""

_LOOK_SECONDS = 1.0
"""Between two looks at a folder that can neither be watched nor polled; and how long the data
folder is left alone after it has gone, so that whoever deletes it comes to an end."""

_SAMPLE = "A sentence that nobody asks for."


def watch_documents(footnote: Footnote) -> None:
    """Bring the index up to date, and keep it so until SIGINT or SIGTERM.

    Raises:
        BusyError: if another process does the same.
        DocumentsError: if the documents folder is missing, or not the one that was indexed.
        ModelError: if the model is not on this machine.
        StoreError: if the data folder cannot be used.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with WatchLock(footnote.settings.data_dir).holding() as lock:
            footnote.indexer.require_root(footnote.root)
            footnote.prepare_model()
            FolderWatch(footnote, lock).run()
    except KeyboardInterrupt:
        return


@dataclass(slots=True)
class _Failing:
    """Attempts that failed, one after the other.

    Attributes:
        why: the last one's reason, as a sentence.
        again_at: when the next is due, by the monotonic clock.
    """

    why: str = ""
    again_at: float = 0.0
    pause: float = _FIRST_PAUSE_SECONDS

    def add(self, why: str) -> bool:
        """Put the next attempt off; whether the reason is another than the last time."""
        is_news = why != self.why
        self.why = why
        self.again_at = time.monotonic() + self.pause
        self.pause = min(2 * self.pause, _LONGEST_PAUSE_SECONDS)
        return is_news


class FolderWatch:
    """Follows the documents folder of ``footnote`` and tells on standard output what it did."""

    def __init__(self, footnote: Footnote, lock: WatchLock) -> None:
        self._footnote = footnote
        self._lock = lock
        self._astray_since: float | None = None
        self._root = footnote.root
        self._data = footnote.settings.data_dir.resolve()
        self._waiting: frozenset[Path] = frozenset()
        self._since = 0.0
        self._failing = _Failing()
        self._check_at = 0.0
        self._displaced = ""
        self._told: frozenset[Skipped] = frozenset()
        self._has_links = False
        self._is_ready = False
        self._polling = False
        self._why_polling: set[str] = set()

    def run(self) -> None:
        """Follow the folder, whatever becomes of it.

        A signal's exception ends this.

        Raises:
            BusyError: if another watch has taken the data folder, which was replaced.
        """
        while True:
            self._await_folder()
            try:
                self._follow()
            except UndecodableError:
                time.sleep(_ABSENCE_SECONDS)  # the whole folder is looked at next
            except UnwatchableError as error:
                self._cope(error)

    def _await_folder(self) -> None:
        if identity(self._root) is not None:
            return
        _tell(wording.missing(self._root))
        while identity(self._root) is None:
            time.sleep(_ABSENCE_SECONDS)
        _tell(wording.back(self._root))

    def _cope(self, error: UnwatchableError) -> None:
        """Go on without being told; where even polling fails, by looking at it all ourselves."""
        if identity(self._root) is None:
            return
        reason = str(error)
        if reason not in self._why_polling:
            _tell(wording.polls(reason, is_limit=error.is_limit))
            self._why_polling.add(reason)
        if self._polling:
            self._take_up({self._root}, time.monotonic())
            if time.monotonic() >= self._failing.again_at:
                self._attempt()
            time.sleep(_LOOK_SECONDS)
        self._polling = not self._polling  # where even that fails, the system is asked anew

    def _follow(self) -> None:
        """Follow the folder that is there now, until another one, or none, stands in its place.

        It also ends where a look at the whole folder finds what nobody told of: whoever should
        have told is then asked anew.
        """
        followed = identity(self._root)
        with closing(bursts(self._root, polling=self._polling)) as told:
            next(told)  # from here on everything is told
            self._take_up({self._root}, time.monotonic())
            self._attempt()
            for burst in told:
                if identity(self._root) != followed or self._was_overlooked(burst):
                    return

    def _was_overlooked(self, burst: Burst) -> bool:
        """Deal with ``burst``, and with what is due; whether a check found what nobody told of."""
        wanted = to_look_at(self._root, burst, apart=self._data)
        now = time.monotonic()
        if self._is_astray(now):
            wanted = frozenset({self._root})
        if wanted:
            self._take_up({self._root} if self._has_links else wanted, burst.begun)
            self._attempt()
        elif self._waiting:
            if now >= self._failing.again_at:
                self._attempt()
        elif now >= self._check_at:
            self._take_up({self._root}, now)
            was_polling, self._polling = self._polling, False  # the system is asked anew
            return self._attempt() or was_polling
        return False

    def _is_astray(self, now: float) -> bool:
        """Whether the data folder was replaced a moment ago; the watch's lock is taken in it."""
        if self._footnote.store.is_at_its_place() and self._lock.is_at_its_place():
            self._astray_since = None
        elif self._astray_since is None:
            self._astray_since = now
        if self._astray_since is None or now < self._astray_since + _LOOK_SECONDS:
            return False
        self._astray_since = now + _LONGEST_PAUSE_SECONDS
        try:
            self._lock.take()
        except StoreError as error:
            _tell(wording.failed(str(error)))
        return True

    def _take_up(self, paths: set[Path] | frozenset[Path], since: float) -> None:
        if not self._waiting:
            self._since = since
        self._waiting |= paths

    def _attempt(self) -> bool:
        """Bring the index up to date with what waits; whether answers changed by that."""
        try:
            done = self._index()
            if self._is_ready:
                self._report(done)
            else:
                self._get_ready(done)
        except BrokenPipeError:
            raise  # nobody reads what is told
        except Exception as error:  # it is told, and tried again: no failure ends the watch
            self._waiting = frozenset({self._root})
            is_news = self._failing.add(commands_wording.failure(error))
            if is_news and identity(self._root) is not None:
                _tell(wording.failed(self._failing.why))
            return False
        self._failing = _Failing()
        self._displaced = ""
        self._waiting = frozenset()
        return done.published

    def _index(self) -> Summary:
        if self._root not in self._waiting:
            looked_at = sorted(self._waiting)
            names = {printable(path.relative_to(self._root).as_posix()) for path in looked_at}
            try:
                done = self._run(looked_at)
            except DocumentsError:  # something went meanwhile
                pass
            else:
                self._told = frozenset(it for it in self._told if it.path not in names)
                return done
        done = self._run(())
        self._told &= frozenset(done.skipped)
        self._check_at = time.monotonic() + CHECK_SECONDS
        files = self._footnote.store.files()
        self._has_links = any((self._root / path).is_symlink() for path in files)
        return done

    def _run(self, only: Sequence[Path]) -> Summary:
        self._tell_if_displaced()
        indexer = self._footnote.indexer
        if self._is_ready:
            # Another model's index, made since, is not made anew with the one from before.
            return indexer.run(self._root, only, Progress(), PATIENCE_SECONDS, same_model=True)
        with Bars() as bars:
            return indexer.run(self._root, only, bars, PATIENCE_SECONDS)

    def _tell_if_displaced(self) -> None:
        """Tell, once, that the next run is into another data folder than the last."""
        if self._footnote.store.is_at_its_place():
            return
        data = self._footnote.settings.data_dir
        is_gone = identity(data / STORE) is None
        sentence = wording.vanished(data) if is_gone else wording.replaced(data)
        if sentence != self._displaced:
            _tell(sentence)
        self._displaced = sentence

    def _get_ready(self, done: Summary) -> None:
        """Load what the first change would have to wait for, and tell that all is ready."""
        self._footnote.load_model()
        text = EmbeddedText("", _SAMPLE, (Span(0, len(_SAMPLE)),))
        self._footnote.encoder.encode_passages([text])
        with read_bytes("sample.txt", _SAMPLE.encode(), len(_SAMPLE)) as contents:
            next(contents.entries).read()
        self._told = frozenset(done.skipped)
        self._is_ready = True
        for line in commands_wording.summary(done):
            _write(line)
        _write(wording.watching(self._root))

    def _report(self, done: Summary) -> None:
        if done.published:
            _tell(wording.live(done, time.monotonic() - self._since))
        for it in sorted(frozenset(done.skipped) - self._told):
            _tell(wording.skipped(it))
        self._told |= frozenset(done.skipped)


def _tell(sentence: str) -> None:
    """Write ``sentence`` on a line, behind the time of day."""
    _write(f"{datetime.now():%H:%M:%S} {sentence}")


def _write(line: str) -> None:
    sys.stdout.write(one_line(line) + "\n")
    sys.stdout.flush()
