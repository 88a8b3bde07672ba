import pytest
from lxml.html import document_fromstring

from corpus.readers.note_numbers import drop_note_numbers, keep_raised, may_stand_behind


@pytest.mark.parametrize(
    "text", ["the bridge", "closed.", "the end.”", "in 2019.", "мост", "Brücke,"]
)
def test_the_number_of_a_note_may_stand_behind_a_word_or_what_closes_a_sentence(text: str) -> None:
    assert may_stand_behind(text)


@pytest.mark.parametrize(
    "text", ["", "70 m", "70 km", "10", "1,5", "f(x)", "(a + b)", "x", "CO", " "]
)
def test_what_is_raised_behind_a_number_a_unit_or_a_bracket_is_a_power(text: str) -> None:
    assert not may_stand_behind(text)


@pytest.mark.parametrize(
    "text",
    [
        *("900 feet", "12 inches", "3 yards", "12 miles", "40 cubic metres", "Meter", "9 metri"),
        *("Quadratmeter", "square kilometers", "mètres", "metros", "квадратных метров", "милями"),
        *("миль", "9.81 metres per second", "sigma", "Lambda", "parameter", "Carbon", "Uran"),
        *("Kohlenstoff", "углерод", "CARBON", "(sinh", "volts", "Sekunde"),
    ],
)
def test_what_is_raised_behind_the_name_of_a_unit_or_an_element_is_no_note(text: str) -> None:
    assert not may_stand_behind(text)


@pytest.mark.parametrize(
    "text", ["900 feet.", "barefoot", "geometry", "the carbons", "smile", "симметрия", "a family"]
)
def test_words_that_only_end_like_a_unit_are_words(text: str) -> None:
    assert may_stand_behind(text)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("The area<sup>2</sup> of the volume<sup>3</sup>", "The area2 of the volume3"),
        ("closed.<sup>2</sup> Open.<sup>3</sup>", "closed. Open."),
        ("closed<sup>1</sup> open<sup>2</sup>", "closed open"),
        ("in<sup>1</sup> open<sup>2</sup>", "in1 open2"),
        ("open<sup>3</sup> closed<sup>4</sup>", "open closed"),
        ("closed<sup>1,2</sup> open<sup>3</sup>", "closed open"),
        ("closed<sup><a href='#n1'>1</a></sup> area<sup>2</sup>", "closed area2"),
        ("closed<sup>12</sup>", "closed"),
    ],
)
def test_a_lone_2_or_3_is_a_note_only_in_sequence(page: str, text: str) -> None:
    tree = document_fromstring(f"<html><body><p>{page}</p></body></html>")

    drop_note_numbers(tree)

    assert "".join(map(str, tree.itertext())) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("The bridge<sup>1</sup> is closed.", "The bridge is closed."),
        ("It is closed.<sup>2, 3</sup> Why?", "It is closed.2, 3 Why?"),
        ("It is closed.<sup>2,3</sup> Why?", "It is closed. Why?"),
        ("By <sup><a href='#n1'>[1]</a></sup> now", "By  now"),
        ("In 2019<a href='page.html#fn:4'><sup>4</sup></a> it was", "In 2019 it was"),
        ("closed<sup><a href='#cite_note-a'>[a]</a></sup>.", "closed."),
        ("By now<sup><a href='#map'>see the map</a></sup>.", "By nowsee the map."),
        ("closed<sup>[<a href='#n1'>1</a>]</sup>.", "closed."),
        ("closed <a href='#n1'><b><sup>*</sup></b></a>.", "closed ."),
        ("In 2019<sup><a href='#n'>[4]</a></sup> it was", "In 2019 it was"),
        ("<a href='/stars#count'>about 10<sup>22</sup> stars</a>", "about 1022 stars"),
        ("<a href='https://x.org/h#c'>the 19<sup>th</sup> century</a>", "the 19th century"),
        ("the 1<a href='#first'><sup>st</sup></a> day", "the 1st day"),
        ("Brand<sup><a href='#legal'>TM</a></sup>", "BrandTM"),
        ("10<sup><a href='/powers#large'>22</a></sup> stars", "1022 stars"),
        ("<i>10</i><a href='/powers#large'><sup>22</sup></a>", "1022"),
        ("by<sup><a href='#1'>1</a></sup><sup><a href='#2'>2</a></sup> now", "by now"),
        ("70 m<sup>2</sup> or 10<sup>6</sup>", "70 m2 or 106"),
        ("the 19<sup>th</sup> century", "the 19th century"),
        ("<sup>1</sup> Of the council.", "1 Of the council."),
        ("<b>bridge</b><sup>1</sup>", "bridge1"),
        ("Brand<sup>TM</sup> <sup><a>1</a></sup>", "BrandTM 1"),
    ],
)
def test_only_the_numbers_of_notes_are_taken_off_a_web_page(page: str, text: str) -> None:
    tree = document_fromstring(f"<html><body><p>{page}</p></body></html>")

    drop_note_numbers(tree)

    assert "".join(map(str, tree.itertext())) == text


def test_raised_figures_stay_raised() -> None:
    page = "<p>10<sup>6</sup> people, 12 km<sup>2</sup>, 10<sup>-9</sup>, the 19<sup>th</sup></p>"
    tree = document_fromstring(page)
    keep_raised(tree)
    assert tree.text_content() == "10⁶ people, 12 km², 10⁻⁹, the 19th"


def test_a_figure_with_more_inside_it_is_left_alone() -> None:
    tree = document_fromstring("<p>10<sup>6<b>th</b></sup> and 10<sup>\n 6 </sup></p>")
    keep_raised(tree)
    assert tree.text_content() == "106th and 10⁶"
