"""What the terminal says: the REPL's hints. In English only; see ``translation``."""

from datetime import date

from bot.wording import answers
from bot.wording.conventions import day

GREETING = "Ask a question. /help tells how, Ctrl-D leaves."
LOADING = "Loading the model…"
ASK_OPTIONS = (
    "/ask takes limits as well: /ask --source NAME --since 2025-05-01 --until 2025-05-31 question. "
    "NAME is a publisher, a folder or a document; Tab completes it."
)
WHOLE_BY_COMMAND = "… is where a passage goes on. /full shows the passages whole."
WHOLE_BY_OPTION = "… is where a passage goes on. --full shows the passages whole."
NOTHING_SHOWN = "No passage was shown for the last question."
ALONE_HINT = "(/alone asks only your own words)"


def more_hint(count: int) -> str:
    """That passages are left, and how to see them."""
    return f"{answers.remaining(count)}: /more"


def not_for_programs(name: str) -> str:
    """Why ``/name`` does nothing in ``repl --json``, and how to get what it is for."""
    instead = {
        "new": "/new stands alone on its line: write the question on the next one.",
        "more": "There is no /more here: each answer holds all its passages.",
        "full": "There is no /full here: each answer holds its passages whole.",
        "alone": "There is no /alone here: write /new, and the question once more.",
        "why": "There is no /why here: footnote ask --json --explain tells the figures.",
        "verify": "There is no /verify here: footnote verify compares every passage.",
        "sources": "There is no /sources here: footnote sources lists the documents.",
        "quit": "There is no /quit here: the chat ends with its input.",
    }
    return instead.get(name, f"There is no /{name} here: only /ask and /new are understood.")


def searched(text: str) -> str:
    """What was searched for, where that is not simply the question as it was written."""
    return f"Searched for: {text}"


def unknown_option(name: str) -> str:
    """That /ask has no such option."""
    return (
        f"/ask does not know --{name}. Its options are --source, --since and --until; "
        "write -- before a question that begins like an option."
    )


def option_elsewhere(name: str) -> str | None:
    """Where to find what an option of ``footnote ask`` does, when /ask has another way for it."""
    return {
        "top": "/ask has no --top: /more shows further passages.",
        "explain": "/ask has no --explain: /why tells how the passages were ranked.",
        "json": "/ask has no --json: start footnote repl --json instead.",
    }.get(name)


def option_without_value(name: str) -> str:
    """That an option of /ask needs something behind it."""
    example = '"Reuters"' if name == "source" else "2025-05-16"
    return f"Write something after --{name}, for example: --{name} {example}"


def option_twice(name: str) -> str:
    """That a date was given twice."""
    return f"--{name} was given twice. Give it once."


def unclosed_quote(name: str) -> str:
    """That a quotation mark is open."""
    return f"The quotation mark after --{name} is not closed."


def not_a_date(name: str, value: str) -> str:
    """That a date cannot be read."""
    return f"--{name} takes a date such as 2025-05-16, not {value}."


def dates_reversed(since: date, until: date) -> str:
    """That no day lies between the two dates."""
    return f"No day is both since {day(since)} and until {day(until)}."
