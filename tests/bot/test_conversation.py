from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer import Abstained, Answered, Closest, Question, Reason, hits_of, in_context
from bot.conversation import Cited, Conversation, Page, page, page_holding
from bot.follow_ups.follow_up import CHAIN, Past, context_of
from corpus.filters import Filters
from hand_made import TALKS, FakeAnswerer, hit
from library import Library

SEVEN = tuple(hit(f"Passage {number}.", ordinal=number) for number in range(1, 8))


def spans(pages: list[Page | None]) -> list[tuple[int, int, int] | None]:
    return [(shown.first, shown.end, shown.remaining) if shown else None for shown in pages]


def test_an_answer_is_shown_page_by_page() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    first = conversation.ask(" the talks ")
    rest = [conversation.more() for _ in range(4)]
    assert spans([first, *rest]) == [(0, 3, 4), (3, 6, 1), (6, 7, 0), None, None]
    assert conversation.last is first.answer
    assert first.answer.question.text == "the talks"


def test_the_page_that_holds_a_passage() -> None:
    weak = (*SEVEN[:2], replace(SEVEN[2], weak=True, score=0.1), *SEVEN[3:])
    answer = Conversation(FakeAnswerer(weak)).ask("the talks").answer
    held = [page_holding(answer, place) for place in range(7)]
    assert [(it.first, it.end) for it in held] == [(0, 2)] * 2 + [(2, 5)] * 3 + [(5, 7)] * 2
    for place in (-1, 7):
        with pytest.raises(ValueError, match=f"no passage {place} among 7"):
            page_holding(answer, place)


@pytest.mark.parametrize(
    ("weak", "end"),
    [("", 3), ("3", 2), ("23", 1), ("2", 3), ("13", 2), ("34", 2)],
)
def test_the_first_page_of_an_answer_ends_before_what_is_weak(weak: str, end: int) -> None:
    hits = tuple(
        replace(it, weak=True, score=0.3) if str(number) in weak else it
        for number, it in enumerate(SEVEN, start=1)
    )
    conversation = Conversation(FakeAnswerer(hits))
    shown = [conversation.ask("talks"), conversation.more()]
    assert spans(list(shown)) == [(0, end, 7 - end), (end, end + 3, 4 - end)]
    near = tuple(replace(it, score=0.4) for it in hits)
    assert page(Answered(Question("?"), near, "?", 1.0)).end == 3  # none is far behind the best
    apart = (SEVEN[0], replace(SEVEN[1], score=0.3))
    assert page(Answered(Question("?"), apart, "?", 1.0)).end == 2  # a near miss by itself
    assert page(Closest(Question("?"), hits, Reason.WEAK_MATCH, "?", 1.0)).end == 3


def test_looking_at_the_next_page_does_not_turn_to_it() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    assert conversation.next_page() is None
    conversation.ask("talks")
    looked = [conversation.next_page(), conversation.next_page(), conversation.more()]
    assert spans(looked) == [(3, 6, 1)] * 3


def test_nothing_asked_or_nothing_found() -> None:
    conversation = Conversation(FakeAnswerer())
    assert conversation.last is None
    assert conversation.more() is None
    abstained = conversation.ask("the best cook")
    assert hits_of(abstained.answer) == ()
    assert conversation.more() is None


@pytest.mark.parametrize("said", ["Thanks!", "", "hello"])
def test_small_talk_leaves_the_page_that_it_follows(said: str) -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    assert isinstance(conversation.ask(said).answer, Abstained)
    assert conversation.last is None
    asked = conversation.ask("talks")
    conversation.ask(said)
    assert conversation.shown is asked
    assert spans([conversation.more()]) == [(3, 6, 1)]
    conversation.ask("the best cook")
    assert conversation.more() is None


def test_each_question_begins_anew() -> None:
    conversation = Conversation(FakeAnswerer())
    conversation.ask("talks")
    conversation.ask("talks in Istanbul")
    assert spans([conversation.more()]) == [(3, 4, 0)]


