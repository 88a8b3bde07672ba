"""Conversations of a question set, replayed through the code that people talk to."""

from collections.abc import Sequence

from bot.answer import Question
from bot.answering import Answerer
from bot.conversation import Conversation
from bot.follow_ups.follow_up import Past, context_of_reply
from corpus.passage import RowId
from embeddings.evaluation.talks import Talk
from embeddings.generation import Generation
from embeddings.retrieval import Retrieval

_NOTHING = Past()


class RecordingAnswerer(Answerer):
    """An answerer that keeps what it found last, also where it then declined to answer."""

    last: tuple[RowId, ...] = ()

    def search(self, generation: Generation, question: Question) -> Retrieval:
        """Search, and keep what was found."""
        found = super().search(generation, question)
        self.last = tuple(hit.passage.id for hit in found.hits)
        return found

    def rows_for(self, question: Question) -> tuple[RowId, ...]:
        """What ``question`` finds; nothing for what is not searched at all, such as thanks."""
        self.last = ()
        self.answer(question)
        return self.last


class ConversationReplayer:
    """Implements ``embeddings.evaluation.talks.Replayer``.

    What two conversations have in common at their beginnings is asked once.
    """

    def __init__(self, answerer: RecordingAnswerer) -> None:
        self._answerer = answerer
        self._asked: dict[tuple[str, ...], tuple[Past, tuple[RowId, ...]]] = {}

    def last_of(self, turns: Sequence[str]) -> tuple[RowId, ...]:
        """What the last of ``turns`` finds, asked one after another in a new conversation."""
        return self._after(tuple(turns))[1]

    def with_title(self, talk: Talk) -> tuple[RowId, ...]:
        """What ``talk.last`` finds as a reply to a footnote on the document ``talk.title``."""
        context = context_of_reply(talk.last, talk.history[-1], talk.title)
        return self._answerer.rows_for(Question(talk.last, context=context))

    def _after(self, turns: tuple[str, ...]) -> tuple[Past, tuple[RowId, ...]]:
        for asked in range(1, len(turns) + 1):
            beginning = turns[:asked]
            if beginning not in self._asked:
                past = self._asked[beginning[:-1]][0] if asked > 1 else _NOTHING
                conversation = Conversation(self._answerer, past)
                self._answerer.last = ()
                conversation.ask(beginning[-1])
                self._asked[beginning] = conversation.past, self._answerer.last
        return self._asked[turns]
