"""``footnote show FILE --unread``: everything that the summary of an index run only counts."""

from collections.abc import Callable
from pathlib import Path

from command_line import BRIDGE, FERRY, Said
from container_files import jsonl

Footnote = Callable[..., Said]


def test_all_that_cannot_be_read_is_listed_with_its_reason(
    footnote: Footnote, documents: Path
) -> None:
    bad = b"{\n" * 2 + b"[]\n" + b'{"text": ""}\n' + b"\x1b[31m\n"
    (documents / "news.jsonl").write_bytes(jsonl({"text": BRIDGE}) + bad + jsonl({"text": FERRY}))
    told = footnote("index").out
    assert "; and 2 more: footnote show FILE --unread)" in told

    said = footnote("show", "news.jsonl", "--unread")
    assert (said.code, said.out.splitlines()) == (
        0,
        [
            "line 2: it is not JSON",
            "line 3: it is not JSON",
            'line 4: it is not an object such as {"text": "…"}',
            "line 5: there is no text in it",
            "line 6: it is not JSON",
            "Of the 7 documents in news.jsonl 5 cannot be read as a whole.",
        ],
    )


def test_a_column_that_is_not_there_is_listed(footnote: Footnote, documents: Path) -> None:
    (documents / "a.csv").write_text(f"Kopf;Text\nx;{BRIDGE}\n")
    (documents / "sources.toml").write_text('["a.csv"]\ncolumns = { title = "Titel" }\n')
    (note,) = footnote("show", "a.csv", "--unread").out.splitlines()
    assert "(title = Titel)" in note


def test_what_is_no_file_is_told(footnote: Footnote, documents: Path) -> None:
    (documents / "broken.pdf").write_bytes(b"no pdf")
    why, _ = footnote("show", "broken.pdf", "--unread").out.splitlines()
    assert why == "it is no PDF file, or a badly damaged one"
    (documents.parent / "outside.csv").write_text("text\nTold to nobody, whatever the path is.\n")
    for name in (".hidden.txt", "sub/.in/a.txt", "sub/~$a.txt", "a.csv"):
        (documents / name).parent.mkdir(parents=True, exist_ok=True)
        (documents / name).write_text("text\nTold to nobody, as it is passed over.\n")
    missing = ("nothing.csv", "photo.jpg", "../outside.csv", "/etc/passwd", "sub/../a.csv")
    for path in (*missing, ".hidden.txt", "sub/.in/a.txt", "sub/~$a.txt"):
        said = footnote("show", path, "--unread")
        assert (said.code, said.out) == (1, "")
        assert f"{path} cannot be read: " in said.err
