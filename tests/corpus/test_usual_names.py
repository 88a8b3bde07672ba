"""Names of fields as people and programs write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Metadata
from corpus.metadata import metadata_from_mapping
from corpus.usual_names import field_name, named, stated_metadata

PAGE = "https://www.harrow.example/bridge"


def metadata(**fields: object) -> Metadata:
    return metadata_from_mapping(stated_metadata(named(fields)))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # pandoc
        ({"title": "A", "author": ["B", "C"], "date": "2025-12-01", "lang": "en-GB"},
         Metadata("A", author="B, C", published=date(2025, 12, 1), language="en")),
        # Hugo and Jekyll
        ({"Title": "A", "date": "2025-12-01T08:00:00+01:00", "canonicalURL": PAGE},
         Metadata("A", published=date(2025, 12, 1))),
        ({"title": "A", "publishDate": "2025-12-01", "canonical_url": PAGE, "language": "de"},
         Metadata("A", published=date(2025, 12, 1), url=PAGE, language="de")),
        # Quarto
        ({"author": [{"name": "B", "orcid": "0000"}, {"name": "C"}]}, Metadata(author="B, C")),
        # web clippers: the source is an address
        ({"source": PAGE, "site": "The Gazette"}, Metadata(publisher="The Gazette", url=PAGE)),
        ({"source": PAGE, "url": f"{PAGE}/2"}, Metadata(url=f"{PAGE}/2")),
        ({"source": "The Gazette"}, Metadata(publisher="The Gazette")),
        # exports of tables
        ({"Headline": "A", "Publication Date": "2025-12-01", "Byline": "B"},
         Metadata("A", author="B", published=date(2025, 12, 1))),
    ],
)  # fmt: skip
def test_names(fields: dict[str, object], expected: Metadata) -> None:
    assert metadata(**fields) == expected


@pytest.mark.parametrize(
    "names",
    [
        ("Titel", "Quelle", "Autor", "Veröffentlicht", "Link", "Sprache"),
        ("titel", "Medium", "autor", "Datum", "URL", "sprache"),
        ("Titre", "Source", "Auteur", "Date", "Lien", "Langue"),
        ("Título", "Medio", "Autor", "Fecha", "Enlace", "Idioma"),
        ("titulo", "FUENTE", "autor", "fecha", "url", "idioma"),
        ("Ti\u0301tulo", "Medio", "Autor", "Fecha", "Enlace", "Idioma"),
        ("Заголовок", "Источник", "Автор", "Дата", "Ссылка", "Язык"),
        ("заголовок", "Издание", "автор", "дата", "ссылка", "язык"),
        ("Заголовок", "Джерело", "Автор", "Дата", "Посилання", "Мова"),
        ("Заголовок", "Видання", "Автор", "Дата", "Посилання", "Мова"),
    ],
)
def test_names_in_other_languages(names: tuple[str, ...]) -> None:
    values = ("A", "The Gazette", "B", "01.12.2025", PAGE, "de")

    assert metadata(**dict(zip(names, values, strict=True))) == Metadata(
        "A", "The Gazette", "B", date(2025, 12, 1), PAGE, "de"
    )


def test_of_two_names_the_usual_one_counts_and_an_empty_one_does_not() -> None:
    assert metadata(date="2025-12-01", published="2024-01-01").published == date(2024, 1, 1)
    assert metadata(date="2025-12-01", published="").published == date(2025, 12, 1)


@given(st.text())
def test_the_compared_form_is_stable(name: str) -> None:
    assert field_name(field_name(name)) == field_name(name)


@given(
    st.dictionaries(
        st.sampled_from(["title", "source", "date", "author", "url", "lang", "tags", "site"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    )
)
def test_no_value_makes_it_fail(fields: dict[str, object]) -> None:
    metadata(**fields)
