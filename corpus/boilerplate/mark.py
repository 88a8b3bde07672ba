"""Why a paragraph is not served."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.document import Span


class Reason(StrEnum):
    """What a marked paragraph is taken for."""

    PAYWALL = "paywall"
    COOKIES = "cookies"
    NEWSLETTER = "newsletter"
    SHARING = "sharing"
    NAVIGATION = "navigation"
    RELATED = "related"
    BYLINE = "byline"
    ADDRESS = "address"
    ADVERTISEMENT = "advertisement"
    COPYRIGHT = "copyright"
    REPEATED = "repeated"
    HEADING = "heading"

    @property
    def described(self) -> str:
        """What it is, in English, for the person who looks at the document."""
        return _DESCRIBED[self]


_DESCRIBED = {
    Reason.PAYWALL: "log-in or subscription notice",
    Reason.COOKIES: "cookie notice",
    Reason.NEWSLETTER: "newsletter prompt",
    Reason.SHARING: "share, follow or comment prompt",
    Reason.NAVIGATION: "navigation",
    Reason.RELATED: "list of other articles",
    Reason.BYLINE: "byline or date line alone",
    Reason.ADDRESS: "address alone",
    Reason.ADVERTISEMENT: "advertising label",
    Reason.COPYRIGHT: "copyright notice",
    Reason.REPEATED: "repeated in many documents of the same source",
    Reason.HEADING: "heading cut off from its text",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a document that belongs to no passage.

    Attributes:
        span: into the document's text.
        paragraph: its number, counted with those that are served; None for a heading.
    """

    span: Span
    paragraph: int | None
    reason: Reason
