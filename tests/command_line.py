"""A folder of two documents, and what a command says about it."""

from dataclasses import dataclass

BRIDGE = "The old bridge over the river was closed to traffic on Monday morning, the mayor said."
FERRY = "A ferry will carry passengers across the water until the repairs have been finished."
COMET = "A comet was seen above the observatory shortly before midnight by eleven schoolchildren."


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int
