"""The YAML or TOML block at the beginning of a Markdown file.

Scalars stay strings, as they are written: a title that looks like a number or a date is still a
title, and no value can make the parser fail.
"""

import re
import tomllib
from datetime import date, time

from corpus.errors import ReadingError

_LONGEST = 64_000
_LONGEST_PROBLEM = 80
_DEEPEST = 20
# A line of pluses by itself, as Hugo writes it.
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The mapping at the beginning of ``text``, empty if there is none, and what follows it.

    Raises:
        ReadingError: if the block is not YAML or TOML, not a mapping, or too long to be one.
    """
    marked = text.lstrip()
    if marked.startswith("+++"):
        return _split_toml(text, marked)
    if not marked.startswith("---"):
        return {}, text
    from frontmatter.default_handlers import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(marked):
        return {}, text
    try:
        block, body = handler.split(marked)
    except ValueError:
        # A rule at the beginning of the page, and no second one: this is not front matter.
        return {}, text
    _require_length(block)
    before = text[: text.index("---")].count("\n")
    return _load(block, before + 1), body


def _require_length(block: str) -> None:
    if len(block) > _LONGEST:
        raise ReadingError(f"its front matter is longer than {_LONGEST:,} characters")


def _split_toml(text: str, marked: str) -> tuple[dict[str, object], str]:
    match = _TOML.match(marked.replace("\r\n", "\n"))
    if match is None:
        return {}, text
    block = match[1]
    _require_length(block)
    first_line = text[: text.index("+++")].count("\n") + 2
    try:
        values = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        raise ReadingError(_toml_problem(str(error), block, first_line)) from None
    except (RecursionError, ValueError, OverflowError):
        raise ReadingError(
            f"its front matter, from line {first_line} on, is not valid TOML"
        ) from None
    return {name: _written(value) for name, value in values.items()}, match.string[match.end() :]


def _toml_problem(problem: str, block: str, first_line: int) -> str:
    place = _TOML_PLACE.search(problem)
    within = int(place[1]) - 1 if place and place[1] else block.rstrip().count("\n")
    # It may name what stands there.
    told = _TOML_PLACE.sub("", problem)[:_LONGEST_PROBLEM]
    return f"its front matter is not valid TOML in line {first_line + within} ({told})"


def _written(value: object, depth: int = 0) -> object:
    """``value`` with its scalars as strings, as YAML's are."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {name: _written(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner, depth + 1) for inner in value]
    return _scalar(value)


def _scalar(value: object) -> str | None:
    if isinstance(value, date | time):
        return value.isoformat()
    try:
        return str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:  # a whole number of more than 4,300 digits, written in hexadecimal
        return None


def _load(block: str, first_line: int) -> dict[str, object]:
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    try:
        # The C loader crashes the process on deeply nested lists; this one raises.
        values = YAMLHandler().load(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        # It may name what stands there.
        told = (error.problem or "")[:_LONGEST_PROBLEM]
        problem = f" ({told})" if told else ""
        raise ReadingError(f"its front matter is not valid YAML in line {line}{problem}") from None
    except yaml.reader.ReaderError as error:
        line = first_line + block.count("\n", 0, error.position)
        raise ReadingError(
            f"its front matter is not valid YAML in line {line} (a character that YAML forbids)"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        raise ReadingError(
            f"its front matter, from line {first_line} on, is not valid YAML"
        ) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ReadingError(
            'what stands between the "---" lines at its beginning is not front matter, which is '
            'made of lines such as "title: A title"'
        )
    return values
