"""Lines that only say who made something, and when: bylines, credits, dates of publication."""

import re

from corpus.boilerplate.no_persons import is_nobodys
from corpus.boilerplate.phrases import folded, keys_of
from corpus.boilerplate.rules import Language, Phrases, languages

_LONGEST = 160
_FEW = 2
"""Parts of a credit that commas part: more are a list."""

_LEAST_NAME, _NAME = 2, 4
"""Words of a person's name, or of an agency's that is not known."""

_MOST_WORDS, _MOST_OF_POST = 16, 4
_LONGEST_LEAD = 40
_TOKEN = re.compile(r"[^\s,;|/·•–—()\[\]]+")
_NUMBER = re.compile(r"[\d.:,h]+(?:st|nd|rd|th|er|º|ª)?\.?|[ap]\.?m\.?|UTC|GMT|[A-Z]{2,4}T")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_PARTICLES = frozenset({
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "la", "le", "el", "al", "bin",
    "du", "dos", "ten", "zu", "af", "и", "та", "й", "and", "und", "et", "y", "&",
})  # fmt: skip
_STAFF = frozenset({"staff", "reuters", "ap", "afp", "dpa", "efe", "тасс", "агентство"})
_AGENCIES = frozenset({
    "afp", "ap", "reuters", "getty", "dpa", "epa", "efe", "ansa", "тасс", "tass", "upi", "pa",
    "ap photo", "риа", "ria", "укринформ", "укрінформ", "уніан", "shutterstock", "istock",
    "unsplash", "pexels", "pixabay", "depositphotos", "imago", "picture alliance", "anadolu",
    "nurphoto", "zuma", "zuma press", "sipa", "sipa press", "belga", "xinhua", "sputnik", "sopa",
    "europa press", "maxppp", "abaca", "keystone", "apa", "lehtikuva", "ntb", "tt", "afp photo",
    "alamy", "bloomberg", "wikimedia", "wikimedia commons", "flickr", "hans lucas", "коммерсантъ",
    "getty images", "риа новости", "ria novosti", "gettyimages", "epa efe", "epa-efe", "ukrinform",
    "associated press", "the associated press", "agence france presse", "генштаб зсу",
    "adobe stock",
})  # fmt: skip
_AUTHOR = re.compile(
    r"(?:by|(?:written|words|text) by|von|text(?: von)?|autor(?:in)?|par|texte(?: de)?|auteur"
    r"|autrice|écrit par|por|texto(?: de)?|autora?|escrito por|eine? [^\W\d_]+ von"
    r"|автор(?:ка|ы|и)?|текст|(?:материал )?подготовил[аи]?|(?:матеріал )?підготува(?:в|ла|ли))"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
"""What stands before whoever wrote the text. Others took the pictures, or translated it."""

_SEPARATORS = re.compile(r"\s*(?:[/|,;:()\[\]·•]|\s[–—-]\s|\bvia\b|(?:©|\([cC]\)))\s*")
_AND = re.compile(r"\s(?:and|und|et|y|e|и|і|та|й|&)\s")
_VERB = re.compile(r"(?:л|ла|ли|ав|ив|ила|ала)$")


def is_credit(text: str) -> bool:
    """Whether ``text`` is a byline, credits or a date of publication, and nothing else."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        return False
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()
    if _is_of_an_agency(line) or _is_signature(line):
        return True
    first = keys_of(folded(line[:_LONGEST_LEAD]).split(" ")[0])
    return any(
        _is_credit(line, language)
        for language in languages()
        if not first.isdisjoint(_keys(language))
    )


def is_labelled_date(text: str) -> bool:
    """Whether ``text`` is a day behind a label such as *Updated*, and nothing else."""
    line = " ".join(text.split())
    return len(line) <= _LONGEST and any(_is_dated(line, language) for language in languages())


def author_of(text: str) -> str | None:
    """Who wrote the text that ``text`` is the byline of; None where it does not say it for certain.

    What follows a comma is a second author, a town or a post: an *and* behind it tells which.
    """
    line = re.split(r"\s*[|•·]\s*|\s[–—-]\s", " ".join(text.split()))[0].rstrip(" .")
    label = _AUTHOR.match(line)
    if label is None or not is_credit(line):
        return None
    rest = line[label.end() :]
    joined = [met.end() for met in _AND.finditer(rest)]
    end = rest.find(",", joined[-1] if joined else 0)
    behind = rest[end + 1 :].split() if end >= 0 else []
    is_post = any(not it.posts.isdisjoint(map(folded, behind)) for it in languages())
    is_name = len(behind) > 1 and all(word[:1].isupper() for word in behind)
    names = re.split(r"\s*,\s*", _AND.sub(", ", rest[:end] if end >= 0 else rest))
    found = [_person(name) for name in names if name]
    if not all(found) or (is_name and not is_post):
        return None
    return ", ".join(name for name in found if name)


def _person(written: str) -> str | None:
    """The name that ``written`` begins with, if it is a full one or an agency's."""
    if folded(written) in _AGENCIES:
        return written
    words: list[str] = []
    for word in written.split():
        if not (word[:1].isupper() or word in _PARTICLES) or any(map(str.isdigit, word)):
            break
        words.append(word)
    if any(map(is_nobodys, words)):
        return None
    return " ".join(words) if _LEAST_NAME <= len(words) <= _NAME else None


def _is_of_an_agency(line: str) -> bool:
    """Whether ``line`` is a picture's credit without a word for it: ``Anna Kovac / AFP``."""
    parts = [part for part in _SEPARATORS.split(line.strip(" .")) if part]
    known = [folded(part) in _AGENCIES for part in parts]
    if not any(known) or (len(parts) == 1 and " " not in parts[0]):
        return False
    if "," in line and len(parts) > _FEW:
        return False
    return all(
        is_known or (len(words := part.split()) <= _NAME and all(map(_is_name, words)))
        for part, is_known in zip(parts, known, strict=True)
    )


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word in _PARTICLES or _NUMBER.fullmatch(word) is not None


def _keys(language: Language) -> frozenset[str]:
    return language.byline.keys | language.credits.keys | language.dated.keys


def _is_credit(line: str, language: Language) -> bool:
    rest = _behind(line, language.byline)
    if rest is not None and line[-1] not in ".?!:;,":
        # “By: John Smith” is a signature; Cyrillic bylines are labels, and have the colon.
        labelled = rest.lstrip().startswith(":")
        if labelled == (language.code in {"ru", "uk"}) and _signs(rest, language):
            return _behind(rest.strip(" :"), language.byline) is None
    rest = _behind(line, language.credits)
    if rest is not None and _leads_alone(_lead(line, rest).strip(), rest):
        return _are_credits(rest, language)
    return _is_dated(line, language)


def _is_dated(line: str, language: Language) -> bool:
    rest = _behind(line, language.dated)
    if rest is None or not _is_date(rest, language):
        return False
    words = [it for it in _TOKEN.findall(rest.strip(" :")) if not _is_of_a_moment(it, language)]
    dated = [it for it in words if _is_in_a_date(it, language)]
    if len(dated) == len(words):
        return True
    # “Posted to Berlin on 4 March 1944”: of a label the day comes first, or who published it.
    named = [it for it in words if not language.byline.whole.fullmatch(folded(it))]
    comes_first = words[0] in dated or words[0] not in named
    return comes_first and _names(" ".join(named), language) >= 0


def _is_of_a_moment(word: str, language: Language) -> bool:
    return folded(word).strip(".") in language.moment_words


def _is_in_a_date(word: str, language: Language) -> bool:
    plain = folded(word).strip(".")
    return _NUMBER.fullmatch(word) is not None or language.months.whole.fullmatch(plain) is not None


def _signs(rest: str, language: Language) -> bool:
    """Whether a name stands in ``rest``, and behind a comma perhaps a place, agency or post."""
    name, comma, behind = rest.strip(" :").partition(",")
    if _AND.search(name) is not None and all(" " not in it for it in _AND.split(name.strip())):
        # By land and sea: of two people one at least has a full name.
        return False
    if " " not in name.strip().split(" of ")[0] and " of " in name:
        # By order of the king.
        return False
    if not comma:
        return _names(rest, language) >= _LEAST_NAME
    agency = folded(name).strip() in _AGENCIES
    if not agency and _names(name, language) < _LEAST_NAME:
        return False
    words = [folded(word) for word in behind.split()]
    if len(words) <= _MOST_OF_POST and not language.posts.isdisjoint(words):
        return True
    return _names(rest, language) >= _LEAST_NAME


def _leads_alone(lead: str, rest: str) -> bool:
    """Whether what follows ``lead`` is a credit: one word is a credit's with a colon or agency."""
    if " " in lead or rest.lstrip().startswith(":") or _VERB.search(lead.casefold()):
        return True
    return _is_of_an_agency(rest.strip())


def _is_signature(line: str) -> bool:
    """Whether ``line`` is a person's name and post: ``Anna Kovac, staff writer``."""
    name, _, behind = line.partition(",")
    names, words = name.split(), [folded(word).strip("«»\"'") for word in behind.split()]
    if not words or line[-1] in ".?!:;" or not _LEAST_NAME <= len(names) <= _NAME:
        return False
    if not all(map(_is_name, names)):
        return False
    large = [_is_name(word.strip("«»\"'")) for word in behind.split()]
    return any(
        not language.posts.isdisjoint(words)
        and all(
            is_large or word in language.byline_words | language.posts
            for word, is_large in zip(words, large, strict=True)
        )
        for language in languages()
    )


def _is_date(rest: str, language: Language) -> bool:
    """Whether a day is named in ``rest``; a year alone is something that books have."""
    tokens = _TOKEN.findall(rest)
    months = any(language.months.whole.fullmatch(folded(token).strip(".")) for token in tokens)
    return _DAY.search(rest) is not None or (months and any(map(_NUMBER.fullmatch, tokens)))


def _are_credits(rest: str, language: Language) -> bool:
    """Names behind a credit, perhaps with other credits among them: ``Text: A. B; Foto: C. D``.

    Behind a colon a source without a name is enough: ``Foto: Archiv``.
    """
    fewest = 0 if rest.lstrip().startswith(":") else 1
    for part in re.split(r"[,;|]|\.\s", rest.strip(" :.")):
        inner = _behind(part.strip(), language.credits)
        if _names(part if inner is None else inner, language) < fewest:
            return False
    return True


def _lead(line: str, rest: str) -> str:
    return line[: len(line) - len(rest)]


def _behind(line: str, leads: Phrases) -> str | None:
    """What follows one of ``leads`` at the beginning of ``line``; None where none stands there."""
    words = line.split(" ")
    for count in range(min(5, len(words)), 0, -1):
        head = " ".join(words[:count])
        if leads.whole.fullmatch(folded(head).rstrip(":").strip()):
            return line[len(head) - len(head) + len(head.rstrip(":")) :]
    return None


def _names(rest: str, language: Language) -> int:
    """How many names, or parts of names, are in ``rest``; -1 where other words are."""
    tokens = _TOKEN.findall(rest.strip(" :"))
    if not 1 <= len(tokens) <= _MOST_WORDS:
        return -1
    # Without a figure no month is meant: Jane, April and Mai are people.
    has_figures = any(map(str.isdigit, rest))
    names = 0
    for place, token in enumerate(tokens):
        plain = folded(token).strip(".:'\"")
        if _NUMBER.fullmatch(token) or (has_figures and language.months.whole.fullmatch(plain)):
            continue
        if token[0].isupper() or token[0] in '«"“@':
            if plain in language.byline_words and plain not in _STAFF:
                continue
            names += 2 if plain in _STAFF or (token.startswith("@") and place == 0) else 1
        elif plain and plain not in _PARTICLES and plain not in language.byline_words:
            return -1
    return names
