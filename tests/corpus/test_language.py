import subprocess
import sys

import pytest

from corpus.language import detect_language

SAMPLES = {
    "en": "Engineers found cracks in two of the four piers of the bridge.",
    "ru": "Инженеры нашли трещины в двух опорах моста, и его закрыли до осени.",
    "uk": "Інженери знайшли тріщини у двох опорах мосту, тож його закрили до осені.",
    "de": "Die Ingenieure haben Risse in zwei der vier Pfeiler gefunden.",
    "es": "Los ingenieros encontraron grietas en dos de los cuatro pilares.",
    "fr": "Les ingénieurs ont trouvé des fissures dans deux des quatre piliers.",
}
OTHERS = {
    "pl": "Inżynierowie znaleźli pęknięcia w dwóch z czterech filarów starego mostu.",
    "it": "Gli ingegneri hanno trovato delle crepe in due dei quattro piloni del ponte.",
    "tr": "Mühendisler köprünün dört ayağından ikisinde çatlaklar buldu.",
    "zh": "工程师在桥梁的四个桥墩中的两个上发现了裂缝，" * 3,
    "el": "Οι μηχανικοί βρήκαν ρωγμές σε δύο από τους τέσσερις πυλώνες της γέφυρας.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_our_languages_are_told_from_one_sentence(code: str) -> None:
    assert detect_language(SAMPLES[code]) == code
    assert detect_language(SAMPLES[code] * 200) == code


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_unknown_and_not_the_nearest_of_ours(code: str) -> None:
    assert detect_language(OTHERS[code]) is None


@pytest.mark.parametrize("text", ["", "Hello there", "Привет", "1234 5678 " * 20, "?!… " * 50])
def test_too_little_text_is_unknown(text: str) -> None:
    assert detect_language(text) is None


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; import corpus.store, corpus.reading; "
        "print(*{'py3langid', 'sentencex', 'markdown_it', 'yaml', 'frontmatter', "
        "'charset_normalizer', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
