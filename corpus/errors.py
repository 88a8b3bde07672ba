"""Every error that Footnote tells its user about, as one tree.

FootnoteError
├── SettingError            a setting is missing or makes no sense
├── DocumentsError          the documents folder is missing, empty or another than the indexed one
├── ReadingError            one file cannot be read; the indexer reports it and goes on
│   ├── AccessError         … and not for what is in it: it may be readable the next time
│   │   └── ChangingError   … as somebody is writing it: what is known of it still counts
│   └── BrokenOffError      … as what read it ended: the file may be at fault, or the machine
├── FetchError              one web address cannot be fetched, or may not be; the others can
├── StoreError              the data folder cannot be read or written
├── BusyError               another process is at work in the same data folder
├── NoIndexError            nothing has been indexed yet
├── ModelError              the embedding model is missing, damaged or another than the index's
└── UnknownSourceError      no document or publisher goes by the name that was asked for

A message is one or two plain sentences: what is wrong, with the file or setting by name, and what
to do about it. It is shown to people as it is. Programming errors are not in this tree.
"""


class FootnoteError(Exception):
    """Base of all errors whose message is meant for the user."""


class SettingError(FootnoteError):
    """A setting is missing or makes no sense."""


class DocumentsError(FootnoteError):
    """The documents folder is missing, empty, or not the one that the index was made from."""


class ReadingError(FootnoteError):
    """One file cannot be read. The message is the reason alone, without the file's name."""


class AccessError(ReadingError):
    """One file cannot be opened, or may not be: its content has nothing to do with it."""


class ChangingError(AccessError):
    """One file changed while it was read: what was read of it may never have stood there."""

    def __init__(self) -> None:
        super().__init__("it is changing while it is read; it will be read at the next run")


class BrokenOffError(ReadingError):
    """What read one file ended, or stood still, before it was done.

    A file can do that to a library, and a machine that is short of memory or time to any file: so
    it is tried again at the next run, once.
    """


class FetchError(FootnoteError):
    """One web address cannot be fetched. The message is the reason alone, without the address."""


class StoreError(FootnoteError):
    """The data folder cannot be read or written."""


class BusyError(FootnoteError):
    """Another process is indexing into the same data folder, or runs the same bot over it."""


class NoIndexError(FootnoteError):
    """Nothing has been indexed yet."""


class ModelError(FootnoteError):
    """The embedding model is missing, damaged, or not the one that the index was made with."""


class UnknownSourceError(FootnoteError):
    """No document or publisher goes by the name that was asked for."""
