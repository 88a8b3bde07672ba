"""What stands behind ``/ask``: a question, and limits written like the command line's options.

Not parsed as a shell would: a question is prose, so its apostrophes and quotation marks are its
own. Only a word that begins with ``--`` is an option, and only an option's value may be quoted.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.wording import terminal as wording
from corpus.filters import Filters


@dataclass(frozen=True, slots=True)
class AskLine:
    """A question and its limits."""

    question: str
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line cannot be asked, as one sentence."""

    sentence: str


OPTIONS = ("source", "since", "until")

_OPTION = re.compile(r"\s*--(?P<name>[^\W\d][\w-]*)(?P<equals>=)?(?(equals)|(?!\S))")
_END_OF_OPTIONS = re.compile(r"\s*--(?!\S)")
_WORD = re.compile(r"\s*\S+")
_VALUE = re.compile(
    r"""\s*(?!--)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']\S*))(?!\S)"""
)
_OPEN_QUOTE = re.compile(r"""\s*["']""")


def parse_ask(line: str) -> AskLine | Refusal:
    """Read ``line``, everything behind ``/ask``.

    ``--source`` may be repeated, options may stand anywhere, and ``--`` ends them.
    """
    question = ""
    values: dict[str, list[str]] = {name: [] for name in OPTIONS}
    position = 0
    while position < len(line):
        if end := _END_OF_OPTIONS.match(line, position):
            question += line[end.end() :]
            break
        option = _OPTION.match(line, position)
        if option is None:
            word = _WORD.match(line, position)
            if word is None:
                break
            question += word[0]
            position = word.end()
            continue
        name = option["name"]
        if name not in OPTIONS:
            return Refusal(wording.option_elsewhere(name) or wording.unknown_option(name))
        value = _VALUE.match(line, option.end())
        if value is None and _OPEN_QUOTE.match(line, option.end()):
            return Refusal(wording.unclosed_quote(name))
        if value is None or not (text := _text_of(value)):
            return Refusal(wording.option_without_value(name))
        values[name].append(text)
        position = value.end()
    return _ask_line(question.strip(), values)


def _text_of(value: re.Match[str]) -> str:
    return (value["double"] or value["single"] or value["bare"] or "").strip()


def _ask_line(question: str, values: dict[str, list[str]]) -> AskLine | Refusal:
    dates: dict[str, date | None] = {}
    for name in ("since", "until"):
        read = _one_date(name, values[name])
        if isinstance(read, Refusal):
            return read
        dates[name] = read
    since, until = dates["since"], dates["until"]
    if since is not None and until is not None and since > until:
        return Refusal(wording.dates_reversed(since, until))
    return AskLine(question, Filters(tuple(values["source"]), since, until))


def _one_date(name: str, values: list[str]) -> date | Refusal | None:
    if not values:
        return None
    if len(values) > 1:
        return Refusal(wording.option_twice(name))
    try:
        return date.fromisoformat(values[0])
    except ValueError:
        return Refusal(wording.not_a_date(name, values[0]))
