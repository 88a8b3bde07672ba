"""How index files are written and opened: what the composition root hands to the builder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.passage import RowId
from embeddings.ports import LexicalEntry, LexicalIndex, Matrix, RowIds, VectorIndex
from embeddings.row_table import RowTable


@dataclass(frozen=True, slots=True)
class Engines:
    """How index files are written and opened: the adapters, handed in by ``bot.wiring``.

    Attributes:
        write_vectors: write vectors, of a shape (w, dim) and some at a time, as the file of a dense
            index.
        open_vectors: open that file, given the row of each vector and the table of rows.
        update_lexical: add and remove entries in the lexical index of a folder, made if missing.
        copy_lexical: make a new folder with the content of an old one, which stays as it is.
        open_lexical: open a folder's lexical index.
        stale_lexical: the share of removed passages that a folder's statistics still count.
    """

    write_vectors: Callable[[Path, tuple[int, int], Iterable[Matrix]], None]
    open_vectors: Callable[[Path, RowIds, RowTable], VectorIndex]
    update_lexical: Callable[[Path, Iterable[LexicalEntry], Iterable[RowId]], None]
    copy_lexical: Callable[[Path, Path], None]
    open_lexical: Callable[[Path], LexicalIndex]
    stale_lexical: Callable[[Path], float]
