"""Names of files as a person types them in a shell, whatever stands in them."""

from shlex import quote


def typed(name: str) -> str:
    r"""``name`` for a command that is to be copied: ``'two words.txt'``, ``$'a\nb.txt'``.

    What cannot be seen, or would steer a terminal, is spelt as bash, zsh and ksh read it.
    """
    if name.isprintable():
        return quote(name)
    return f"$'{''.join(map(_spelt, name))}'"


def seen(name: str) -> str:
    """``name`` as it is, or as it is typed where something in it cannot be seen."""
    return name if name.isprintable() else typed(name)


def _spelt(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if sign in "\n\t":
        return "\\n" if sign == "\n" else "\\t"
    if sign.isprintable():
        return sign
    # In octal three digits are the most, so that none of what follows is read with them.
    return "".join(f"\\{byte:03o}" for byte in sign.encode())
