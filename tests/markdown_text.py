"""Markdown, as its reader gives it."""

from corpus.readers.extraction import Extraction
from corpus.readers.markdown import read_markdown


def extract(source: str) -> Extraction:
    return read_markdown(source.encode())
