"""Which language a model reads, as its card says."""

from pathlib import Path

import pytest

from embeddings.model_folder import bundled_folder
from embeddings.model_languages import only_language_of, reads_several


def test_the_bundled_model_reads_english() -> None:
    assert only_language_of(bundled_folder()) == "en"
    assert not reads_several(bundled_folder())


@pytest.mark.parametrize(
    ("card", "language", "several"),
    [
        ("---\nlanguage: de\nlicense: mit\n---\n# A model\n", "de", False),
        ("---\r\nlanguage:\r\n- pt-BR\r\n---\r\n", "pt", False),
        ("---\nlanguage: no\n---\n", "no", False),
        ("---\nlanguage: [en, de]\n---\n", None, True),
        ("---\nlanguage: multilingual\n---\n", None, True),
        ("---\nlanguage:\n- multilingual\n- en\n---\n", None, True),
        ("---\nlicense: mit\n---\n", None, False),
        ("---\nlanguage: [en\n---\n", None, False),
        ("---\n- en\n---\n", None, False),
        ("# language: en\n", None, False),
        ("\ud800".encode("utf-16-le", "surrogatepass").decode("latin-1"), None, False),
        (None, None, False),
    ],
)
def test_other_models_read_what_their_card_says(
    tmp_path: Path, card: str | None, language: str | None, several: bool
) -> None:
    if card is not None:
        (tmp_path / "README.md").write_bytes(card.encode("latin-1"))
    assert only_language_of(tmp_path) == language
    assert reads_several(tmp_path) is several
