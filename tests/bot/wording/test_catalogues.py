"""Every sentence that Telegram shows is in every catalogue, once, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot.wording
from bot.wording.translation import LANGUAGES, ngettext, speaking

WORDING = Path(bot.wording.__path__[0])
KEYWORDS = {"_": None, "ngettext": (1, 2)}
TRANSLATED = (
    "adding.py", "answers.py", "conventions.py", "groups.py", "inline.py", "invitations.py",
    "languages.py", "media.py", "menu.py", "model_change.py", "order.py", "owner.py", "privacy.py",
    "receipts.py", "stats.py", "telegram.py", "unanswered.py", "versions.py",
    "watching.py", "why.py",
)  # fmt: skip
"""Modules whose every sentence is translated; those of the terminal are in English only."""
_FIELD = re.compile(r"\{\w*\}")
_COMMAND = re.compile(r"(?<![\w/])/[a-z]+")
_SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]")

Id = str | tuple[str, str]
others = pytest.mark.parametrize("language", LANGUAGES[1:])


@cache
def written() -> frozenset[Id]:
    """The messages in the sources."""
    found = extract_from_dir(str(WORDING), keywords=KEYWORDS)
    ids = (tuple(message) if isinstance(message, tuple) else message for _, _, message, *_ in found)
    return frozenset(ids)  # type: ignore[arg-type]  # a plural has two forms in the sources


@cache
def catalogue(language: str) -> Catalog:
    with (WORDING / "locales" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]  # of strings


@others
def test_the_catalogue_has_what_is_written_and_nothing_else(language: str) -> None:
    listed = {
        tuple(message.id) if isinstance(message.id, list | tuple) else message.id
        for message in catalogue(language)
        if message.id
    }
    assert sorted(map(str, written() - listed)) == [], "not translated: run make messages"
    assert sorted(map(str, listed - written())) == [], "no longer used: run make messages"
    assert catalogue(language).obsolete == {}


@others
def test_every_message_is_translated_whole(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        ids, texts = forms(message.id), forms(message.string)
        assert not message.fuzzy, message.id
        assert len(texts) == (catalogue(language).num_plurals if len(ids) > 1 else 1), message.id
        for text in texts:
            assert text.strip(), message.id
            assert text == text.strip() or ids[0] != ids[0].strip(), text
            assert sorted(_FIELD.findall(text)) == sorted(_FIELD.findall(ids[-1])), text
            assert set(_COMMAND.findall(text)) == set(_COMMAND.findall(ids[-1])), text
            assert text.count("\n") == ids[-1].count("\n"), text


@others
def test_the_plural_forms_are_those_of_the_language(language: str) -> None:
    expected = {"de": 2, "es": 2, "fr": 2, "ru": 3, "uk": 3}
    assert catalogue(language).num_plurals == expected[language]
    with speaking(language):
        for count in (0, 1, 2, 5, 11, 21, 22, 25, 101):
            assert "{count}" in ngettext("{count} more passage", "{count} more passages", count)


@pytest.mark.parametrize("name", TRANSLATED)
def test_no_sentence_goes_round_the_catalogues(name: str) -> None:
    tree = ast.parse((WORDING / name).read_text(encoding="utf-8"))
    assert [text for text in _loose(tree) if _SENTENCE.search(text)] == []


def test_what_is_marked_is_found() -> None:
    """Before Python 3.12 the extraction does not look into an f-string."""
    marked = {
        node.args[0].value
        for path in WORDING.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in KEYWORDS and isinstance(node.args[0], ast.Constant)
    }
    assert marked == {forms(message)[0] for message in written()}


def _loose(node: ast.AST) -> Iterator[str]:
    """The texts in ``node`` that are no message, docstring, name or key."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Name) and called.id in KEYWORDS:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _loose(child)
