"""What kinds of words tell that a question leans on what was said before; no language is named."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words.

    Attributes:
        openers: go on from what was said when they come first ("and in May?").
        phrases: the same, of several words ("what about Kyiv?").
        subjects: pronouns for who or what was named before; a name in the same question that
            stands before them may be what they mean.
        possessives: the same, and a subject within the question may own what they point to.
        pointers: words for a place or a time in what was said ("there", "afterwards").
        demonstratives: point at something named before, as a noun's companion or alone
            ("this album", "why is that?").
        naming: those of them that point at nothing behind ``asking`` ("кто такой …").
        asking: question words that ask who or what something is.
        bare: those of them that have other uses too, and count only where they stand alone.
        deixis: nouns that belong to the speaker's own time or world ("this year").
        further: ask for more than was said ("any other", "what else").
        comparing: follow a word of ``further`` that only compares ("more than ten").
        articles: stand before a noun that may be what a later pronoun means.
        helpers: verbs that stand before a question's subject ("did", "has").
        clauses: begin a clause of their own, in which a pronoun may mean what stands before it.
        adverbial: question words that need a subject to ask about ("where", "why").
        empty: words that say nothing of a subject by themselves ("happened", "reason").
        linking: lead from a noun to its complement ("the reason for the delay").
        months: names of months: a date alone is no subject ("in May?").
        impersonal: beside them "it" means nothing ("is it possible to …").
        neuter: the words for such an "it".
        drops_subject: whether a verb can stand without its pronoun ("¿dónde nació?").
        repeats_subject: whether a pronoun repeats the noun before it ("le pont a-t-il fermé ?").
        capital_nouns: whether every noun is written as a name is.
    """

    openers: frozenset[str]
    phrases: tuple[str, ...]
    subjects: frozenset[str]
    possessives: frozenset[str]
    pointers: frozenset[str]
    demonstratives: frozenset[str]
    bare: frozenset[str]
    deixis: frozenset[str]
    further: frozenset[str]
    comparing: frozenset[str]
    articles: frozenset[str]
    helpers: frozenset[str]
    clauses: frozenset[str]
    adverbial: frozenset[str]
    empty: frozenset[str]
    linking: frozenset[str]
    months: frozenset[str]
    impersonal: frozenset[str]
    neuter: frozenset[str]
    naming: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    drops_subject: bool = False
    repeats_subject: bool = False
    capital_nouns: bool = False


def listed(words: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(words.split())
