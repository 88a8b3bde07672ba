"""A name in a command that is to be copied is the name, whatever stands in it."""

import subprocess

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.terminal import one_line
from bot.wording.typed import typed

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(max_examples=50)
@given(NAMES)
@example("it's\n\\two\twords\x1b1\u202eabc\u00a0\U000e0041f.txt")
@example("")
def test_a_shell_reads_the_name(name: str) -> None:
    command = f"printf %s {typed(name)}"
    read = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=True)
    assert read.stdout.decode() == name


@given(NAMES)
def test_nothing_in_it_steers_a_terminal(name: str) -> None:
    assert one_line(typed(name)) == typed(name)


def test_a_plain_name_stays_as_it_is() -> None:
    assert typed("tass/reka-1.html") == "tass/reka-1.html"
    assert typed("two words.txt") == "'two words.txt'"
