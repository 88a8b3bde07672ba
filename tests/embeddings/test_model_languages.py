"""Which language a model reads, as its card says."""

from pathlib import Path

import pytest

from embeddings.model_folder import bundled_folder
from embeddings.model_languages import only_language_of


def test_the_bundled_model_reads_english() -> None:
    assert only_language_of("all-MiniLM-L6-v2", bundled_folder()) == "en"
    assert only_language_of(str(bundled_folder()), bundled_folder()) == "en"


@pytest.mark.parametrize(
    ("card", "language"),
    [
        ("---\nlanguage: de\nlicense: mit\n---\n# A model\n", "de"),
        ("---\r\nlanguage:\r\n- pt-BR\r\n---\r\n", "pt"),
        ("---\nlanguage: no\n---\n", "no"),
        ("---\nlanguage: [en, de]\n---\n", None),
        ("---\nlanguage: multilingual\n---\n", None),
        ("---\nlanguage:\n- multilingual\n- en\n---\n", None),
        ("---\nlicense: mit\n---\n", None),
        ("---\nlanguage: [en\n---\n", None),
        ("---\n- en\n---\n", None),
        ("# language: en\n", None),
        ("\ud800".encode("utf-16-le", "surrogatepass").decode("latin-1"), None),
        (None, None),
    ],
)
def test_other_models_read_what_their_card_says(
    tmp_path: Path, card: str | None, language: str | None
) -> None:
    if card is not None:
        (tmp_path / "README.md").write_bytes(card.encode("latin-1"))
    assert only_language_of(str(tmp_path), tmp_path) == language
