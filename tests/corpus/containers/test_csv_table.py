"""Tables as spreadsheets and databases write them."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from container_files import BRIDGE, COST, FERRY, archive, bodies, found, texts
from corpus.document import Metadata
from corpus.errors import ReadingError
from corpus.normalise import is_blank, normalise
from corpus.readers.extraction import Extraction


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_known_by_their_names(delimiter: str) -> None:
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(["Date", "Headline", "Body", "Source", "Views"])
    table.writerow(["2025-05-19", "A bridge; a ferry, a river", BRIDGE, "The Gazette", "7"])

    ((key, document),) = found("news.csv", written.getvalue().encode()).items()

    assert key == "row-2"
    assert isinstance(document, Extraction)
    assert (document.text, document.metadata) == (
        BRIDGE,
        Metadata("A bridge; a ferry, a river", "The Gazette", published=date(2025, 5, 19)),
    )


@pytest.mark.parametrize(
    "header", ["Título;Medio;Fecha;Texto;URL", "titulo;fuente;fecha;TEXTO;enlace"]
)
def test_columns_may_be_named_in_another_language(header: str) -> None:
    row = f"El puente;La Gaceta;14.03.2025;{BRIDGE};https://gaceta.example/1"

    ((_, document),) = found("noticias.csv", f"{header}\n{row}\n".encode()).items()

    assert isinstance(document, Extraction)
    assert (document.text, document.metadata) == (
        BRIDGE,
        Metadata(
            "El puente", "La Gaceta", published=date(2025, 3, 14), url="https://gaceta.example/1"
        ),
    )


@pytest.mark.parametrize("name", ["news.csv", "in.zip"])
def test_columns_may_be_called_what_their_owner_says(name: str) -> None:
    """What is named is no longer known by its usual names, and what is not named still is."""
    data = (
        "Nummer;Kopf;Beschreibung;Text;Title;Autor\n"
        f'7;Brücke;"{BRIDGE}";kurz;Bridge;A. Writer\n8;;"{FERRY}";kurz;Ferry;\n9;Leer;;kurz;;\n'
    ).encode()
    said = {"text": "beschreibung", "title": " Kopf", "id": "Nummer"}

    def columns(path: str) -> dict[str, str]:
        return said if path.endswith("news.csv") else {}

    data = archive({"news.csv": data}) if name == "in.zip" else data
    before = "news.csv/" if name == "in.zip" else ""
    documents = found(name, data, columns=columns)

    assert [*texts(documents).values()] == [BRIDGE, FERRY, "there is no text in it"]
    assert [*documents][:2] == [f"{before}7", f"{before}8"]
    known = [it.metadata for it in documents.values() if isinstance(it, Extraction)]
    assert known == [Metadata("Brücke", author="A. Writer"), Metadata()]


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    data = f"Kopf;Text\nBrücke;{BRIDGE}\n".encode()
    told = (
        r"does not name a column that sources\.toml says it has "
        r"\({}\); it names: Kopf, Text"
    )
    with pytest.raises(ReadingError, match=told.format("text = Inhalt")):
        found("a.csv", data, columns=lambda _: {"text": "Inhalt"})


@pytest.mark.parametrize("name", ["a.csv", "in.zip"])
def test_a_table_is_read_without_a_column_that_is_not_there(name: str) -> None:
    data = f"Kopf;Text;Ort\nBrücke;{BRIDGE};Fell\n".encode()
    data = archive({"a.csv": data}) if name == "in.zip" else data
    said = {"text": "text", "title": "Titel", "url": "Li\x1bnk", "publisher": "Ort"}
    notes: list[str] = []
    (document,) = found(name, data, columns=lambda _: said, notes=notes).values()
    assert isinstance(document, Extraction)
    assert document.metadata == Metadata(publisher="Fell")
    assert notes == [
        ("a.csv: " if name == "in.zip" else "")
        + "its first row does not name a column that sources.toml says it has (title = Titel, "
        "url = Li\ufffdnk), so its rows are read without that; it names: Kopf, Text, Ort"
    ]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    data = f'text,title\n"{BRIDGE}\n\n{FERRY}"\n\n,\n"{COST}",Cost\n'

    documents = found("news.csv", data.encode())

    assert list(documents) == ["row-2", "row-5"]
    assert texts(documents)["row-2"] == f"{BRIDGE}\n\n{FERRY}"


def test_bad_rows_cost_themselves_only() -> None:
    data = (
        f'id,text,title\n1,"{BRIDGE}"\n2,"{FERRY}",a,b\n3,"x"y,z\n4,"  ",title\n5,"{COST}",title\n'
        '6,"an open mark\n7,lost,for good\n'
    )

    outcome = texts(found("news.csv", data.encode()))

    assert [outcome["1"], outcome["5"]] == [BRIDGE, COST]
    assert outcome["row 3"] == "it has 4 cells, but the first row 3"
    assert outcome["row 4"].startswith("it cannot be parsed")
    assert outcome["row 5"] == "there is no text in it"
    assert outcome["row 7"] == "it cannot be parsed (a quotation mark in it is not closed)"
    assert len(outcome) == 6


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    assert bodies(found("a.csv", f"text,text,Text\n{FERRY},no,no\n".encode())) == [FERRY]


def test_a_field_may_be_long() -> None:
    long = " ".join([FERRY] * 5_000)
    assert bodies(found("a.csv", f"text\n{long}\n".encode())) == [long]


def test_a_first_row_that_names_no_texts() -> None:
    with pytest.raises(ReadingError, match=r"no column of texts.*; it names: name, age"):
        found("people.csv", b"name,age\nAda,36\n")
    with pytest.raises(ReadingError, match="binary"):
        found("image.csv", b"text\n\0\0")


def test_names_of_columns_are_told_as_a_message_can_hold_them() -> None:
    header = ["\x1b[2J", "a\u202eb", "x" * 5_000, *(["name"] * 500)]
    with pytest.raises(ReadingError) as caught:
        found("a.csv", f"{','.join(['', *header])}\n".encode())
    told = str(caught.value)
    assert told.isprintable()
    assert len(told) < 300
    assert told.endswith(f": , \ufffd[2J, a\ufffdb, {'x' * 39}…{', name' * 6}")


def test_a_row_that_goes_on_behind_its_quotation_mark() -> None:
    documents = found("a.tsv", f'text\tid\n"a"b\t1\n{FERRY}\t2\n'.encode())
    assert texts(documents) == {
        "row 2": "it cannot be parsed (a tab expected after '\"')", "2": FERRY
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "koi8_r"])
def test_encodings(encoding: str) -> None:
    text = "Старый мост через реку закрыли для движения, сообщил в понедельник мэр города."
    assert bodies(found("a.csv", f"id;text\r\n1;{text}\r\n".encode(encoding))) == [text]


def test_an_encoding_is_told_by_what_is_not_ascii() -> None:
    text = "Старый мост через реку закрыли для движения, сообщил в понедельник мэр города."
    data = ("text;id\n" + f"{FERRY}\n" * 30_000 + f"{text}\n").encode("cp1251")
    assert bodies(found("a.csv", data))[-1] == text


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=6)


@given(ROWS, st.sampled_from(",;\t|"))
def test_every_text_comes_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(["title", "text"])
    table.writerows(rows)

    read = bodies(found("a.csv", written.getvalue().encode()))

    clean = [normalise(text) for _, text in rows]
    assert read == [text for text in clean if not is_blank(text)]