def test_a_page_shown_by_a_button_is_not_shown_again() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    asked = conversation.ask("talks")
    conversation.note(page(asked.answer, 3))
    conversation.note(asked)  # an older page does not turn it back
    assert spans([conversation.more()]) == [(6, 7, 0)]


def test_a_button_of_another_answer_changes_nothing() -> None:
    conversation = Conversation(FakeAnswerer(SEVEN))
    other = Answered(Question("talks"), TALKS, "talks", 1.0)
    conversation.note(page(other, 3))
    conversation.ask("talks")
    conversation.note(page(other, 3))
    assert spans([conversation.more()]) == [(3, 6, 1)]


ADA = (
    "---\ntitle: Ada Lovelace\n---",
    "Ada Lovelace wrote the first program for an engine.",
    "She was born in London in a cold December.",
    "Lovelace died of an illness at her house, aged 36.",
)
BABBAGE = (
    "---\ntitle: Charles Babbage\n---",
    "Charles Babbage designed the difference engine.",
    "He was born in Walworth, the son of a banker.",
    "Babbage died in Marylebone, an old man.",
)
FOREIGN = ("---\ntitle: Rust\n---", "Engineers found rust in the bridge and closed it on Monday.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path)
    made.write("ada.md", *ADA)
    made.write("babbage.md", *BABBAGE)
    made.write("rust.md", *FOREIGN)
    made.index()
    yield made
    made.footnote.close()


def first_of(shown: Page) -> str:
    """The document that is cited first."""
    return hits_of(shown.answer)[0].passage.citation.document


def test_a_chain_of_follow_ups_keeps_its_document(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    born = conversation.ask("Where was he born?")
    assert first_of(born) == "babbage.md"
    assert born.answer.searched == "Charles Babbage: Where was he born?"
    assert born.answer.question.text == "Where was he born?"
    died = conversation.ask("And when did he die?")
    assert first_of(died) == "babbage.md"
    assert in_context(died.answer)


def test_a_question_that_stands_alone_costs_no_second_search(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    asked = library.encoder.asked
    shown = conversation.ask("Which first program is by Ada Lovelace?")
    assert library.encoder.asked == asked + 1
    assert shown.answer.searched == "Which first program is by Ada Lovelace?"
    assert first_of(shown) == "ada.md"
    assert not in_context(shown.answer)
    assert first_of(conversation.ask("Where was she born?")) == "ada.md"


def test_a_question_that_says_enough_itself_is_not_read_behind_another_subject(
    library: Library,
) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    shown = conversation.ask("Which bridge with rust did they close on Monday?")
    assert shown.answer.question.context is not None  # by its grammar it leans
    assert first_of(shown) == "rust.md"
    assert shown.answer.searched == "Which bridge with rust did they close on Monday?"


def test_small_talk_is_no_context_and_breaks_none(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("hello")
    assert conversation.past == Past()
    conversation.ask("Which engine did Charles Babbage design?")
    before = conversation.past
    for said in ("thanks", "", "?!"):
        conversation.ask(said)
        assert conversation.past == before
    assert first_of(conversation.ask("Where was he born?")) == "babbage.md"


def test_an_abstention_in_between_loses_nothing(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    conversation.ask("Why did he juggle xylophones?")
    assert first_of(conversation.ask("Where was he born?")) == "babbage.md"


def test_it_can_be_switched_off_in_three_ways(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    born = conversation.ask("Where was he born?")
    assert in_context(born.answer)
    alone = conversation.ask_alone(born.answer.question)
    assert alone.answer.searched == "Where was he born?"
    assert not in_context(alone.answer)
    conversation.ask("Which engine did Charles Babbage design?")
    conversation.forget()
    assert not in_context(conversation.ask("Where was he born?").answer)
    library.settings.follow_ups = False
    silent = Conversation(library.footnote.answerer())
    silent.ask("Which engine did Charles Babbage design?")
    assert not in_context(silent.ask("Where was he born?").answer)


def test_a_reply_goes_on_from_the_footnote_that_it_replies_to(library: Library) -> None:
    conversation = Conversation(library.answerer)
    babbage = conversation.ask("Which engine did Charles Babbage design?").answer
    conversation.ask("What did Ada Lovelace write?")
    cited = Cited(babbage, hits_of(babbage)[0])
    born = conversation.ask("Where was he born?", cited=cited)
    assert first_of(born) == "babbage.md"
    assert conversation.past.asked == (babbage.question.text, "Where was he born?")


def test_filters_hold_in_a_context_too(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    shown = conversation.ask("Where was he born?", Filters(("ada.md",)))
    assert {hit.passage.citation.document for hit in hits_of(shown.answer)} <= {"ada.md"}


def test_a_date_of_its_own_replaces_the_earlier_one() -> None:
    past = Past(("What did the ECB decide in April?",), "ecb.md")
    context = context_of("And in May?", past)
    assert context is not None
    assert (context.words, context.elliptical) == ("ECB decide", True)
    context = context_of("And in Frankfurt?", past)
    assert context is not None
    assert context.words == "ECB decide April"


def test_the_date_and_the_name_that_were_said_last_are_inherited() -> None:
    asked = ("What was Hartwell's revenue in 2023?", "and in 2024?", "and in 2019?")
    context = context_of("And the dividend?", Past(asked, "hartwell.md"))
    assert context is not None
    assert context.words == "Hartwell's revenue 2019"
    assert context.found
    context = context_of("and in May?", Past((*asked, "and for Graz?"), None))
    assert context is not None
    assert (context.words, context.dated) == ("Hartwell's revenue Graz", "and in May 2019?")
    assert not context.found


def test_a_question_is_searched_with_the_year_of_the_talk(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design in December 1822?")
    answer = conversation.ask("And in May?").answer
    assert answer.question.text == "And in May?"
    assert answer.searched == "Charles Babbage engine Charles Babbage design: And in May 1822?"


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=9))
def test_the_past_stays_short(text: str, turns: list[str]) -> None:
    conversation = Conversation(FakeAnswerer())
    for turn in turns:
        conversation.ask(f"talks {turn}")
    assert 0 < len(conversation.past.asked) <= CHAIN
    assert context_of(text, Past()) is None


def test_a_title_in_front_makes_no_answer_of_an_unrelated_question(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    for unrelated in ("What is the boiling point of water?", "how do i knit a scarf"):
        shown = conversation.ask(unrelated)
        assert not in_context(shown.answer)
        assert not isinstance(shown.answer, Answered)
    assert first_of(conversation.ask("Where was he born?")) == "babbage.md"


def test_a_follow_up_is_corrected_behind_what_it_inherits(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    died = conversation.ask("And was he the son of a bankre, an old man?").answer
    assert died.question.text == "And was he the son of a bankre, an old man?"
    assert died.searched == "Charles Babbage: And was he the son of a banker, an old man?"
    assert died.inherited == "Charles Babbage"


def test_a_corrected_word_alone_is_no_context(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask("Which engine did Charles Babbage design?")
    answer = conversation.ask("Which engineers found rust in the brigde on Monday?").answer
    assert answer.searched == "Which engineers found rust in the bridge on Monday?"
    assert not in_context(answer)


def test_operators_hold_for_their_own_question_only(library: Library) -> None:
    conversation = Conversation(library.answerer)
    conversation.ask('Which +engine did "Charles Babbage" design -Walworth?')
    assert conversation.past.asked == ("Which engine did Charles Babbage design?",)
    born = conversation.ask("Where was he born?")
    assert first_of(born) == "babbage.md"
    assert "Walworth" in hits_of(born.answer)[0].passage.text
    limited = hits_of(conversation.ask("Where was he born -Walworth?").answer)
    assert limited
    assert not any("Walworth" in hit.passage.text for hit in limited)
