"""What a run of the indexer tells where one file holds many documents."""

from dataclasses import replace

from bot.wording import commands, folder_watch, owner
from bot.wording.translation import LANGUAGES, speaking
from embeddings.indexing.summary import Summary

PLAIN = Summary(
    generation=2, published=True, indexed=1, unchanged=2, removed=0, skipped=(), unsupported={},
    documents=3, passages=9, embedded=3, staged=1, files=3,
)  # fmt: skip
EXPORT = replace(PLAIN, documents=302, passages=410, staged=300)


def test_documents_are_told_beside_the_files_that_they_stand_in() -> None:
    (told,) = commands.summary(EXPORT)
    assert told == (
        "302 documents in 3 files, 410 passages. This time: 1 file read (300 documents), "
        "2 unchanged, 0 removed, 3 passages embedded."
    )
    assert folder_watch.live(replace(EXPORT, renamed=1), 1.25) == (
        "1 file read (300 documents), 1 renamed, 0 removed, live after 1.2 s: 302 documents in 3 "
        "files, 410 passages."
    )
    assert owner.reindexed(EXPORT) == (
        "The index is up to date. In the index: 302 documents (files: 3), 410 passages.\n"
        "Files read: 1, unchanged: 2, removed: 0\nNew or changed documents in them: 300"
    )


def test_a_file_that_is_one_document_is_told_as_it_was() -> None:
    (told,) = commands.summary(PLAIN)
    assert told.startswith("3 documents, 9 passages. This time: 1 read, 2 unchanged")
    assert folder_watch.live(PLAIN, 1.25) == (
        "1 read, 0 removed, live after 1.2 s: 3 documents, 9 passages."
    )
    assert owner.reindexed(PLAIN).splitlines() == [
        "The index is up to date. In the index: 3 documents, 9 passages.",
        "Files read: 1, unchanged: 2, removed: 0",
    ]


def test_both_figures_are_told_in_every_language() -> None:
    for language in LANGUAGES:
        with speaking(language):
            lead, _, last = owner.reindexed(EXPORT).splitlines()
        assert "302" in lead
        assert ": 3)" in lead
        assert last.endswith(": 300")
