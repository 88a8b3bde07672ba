"""What inline mode has for the words that somebody types."""

from dataclasses import replace

import pytest

from bot.answer import Answer, Question
from bot.telegram_app.elsewhere.articles import Article
from bot.telegram_app.elsewhere.offers import ARTICLES, Offer, Offers
from corpus.document import DocumentId
from corpus.passage import Passage
from corpus.store import StoredDocument
from hand_made import DOCUMENTS, NEWS, TALKS, FakeAnswerer, answered, hit, receipts_over

WEAK = tuple(
    replace(hit(f"A weak passage {number}.", ordinal=number), weak=True, score=0.1)
    for number in range(5, 8)
)


class Library(FakeAnswerer):
    """Holds 23 documents, of which every second one has a date; the eighth is empty."""

    def documents(self) -> tuple[StoredDocument, ...]:
        return tuple(
            replace(
                DOCUMENTS[0],
                id=DocumentId(number),
                path=f"{number:02}.md",
                metadata=replace(
                    NEWS, published=NEWS.published.replace(day=number + 1) if number % 2 else None
                ) if NEWS.published else NEWS,
            )
            for number in range(23)
        )  # fmt: skip

    def opening(self, document: DocumentId) -> Passage | None:
        if document == 8:
            return None
        return hit(f"Document {document} begins.", document=f"{document:02}.md").passage


class Scripted(FakeAnswerer):
    """Gives one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        return self._answer


def told(offer: Offer) -> list[str]:
    return [article.message.text.split("\n\n")[1].splitlines()[0] for article in offer.articles]


def descriptions(articles: tuple[Article, ...]) -> list[str]:
    return [article.description for article in articles]


def test_passages_for_a_question() -> None:
    answerer = FakeAnswerer()
    offer = Offers(answerer).find("Where were the talks held?", "")
    first, *_, last = offer.articles
    assert len(offer.articles) == 4
    assert offer.next_offset == ""
    assert first.title == "Talks in Istanbul"
    assert first.description == (
        "The talks were held in Istanbul on Friday. — Example Times · 16 May 2025"
    )
    assert first.message.text == (
        f"{TALKS[0].passage.text}\n"
        "[1] Talks in Istanbul · Example Times · 16 May 2025\u00a0·\u00a0¶1"
    )
    assert [[button.text for button in row] for row in first.message.buttons] == [["Open"]]
    assert last.message.text.startswith("A second round was left open.\n[1] ")
    assert offer.articles[2].title == "notes/agreed.txt"
    assert offer.articles[2].description == "An exchange of 1,000 prisoners from each side."
    (asked,) = answerer.asked
    assert (asked.context, asked.limit) == (None, ARTICLES)


def test_near_misses_say_so_first() -> None:
    offer = Offers(FakeAnswerer()).find("the weather", "")
    (description,) = descriptions(offer.articles)
    assert description.startswith("May not answer: The talks were held")
    assert offer.articles[0].message.text.startswith("I am not sure that the documents answer")


@pytest.mark.parametrize("text", ["Thanks!", "something else", "Hello"])
def test_silence_offers_nothing(text: str) -> None:
    assert Offers(FakeAnswerer()).find(text, "") == Offer()


def test_what_is_weak_behind_the_first_page_is_not_offered() -> None:
    offer = Offers(Scripted(answered(*TALKS, *WEAK))).find("anything", "")
    assert len(offer.articles) == len(TALKS)
    assert len(Offers(Scripted(answered(TALKS[0], *WEAK))).find("anything", "").articles) == 1


def test_what_differs_from_its_original_is_not_offered() -> None:
    answerer = FakeAnswerer()
    first = TALKS[0].passage
    answerer.receipts = receipts_over({1: " " * first.span.start + first.text})
    offer = Offers(answerer).find("talks", "")
    assert [article.message.text.splitlines()[0] for article in offer.articles] == [first.text]
    assert Offers(answerer).find("", "").articles[0].message.text.count(first.text) == 1
    answerer.receipts = receipts_over({1: "Other words."})
    assert Offers(answerer).find("", "") == Offer()


def test_recent_documents_page_by_page() -> None:
    offers = Offers(Library())
    first = offers.find("", "")
    dated = [f"Document {number} begins." for number in range(21, 0, -2)]
    undated = [f"Document {number} begins." for number in range(0, 23, 2) if number != 8]
    assert told(first) == dated[:10]
    assert first.next_offset == "10"
    second = offers.find("", first.next_offset)
    assert second.next_offset == "20"
    third = offers.find("", second.next_offset)
    assert third.next_offset == ""
    assert told(first) + told(second) + told(third) == dated + undated
    assert len({it.id for offer in (first, second, third) for it in offer.articles}) == 22


@pytest.mark.parametrize("offset", ["-1", "x", "9999999", "1.5", "١", "10 ", "999999"])
@pytest.mark.parametrize("text", ["", "talks"])
def test_offsets_that_nobody_gave(text: str, offset: str) -> None:
    assert Offers(Library()).find(text, offset) == Offer()


def test_a_recent_document_shows_its_title_and_how_it_begins() -> None:
    newest, other = Offers(FakeAnswerer()).find("", "").articles
    assert newest.message.text == (
        f"Talks in Istanbul\n\n{TALKS[0].passage.text}\n"
        "[1] Talks in Istanbul · Example Times · 16 May 2025\u00a0·\u00a0¶1"
    )
    assert [entity.type for entity in newest.message.entities] == [
        "bold", "expandable_blockquote", "text_link", "italic",
    ]  # fmt: skip
    assert newest.description.endswith("— Example Times · 16 May 2025")
    assert other.title == "notes/agreed.txt"
    assert other.message.entities[0].type == "code"


def test_the_same_words_have_the_same_id_at_the_same_place_only() -> None:
    def ids(*texts: str) -> list[str]:
        hits = [hit(text, ordinal=place) for place, text in enumerate(texts, 1)]
        return [it.id for it in Offers(Scripted(answered(*hits))).find("x", "").articles]

    assert ids("One.", "Two.") == ids("One.", "Two.")
    assert len({*ids("Same.", "Same.")}) == 2
    assert ids("One.") != ids("Two.")
