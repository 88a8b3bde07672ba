"""Passages made of given sentences, for tests of what single sentences say."""

from corpus.citation import Citation
from corpus.document import DocumentId, Metadata, Span
from corpus.passage import Passage, RowId


def passage(
    *sentences: str,
    lang: str | None = "en",
    row: int = 1,
    document: int = 1,
    publisher: str | None = None,
) -> Passage:
    """A passage of ``sentences`` with a space between each two."""
    spans = []
    start = 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    text = " ".join(sentences)
    metadata = Metadata(language=lang, publisher=publisher)
    citation = Citation(f"{document}.txt", "0" * 64, metadata, row, row)
    return Passage(
        RowId(row),
        DocumentId(document),
        row,
        Span(0, len(text)),
        text,
        tuple(spans),
        None,
        citation,
    )
