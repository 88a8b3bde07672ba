"""Whose language a sentence is in, and where its translations lie.

Sentences are written in English in this package, inside ``_()`` or ``ngettext()``; the catalogues
of the other languages are gettext's ``locales/LANGUAGE.po``. Which language is spoken is a context
variable: each update of Telegram is processed in a task of its own, and a worker thread that is
started by ``asyncio.to_thread`` keeps its task's. A terminal never sets it, and gets English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

LANGUAGES = ("en", "de", "es", "fr", "ru", "uk")
"""ISO 639-1 codes of what the interface speaks; the first is the one its sentences stand in."""

_ENGLISH = LANGUAGES[0]
_spoken: ContextVar[str] = ContextVar("spoken", default=_ENGLISH)


def language_for(code: str | None) -> str:
    """The interface's language for a person's language tag, such as ``de-AT``; English if none."""
    primary = (code or "").replace("_", "-").partition("-")[0].lower()
    return primary if primary in LANGUAGES else _ENGLISH


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let every sentence that is made inside be in ``language``, one of ``LANGUAGES``."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The language of sentences that are made now."""
    return _spoken.get()


def _(message: str) -> str:
    """``message`` in the language that is spoken."""
    return _catalogue(_spoken.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for ``count`` in the language that is spoken; it fills nothing in."""
    return _catalogue(_spoken.get()).ngettext(one, many, count)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == _ENGLISH:
        return NullTranslations()
    # Compiled here rather than when the package is built: it takes milliseconds, once a language,
    # and a checkout needs no build step.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source = files("bot.wording").joinpath("locales", f"{language}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
