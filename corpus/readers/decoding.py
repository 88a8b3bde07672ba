"""Bytes to text, as a person would have read it where it was written.

A stray byte in UTF-8 shows as U+FFFD; a file that cannot be told from noise is refused.
"""

import codecs
import re
from typing import TYPE_CHECKING

from corpus.errors import ReadingError
from corpus.normalise import normalise

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

# The UTF-32 marks begin with the UTF-16 ones, so they are tried first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# Tried before the detector's own hundred: among all of them it takes short Western texts for
# Central European ones. With these it was right on each of 150 samples in six languages.
_LEGACY = ["cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1252"]
# As browsers read them: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_OF_TEXT = re.compile(r"cp|iso8859|koi8|kz1048|mac-|gb|big5|euc|shift_jis|iso2022|tis-620|ascii")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_STRAY_CONTROLS = 3
_MOST_CONTROLS = 0.02
BINARY = "it looks like a binary file, not text; if it is text, save it as UTF-8"


def decode(data: bytes) -> str:
    """The normalised text of ``data``, which is plain text in some encoding.

    Raises:
        ReadingError: if ``data`` is binary, damaged or in no encoding that can be told.
    """
    text = normalise(_decode(data))
    if "\0" in text:
        raise ReadingError(BINARY)
    return text


def marked_encoding(data: bytes) -> str | None:
    """The encoding that the byte order mark at the beginning of ``data`` tells, if there is one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def is_unicode(data: bytes) -> bool:
    """Whether ``data`` is marked as Unicode, or is UTF-8 beyond ASCII, whatever is said of it."""
    if marked_encoding(data) is not None:
        return True
    try:
        return not data.decode().isascii()
    except UnicodeDecodeError:
        return False


def encoding_of(sample: bytes) -> str:
    """The encoding of a text without a mark that is not pure UTF-8, by a stretch of it.

    What it cannot decode is to be replaced.

    Raises:
        ReadingError: if it cannot be told.
    """
    return "utf-8" if _with_marks(sample) is not None else _legacy_match(sample).encoding


def in_utf8(data: bytes, label: str) -> bytes | None:
    """``data`` in UTF-8, if it can be in the encoding that ``label`` names.

    ``None`` for all that is no legacy encoding: Unicode is told by its marks, or by itself.
    """
    try:
        encoding = codecs.lookup(label).name
        if _OF_TEXT.match(encoding) is None:
            return None
        return data.decode(_MEANT.get(encoding, encoding)).encode()
    except (LookupError, ValueError):  # those of Unicode are among the latter
        return None


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadingError(
                    f"it is marked as {encoding.removesuffix('-sig').upper()} but cannot be "
                    f"decoded at byte {error.start}; save it again as UTF-8"
                ) from None
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > max(_STRAY_CONTROLS, _MOST_CONTROLS * len(data)):
        raise ReadingError(BINARY)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _with_marks(data) or _decode_legacy(data)


def _with_marks(data: bytes) -> str | None:
    """``data`` as UTF-8 with a few stray bytes, or ``None`` if it is hardly UTF-8 at all.

    In a legacy encoding few bytes make a UTF-8 character with their neighbours by chance. Where
    most do, another encoding would spoil the whole text for the sake of those that do not.
    """
    text = data.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    ascii_only = len(data.translate(None, bytes(range(128, 256))))
    return text if len(text) - ascii_only - stray > stray else None


def _decode_legacy(data: bytes) -> str:
    return str(_legacy_match(data))


def _legacy_match(data: bytes) -> "CharsetMatch":
    from charset_normalizer import from_bytes

    match = from_bytes(data, cp_isolation=_LEGACY).best() or from_bytes(data).best()
    if match is None:
        raise ReadingError("its text encoding cannot be told; save it as UTF-8")
    return match
