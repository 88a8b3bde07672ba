"""Whatever a document holds, inline mode offers what Telegram takes, and quotes exactly."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import Answered, Closest, Question, Reason
from bot.telegram_app.elsewhere.articles import Article, article_of, opening_article
from bot.telegram_app.messages.reading import QUOTED
from bot.telegram_app.wire.sending import article_result
from embeddings.hit import Hit
from hand_made import answered
from properties.test_rendering import expected, hits, legal, quotations
from telegram_server.answering import answer_inline_query
from telegram_server.chats import Account
from telegram_server.queries import InlineQuery
from telegram_server.schema import Schema
from telegram_server.values import Json, Params, utf16_length
from telegram_server.world import World

SCHEMA = Schema.load()


@st.composite
def found(draw: st.DrawFn) -> Answered | Closest:
    drawn = tuple(draw(hits(ordinal)) for ordinal in range(1, draw(st.integers(1, 3)) + 1))
    if draw(st.booleans()):
        return answered(*drawn)
    return Closest(Question("?"), drawn, Reason.WEAK_MATCH, "?", 1.0)


def taken(articles: list[Article]) -> None:
    """Telegram takes them as the results of one query."""
    world = World(SCHEMA)
    world.inline_queries["7"] = InlineQuery("7", Account(5, "Ada"), "?")
    results: list[Json] = [
        article_result(it.id, it.title, it.message, it.description or None).to_dict()
        for it in articles
    ]
    call = SCHEMA.read_call(
        "answerInlineQuery", {"inline_query_id": "7", "results": results}, form=False
    )
    assert call.violations == ()
    assert answer_inline_query(world, Params(call.params)) is True
    assert world.violations == []
    for article in articles:
        assert len(article.id.encode("ascii")) <= 64
        assert all(button.data is None for row in article.message.buttons for button in row)
        for line in (article.title, article.description):
            assert len(line.splitlines()) <= 1
            assert utf16_length(line) <= 400


@settings(max_examples=80)
@given(found())
def test_articles_are_taken_and_quote_exactly(answer: Answered | Closest) -> None:
    articles = [article_of(answer, place) for place in range(len(answer.hits))]
    taken(articles)
    for article, hit in zip(articles, answer.hits, strict=True):
        legal(article.message)
        quotes(article, hit)
        assert article.description.startswith("May not answer: ") is isinstance(answer, Closest)


@settings(max_examples=60)
@given(hits())
def test_openings_are_taken_and_quote_exactly(hit: Hit) -> None:
    article = opening_article(hit.passage)
    taken([article])
    legal(article.message)
    shown = quotations(article.message)
    assert [words.startswith("… ") for words in shown] in ([], [False])


def quotes(article: Article, hit: Hit) -> None:
    before, words, after = expected(hit, QUOTED)
    if not words:
        assert quotations(article.message) == []
        return
    (quotation,) = quotations(article.message)
    if utf16_length(words) <= QUOTED:
        assert quotation == before + words + after
    else:
        assert (before + words).startswith(quotation.removesuffix(" …"))
