import pytest

from corpus.errors import ReadingError
from corpus.readers.decoding import decode

SAMPLES = {
    "ru": "Мост через реку закрыли: инженеры нашли трещины в двух опорах из четырёх.",
    "uk": "Міст через річку закрили: інженери знайшли тріщини у двох опорах із чотирьох.",
    "de": "Die alte Brücke ist gesperrt, weil größere Risse in den Pfeilern gefunden wurden.",
    "es": "El puente cerrará mañana y el año próximo, según el señor Núñez, que habló en España.",
    "fr": "Le maire a déclaré à l’été que la réunion était très utile et que le pont sera fermé.",
}
ENCODINGS = {
    "ru": ["cp1251", "koi8-r", "cp866", "iso8859-5"],
    "uk": ["cp1251", "koi8-u", "iso8859-5"],
    "de": ["cp1252", "latin-1"],
    "es": ["cp1252", "latin-1"],
    "fr": ["cp1252"],
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language, found in ENCODINGS.items() for encoding in found],
)
def test_legacy_encodings_of_our_languages_are_told(language: str, encoding: str) -> None:
    text = SAMPLES[language]

    assert decode(text.encode(encoding)) == text
    assert decode((text * 300).encode(encoding)) == text * 300


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "euc_kr"])
def test_encodings_of_other_scripts_are_told_too(encoding: str) -> None:
    text = {
        "shift_jis": "ロシアとウクライナの和平交渉が続いている。",
        "gb18030": "和平谈判仍在继续,俄罗斯军队在整个前线推进。",
        "euc_kr": "러시아와 우크라이나의 평화 협상이 계속되고 있다.",
    }[encoding]

    assert decode((text * 3).encode(encoding)) == text * 3


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_or_without_its_mark(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding.endswith("-le"):
        data = b"\xff\xfe" + data
    if encoding.endswith("-be"):
        data = b"\xfe\xff" + data

    assert decode(data) == text


def test_a_stray_byte_does_not_spoil_the_utf8_around_it() -> None:
    text = SAMPLES["ru"]

    assert decode(text.encode() + b"\xd0") == text + "\ufffd"
    assert decode(b"caf\xe9 " + text.encode()) == "caf\ufffd " + text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 16,
        b"text\0text",
        b"\x01\x02\x03\x04 text",
        b"\xff\xfea\0\0\0",
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="binary"):
        decode(data)


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xff\xfe\x00\xd8a\0", b"\xef\xbb\xbf\xff"])
def test_text_that_breaks_the_promise_of_its_mark_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"marked as UTF-(8|16)"):
        decode(data)


def test_only_the_mark_and_line_endings_change() -> None:
    assert decode("\ufeffa\r\nb\rc\n\u2028d\u00a0\te\f".encode()) == "a\nb\nc\n\u2028d\u00a0\te\f"
