"""How an answer looks in a terminal: styled for a person, bare for a pipe.

What is quoted comes from documents that nobody has vetted, so nothing in them may steer the
terminal: escapes, other control characters and bidirectional overrides are shown, not obeyed.
``bot.answer_json`` gives them exactly.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from bot.answer import hits_of
from bot.conversation import Page
from bot.window import marks, window
from bot.wording import answers as wording
from bot.wording import terminal as terminal_wording
from bot.wording import versions as versions_wording
from corpus.document import Span
from embeddings.hit import Hit

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

READING_WIDTH = 100
"""Longest line of prose, in columns, however wide the window is."""

_QUOTE_MARK = "▎ "
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _neutral_characters() -> dict[int, str]:
    control_pictures = {code: chr(0x2400 + code) for code in range(0x20)}
    c1_and_surrogates = (*range(0x80, 0xA0), *range(0xD800, 0xE000))
    overrides_and_isolates = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
    marks = (0x061C, 0x200E, 0x200F)  # honest right-to-left text is full of them: no replacement
    return (
        control_pictures
        | dict.fromkeys((*c1_and_surrogates, *overrides_and_isolates), _REPLACEMENT)
        | dict.fromkeys(marks, "")
        | {0x7F: "␡", ord("\t"): " ", ord("\n"): "\n", 0x2028: "\n", 0x2029: "\n"}
    )


_NEUTRAL = _neutral_characters()


def visible(text: str) -> str:
    """``text`` without anything that a terminal would obey, except the line feed.

    C0 controls and DEL become their pictures (``␛``), a tab one space, the line and paragraph
    separators a line feed; C1 controls, lone surrogates and bidirectional embeddings, overrides
    and isolates become U+FFFD; the invisible direction marks go.
    """
    return text.translate(_NEUTRAL)


def one_line(text: str) -> str:
    """``visible(text)`` with each line feed as a space: for titles, names and addresses."""
    return visible(text).replace("\n", " ")


def plain(page: Page) -> str:
    """``page`` for a pipe: the passages as they stand, each above its footnote.

    Empty lines part the passages; the text does not end in a line feed.
    """
    blocks = []
    lead = _lead(page)
    if lead is not None:
        blocks.append(visible(lead))
    for number, hit in _numbered(page):
        blocks.append("\n".join([visible(hit.passage.text), *_footnote_lines(number, hit)]))
    if page.remaining > 0:
        blocks.append(terminal_wording.more_hint(page.remaining))
    return "\n\n".join(blocks)


def console_for(stream: TextIO) -> "Console":
    """A console on ``stream``; rich is not imported before."""
    from rich.console import Console

    return Console(file=stream)


def print_page(page: Page, console: "Console", whole_by: str | None = None) -> None:
    """Print ``page`` for a person: quotations set off by a bar, the answering sentence bold.

    Args:
        page: what to show.
        console: where.
        whole_by: how to see the passages whole, to be told where a long one is shown in part; None
            shows them whole.
    """
    lead = _lead(page)
    if lead is not None:
        print_text(lead, console)
    for number, hit in _numbered(page):
        if number > page.first + 1 or lead is not None:
            console.print()
        text = hit.passage.text
        shown = window(hit) if whole_by else Span(0, len(text))
        _print_quotation(_quotation(text, marks(hit), shown), console)
        footnote, *address = _footnote_lines(number, hit)
        _print_hanging(footnote, len(_label(number)), console)
        for line in address:
            print_unwrapped(line, console, "dim")
    hints = [whole_by] if whole_by and _has_windows(page) else []
    if page.remaining > 0:
        hints.append(terminal_wording.more_hint(page.remaining))
    if hints:
        console.print()
    for hint in hints:
        print_text(hint, console, "dim")


def print_text(text: str, console: "Console", style: str = "") -> None:
    """Print prose that is not quoted, wrapped between words."""
    from rich.text import Text

    # Always as Text: in a bare string rich would look for markup and for things to colour.
    console.print(Text(visible(text), style), width=_width(console))


def print_unwrapped(text: str, console: "Console", style: str = "") -> None:
    """Print lines that only the terminal may wrap: it then still knows each as one."""
    from rich.text import Text

    console.print(Text(visible(text), style), soft_wrap=True)


def _lead(page: Page) -> str | None:
    return None if page.first > 0 else wording.lead(page.answer, terminal_wording.ALONE_HINT)


def _numbered(page: Page) -> Iterator[tuple[int, Hit]]:
    shown = hits_of(page.answer)[page.first : page.end]
    return enumerate(shown, start=page.first + 1)


def _has_windows(page: Page) -> bool:
    """Whether a passage of ``page`` is too long to be shown whole at first."""
    return any(window(hit) != Span(0, len(hit.passage.text)) for _, hit in _numbered(page))


def _label(number: int) -> str:
    return f"[{number}] "


def _footnote_lines(number: int, hit: Hit) -> list[str]:
    label = _label(number)
    citation = hit.passage.citation
    lines = [label + one_line(wording.footnote(citation))]
    if citation.metadata.url:
        lines.append(" " * len(label) + one_line(citation.metadata.url))
    lines += [" " * len(label) + one_line(line) for line in versions_wording.lines(hit)]
    return lines


def _width(console: "Console") -> int:
    return min(console.width, READING_WIDTH)


def _print_quotation(quotation: "Text", console: "Console") -> None:
    from rich.text import Text

    for line in quotation.wrap(console, _width(console) - len(_QUOTE_MARK)):
        console.print(Text.assemble((_QUOTE_MARK, "cyan"), line))


def _quotation(text: str, highlights: tuple[Span, ...], shown: Span) -> "Text":
    """The part ``shown`` of ``text``, which holds all highlights, with ``…`` where it is cut."""
    # Each piece is neutralised alone: that may change its length, and so all offsets after it.
    from rich.text import Text

    quotation = Text(wording.CUT_BEFORE if shown.start > 0 else "")
    position = shown.start
    for span in sorted(highlights):
        quotation.append(visible(text[position : span.start]))
        quotation.append(visible(text[max(position, span.start) : span.end]), style="bold")
        position = max(position, span.end)
    quotation.append(visible(text[position : shown.end]))
    return quotation.append(wording.CUT_AFTER if shown.end < len(text) else "")


def _print_hanging(line: str, indent: int, console: "Console") -> None:
    from rich.text import Text

    before = Text(line[:indent], style="dim")
    for wrapped in Text(line[indent:], style="dim").wrap(console, _width(console) - indent):
        console.print(before + wrapped)
        before = Text(" " * indent)
