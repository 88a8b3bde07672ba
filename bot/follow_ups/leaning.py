"""Whether a question stands alone or leans on what was said before it.

A grammar of six languages in miniature. It leans when it goes on ("and in May?"), points back
("there", "this album"), asks for more ("any other?"), holds a pronoun that nothing in the question
itself can be meant by ("where was he born?", but not "what did the minister say about his
visit?"), or names no subject at all ("why?"). A question that is wrongly taken to lean costs a
search; one that is wrongly taken to stand alone gets no answer. So doubt leans.
"""

from bot.follow_ups.sentence import Sentence, language_of

_LONGEST = 40
"""More words than this tell their own story."""


def leans(text: str, before: str = "") -> bool:
    """Whether ``text`` needs what was said before to be understood.

    Args:
        text: the question, in any language; the lists know six.
        before: the question before it, which tells the language of a very short one.
    """
    language = language_of(text, before)
    if language is None:
        return False
    sentence = Sentence(text, language)
    if not sentence.plain or len(sentence.plain) > _LONGEST:
        return False
    return points_at_something(text, before) or _names_nothing(sentence)


def names_something(text: str, before: str = "") -> bool:
    """Whether a question holds a name of its own (in German: any noun), or is not to be read."""
    language = language_of(text, before)
    return language is None or Sentence(text, language).has_name


def points_at_something(text: str, before: str = "") -> bool:
    """Whether ``text`` says by a word of its own that it leans: it goes on, or has a pronoun.

    One that only has no subject ("who resigned?") may have one in the documents.
    """
    language = language_of(text, before)
    if language is None:
        return False
    sentence = Sentence(text, language)
    return bool(sentence.plain) and (
        _goes_on(sentence)
        or _asks_for_more(sentence)
        or _points_back(sentence)
        or _has_loose_pronoun(sentence)
    )


def is_elliptical(text: str, before: str = "") -> bool:
    """Whether a question leaves out what it asks about: "and in May?", "why?"."""
    language = language_of(text, before)
    if language is None:
        return False
    sentence = Sentence(text, language)
    if not sentence.plain or _points_back(sentence) or _has_loose_pronoun(sentence):
        return False  # it says what it is about, if only by pointing there
    return _goes_on(sentence) or _names_nothing(sentence)


def subject_words(text: str, dated: bool = True) -> str:
    """The words that say what a question is about, as they were written.

    Args:
        text: the question.
        dated: whether its months and numbers are among them.
    """
    language = language_of(text)
    if language is None:
        return ""
    sentence = Sentence(text, language)
    words = (
        token.written
        for place, token in enumerate(sentence.tokens)
        if sentence.is_content(place) or (dated and sentence.is_date(place))
    )
    return " ".join(dict.fromkeys(words))


def has_date(text: str) -> bool:
    """Whether a question names a month or a number."""
    language = language_of(text)
    if language is None:
        return False
    sentence = Sentence(text, language)
    return any(map(sentence.is_date, range(len(sentence.tokens))))


def is_fragment(sentence: Sentence) -> bool:
    """Whether it goes on with a name or a date and nothing else: "and in Storm Amy?"."""
    words, opening = sentence.words, _opening(sentence)
    if not opening:
        return False
    loose = words.linking | words.articles | words.deixis | words.empty
    places = [at for at, token in enumerate(sentence.tokens) if token.word != ","]
    return all(
        sentence.is_content(at) or sentence.is_date(at) or sentence.tokens[at].word in loose
        for at in places[opening:]
    )


def _goes_on(sentence: Sentence) -> bool:
    """It opens as one that goes on: "and in May?", "what about Kyiv?"."""
    return _opening(sentence) > 0


def _opening(sentence: Sentence) -> int:
    """How many words at its beginning say that it goes on."""
    said = " ".join(sentence.plain) + " "
    for phrase in sentence.words.phrases:
        if said.startswith(phrase + " "):
            return len(phrase.split())
    return int(not sentence.words.openers.isdisjoint(sentence.plain[:1]))


def _asks_for_more(sentence: Sentence) -> bool:
    """It asks for more of the same, and names nothing that there could be more of."""
    words = sentence.words
    if sentence.has_name and not words.capital_nouns:
        return False
    following = (*sentence.plain[1:], "")
    return any(
        word in words.further and after not in words.deixis | words.comparing
        for word, after in zip(sentence.plain, following, strict=True)
    )


