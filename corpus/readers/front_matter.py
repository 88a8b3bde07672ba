"""The YAML block at the beginning of a Markdown file.

Scalars stay strings, as they are written: a title that looks like a number or a date is still a
title, and no value can make the parser fail.
"""

from corpus.errors import ReadingError

_LONGEST = 64_000
_LONGEST_PROBLEM = 80


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The mapping at the beginning of ``text``, empty if there is none, and what follows it.

    Raises:
        ReadingError: if the block is not YAML, not a mapping, or too long to be one.
    """
    marked = text.lstrip()
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
    if len(block) > _LONGEST:
        raise ReadingError(f"its front matter is longer than {_LONGEST:,} characters")
    before = text[: text.index("---")].count("\n")
    return _load(block, before + 1), body


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
