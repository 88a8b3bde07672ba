"""One long conversation over the sample articles, with the real model, kept to be read.

Counts of right answers do not show how a chat reads. The golden file does: whoever changes
retrieval, follow-ups or wording sees in it what people would see. Of a passage it holds the
footnote and the marked sentences, ">" before the best; figures that depend on the processor stay
out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.answer import Abstained, Answered
from bot.conversation import Conversation, Page
from bot.repl.chat import Chat, Failure, Leave, Notice, Printout, Reply, Whole
from bot.repl.loading import Loading
from bot.settings import Settings, sample_articles
from bot.terminal import plain, visible
from bot.wiring import Footnote
from embeddings.hit import Hit
from embeddings.indexing.progress import Progress
from embeddings.probes import PROBES
from golden_text import GoldenText

# Lines with # are remarks, and stand in the golden file too. One with "Weak" owns up to a reply
# that is not what a person would want: whoever mends that takes the remark out.
SCRIPT = (
    "# Before anything was asked.",
    "",
    "/more",
    "hello",
    "Привіт!",
    "?!",
    "# Plain questions.",
    "Where were the first face-to-face talks held?",
    "# Weak: what came of the talks, an exchange of prisoners, should stand first.",
    "And what came out of it?",
    "# A chain of two.",
    "How many of them exactly?",
    "thanks!",
    "How fast was Russia advancing by the middle of May?",
    "# An ellipsis.",
    "and at the beginning of the month?",
    "Which river did Russian soldiers get across?",
    "# A pronoun.",
    "In which region is it?",
    "# It begins as one that goes on, but there is nothing to go on from.",
    "/new",
    "and the Azov Regiment?",
    "Did Putin and Trump talk on the phone?",
    "And how long did it last?",
    "/more",
    "# Off the subject, with a name of its own.",
    "Who wrote Pride and Prejudice?",
    "# Off the subject, and nothing in it is named: it does not go on about the call.",
    "how to get candle wax out of a carpet",
    "/alone",
    "# Weak: near the subject, but the articles have nothing of India; it should be in doubt.",
    "How did India react to the Russian advances?",
    "# Limits.",
    "/ask --source front-line-may.md What did Zelensky promise?",
    "/ask --source Reuters What did Zelensky promise?",
    'Who spoke of a "humanitarian catastrophe"?',
    "/why",
    'Who spoke of a "humanitarian disaster"?',
    "sanctions +Zelensky -Trump",
    "Where were the talks? +Istanbul +Geneva",
    "# Two typos.",
    "Who met in Istanbol for the ceasfire talks?",
    "# The answers to these stand in the Russian and in the Ukrainian article.",
    "Почему Трамп не хочет вводить новые санкции?",
    "А на кого Украине теперь надеяться?",
    "Спасибо",
    "Скільки полонених мають обміняти Росія та Україна?",
    "А де це вирішили?",
    "Дякую",
    "# Leaving.",
    "/hlep",
    "bye",
    "/quit",
)

_FIGURE = re.compile(r"-?\d*\.\d+|\d+%")


@pytest.fixture(scope="module")
def footnote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Footnote]:
    """The sample articles, indexed with the bundled model."""
    data = tmp_path_factory.mktemp("data")
    opened = Footnote(Settings(documents_dir=sample_articles(), data_dir=data))
    opened.indexer.run(opened.root, (), Progress())
    yield opened
    opened.close()


def marked_only(hit: Hit) -> Hit:
    """``hit`` as though its passage were its marked sentences, a line each."""
    text = "\n".join(
        f"{'>' if span == hit.best_highlight else ' '} {hit.passage.text[span.start : span.end]}"
        for span in hit.highlights
    )
    return replace(hit, passage=replace(hit.passage, text=text))


def shown(page: Page) -> str:
    """``page`` as a pipe gets it, but for the sentences that are not marked."""
    answer = page.answer
    if isinstance(answer, Abstained):
        return plain(page)
    return plain(replace(page, answer=replace(answer, hits=tuple(map(marked_only, answer.hits)))))


def said(reply: Reply | None) -> str:
    match reply:
        case None:
            return "(no reply)"
        case (Page() as page) | Whole(page):
            return shown(page)
        case Notice(text) | Printout(text) | Failure(text):
            return visible(text)
        case Leave():
            return "(the chat ends)"
        case _:
            assert_never(reply)


def turn(chat: Chat, line: str) -> str:
    reply = said(chat.reply(line))
    if line == "/why":
        legend, _, reasons = reply.partition("\n\n")
        reply = f"{legend}\n\n{_FIGURE.sub('#', reasons)}"
    return f"You: {line}".rstrip() + f"\n\n{reply}"


def test_a_conversation(footnote: Footnote, snapshot: SnapshotAssertion) -> None:
    chat = Chat(Loading(footnote.answerer))
    parts = [line if line.startswith("#") else turn(chat, line) for line in SCRIPT]
    golden = snapshot.use_extension(GoldenText)
    assert "\n\n\n".join(parts) + "\n" == golden


def test_everyday_questions_are_not_answered_because_of_the_talk(footnote: Footnote) -> None:
    """A title in front of it makes any question look like one about that document."""
    answerer = footnote.answerer()
    counts = {"": 0, "And ": 0}
    for opening in counts:
        for probe in PROBES[::2]:
            conversation = Conversation(answerer)
            conversation.ask("Where were the talks held?")
            asked = f"{opening}{probe[0].lower()}{probe[1:]}" if opening else probe
            counts[opening] += isinstance(conversation.ask(asked).answer, Answered)
    # 2 and 8 are; of all hundred probes 89 and 98 were before there was a rule.
    assert counts[""] <= 4
    assert counts["And "] <= 10
