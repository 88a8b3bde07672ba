"""What of a passage goes into an index: what is embedded, and the terms of what is searched."""

from collections.abc import Iterator
from itertools import islice

from corpus.filters import source_keys
from corpus.passage import Passage
from embeddings.analyzer import Analyzer
from embeddings.ports import EmbeddedText, KnowsWords, LexicalEntry, PassageEncoder
from embeddings.searched_text import Mender

BATCH = 256
"""Passages between two writes to the cache: what a kill can cost at the most."""


def passage_mender(encoder: PassageEncoder) -> Mender:
    """What repairs texts before ``encoder`` gets them: it goes by the model's words alone."""
    return Mender(encoder.has_word if isinstance(encoder, KnowsWords) else None)


def embedded_batches(
    passages: Iterator[Passage], mender: Mender
) -> Iterator[tuple[list[Passage], list[EmbeddedText]]]:
    """``passages`` in the batches that are encoded together, with what stands for each."""
    while batch := list(islice(passages, BATCH)):
        yield batch, [embedded_text(passage, mender) for passage in batch]


def embedded_text(passage: Passage, mender: Mender) -> EmbeddedText:
    """What stands for ``passage`` in the model's space: its text behind its title and headings."""
    language = passage.citation.metadata.language
    context = [passage.citation.metadata.title, passage.heading]
    lead = ". ".join(mender.mended(part, language).rstrip(".") for part in context if part)
    text, sentences = mender.mended_sentences(passage.text, passage.sentences, language)
    return EmbeddedText(f"{lead}. " if lead else "", text, sentences)


def _terms(text: str, language: str | None, analyzer: Analyzer, mender: Mender) -> list[str]:
    """The terms of ``text`` as it is searched, and behind them those that only the source has."""
    mended = mender.mended(text, language)
    terms = analyzer.passage_terms(mended, language)
    if mended == text:
        return terms
    known = set(terms)
    return terms + [it for it in analyzer.passage_terms(text, language) if it not in known]


def lexical_entry(passage: Passage, analyzer: Analyzer, mender: Mender) -> LexicalEntry:
    """What the lexical leg knows of ``passage``: its words, its title's, its source, its date."""
    metadata = passage.citation.metadata
    language = metadata.language
    title = " ".join(part for part in (metadata.title, passage.heading) if part)
    return LexicalEntry(
        row=passage.id,
        body=_terms(passage.text, language, analyzer, mender),
        title=_terms(title, language, analyzer, mender),
        sources=source_keys(passage.citation.document, metadata),
        published=metadata.published,
    )


def stretch_terms(passage: Passage, analyzer: Analyzer, mender: Mender) -> list[list[str]]:
    """The terms of ``passage``'s context (title and headings), then of each of its sentences."""
    metadata = passage.citation.metadata
    context = " ".join(part for part in (metadata.title, passage.heading) if part)
    texts = [context, *(span.of(passage.text) for span in passage.sentences)]
    return [_terms(text, metadata.language, analyzer, mender) for text in texts]