def _points_back(sentence: Sentence) -> bool:
    words = sentence.words
    tokens = [token.word for token in sentence.tokens]
    for place, word in enumerate(tokens):
        before = tokens[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if word in words.pointers:
            if word == "there" and words.helpers.intersection((before, after)):
                continue  # "is there a …" points nowhere
            return True
        if word in words.naming and before in words.asking:
            continue
        if word in words.demonstratives and after not in words.deixis | words.months:
            return True
        if word in words.bare and (
            after is None
            or after == ","
            or (after in words.empty and not _introduces(sentence, place))
        ):
            return True
        if word == "that" and before in words.helpers | words.linking:
            return True  # "did that help?", "in that film"; elsewhere it begins a clause
    return False


def _introduces(sentence: Sentence, place: int) -> bool:
    """Whether the word at ``place`` is an article or begins a clause rather than stands alone."""
    word = sentence.tokens[place].word
    after = sentence.tokens[place + 1]
    return (word in sentence.words.articles and after.written[0].isupper()) or place == 0


def _has_loose_pronoun(sentence: Sentence) -> bool:
    """It holds a pronoun, and nothing before it in the question that the pronoun could mean."""
    words = sentence.words
    for place, token in enumerate(sentence.tokens):
        if token.word in words.possessives and not _owner_before(sentence, place):
            return True
        if token.word in words.subjects - words.possessives and not (
            _impersonal(sentence, place) or _meant_before(sentence, place)
        ):
            return True
    return False


def _impersonal(sentence: Sentence, place: int) -> bool:
    """Whether the "it" at ``place`` means nothing ("is it possible to …", "es gibt …")."""
    words = sentence.words
    near = sentence.tokens[max(place - 3, 0) : place + 2]
    return (
        sentence.tokens[place].word in words.neuter
        and any(token.word in words.impersonal for token in near)
        and any(sentence.tokens[at].word not in words.impersonal for at in sentence.content)
    )


def _meant_before(sentence: Sentence, place: int) -> bool:
    """Whether an earlier clause of the question names what the pronoun at ``place`` may mean.

    Within one clause it cannot: "did Carson thank him" asks about two people.
    """
    tokens = sentence.tokens
    if sentence.words.repeats_subject and (
        _nouns_before(sentence, place) or any(map(sentence.is_name, range(place)))
    ):
        return True
    border = next(
        (
            other
            for other in range(place - 1, 0, -1)
            if tokens[other].word == "," or tokens[other].word in sentence.words.clauses
        ),
        None,
    )
    return border is not None and any(other < border for other in sentence.content)


def _owner_before(sentence: Sentence, place: int) -> bool:
    """Whether what the possessive at ``place`` points to may stand before it."""
    named = any(sentence.is_name(other) for other in range(place))
    if named and not sentence.words.capital_nouns:
        return True
    return _acts(sentence, place) or (not named and _meant_before(sentence, place))


def _acts(sentence: Sentence, place: int) -> bool:
    """Whether a noun with its article comes before ``place``, and a verb beside it.

    "What did the minister say about his visit" has one, and so has "was sagte der Minister"; "what
    was the reaction to his visit" has none.
    """
    means = {*sentence.content, *sentence.said_of_anything}
    return any(
        other < place and other not in {noun - 1, noun}
        for noun in _nouns_before(sentence, place)
        for other in means
    )


def _nouns_before(sentence: Sentence, place: int) -> list[int]:
    """Places before ``place`` of words with a meaning that follow an article."""
    return [
        noun
        for noun in sentence.content
        if 0 < noun < place and sentence.tokens[noun - 1].word in sentence.words.articles
    ]


def _names_nothing(sentence: Sentence) -> bool:
    """It has no subject: "why?", "what happened?", "¿dónde nació?"."""
    if not sentence.content:
        return True
    if len(sentence.content) > 1 or sentence.has_name or len(sentence.plain) == 1:
        return False
    words = sentence.words
    if not words.naming.isdisjoint(sentence.plain):
        return False  # "кто такие повстанцы": the one word is the subject
    return sentence.plain[0] in words.adverbial and (
        words.drops_subject or words.helpers.isdisjoint(sentence.plain)
    )
