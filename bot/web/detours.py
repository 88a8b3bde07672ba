"""Redirects that lead away from what was asked for: to a login, or to a question about consent.

Their pages come as if all were well, and have words enough to be taken for an article.
"""

import re
from urllib.parse import unquote, urlsplit

from corpus.errors import FetchError

_LOGIN = re.compile(
    r"(?:wp-|service|user)?(?:log|sign)[-_]?(?:in|on)|sso|saml2?|oauth2?|auth(?:orize|enticate)?",
    re.IGNORECASE,
)
_CONSENT = re.compile(r"(?:collect|cookie)?[-_]?consent", re.IGNORECASE)
_ASKS = {
    _LOGIN: "it leads to a login, and Footnote logs in nowhere",
    _CONSENT: "it leads to a page that asks for consent first",
}


def require_no_detour(asked: str, reached: str) -> None:
    """Make sure that a redirect ended at a page.

    Args:
        asked: the address that was asked for.
        reached: where its redirects ended.

    Raises:
        FetchError: if that is a login or the like, and the first was none.
    """
    if asked == reached:
        return
    for kind, why in _ASKS.items():
        if _is_called(reached, kind) and not _is_called(asked, kind):
            raise FetchError(why)


def _is_called(url: str, kind: re.Pattern[str]) -> bool:
    """Whether the server or a whole step of the path has such a name.

    Not a part of one: an article may be about logins.
    """
    parts = urlsplit(url)
    steps = (step.partition(".")[0] for step in unquote(parts.path).split("/"))
    server = (parts.hostname or "").partition(".")[0]
    return any(kind.fullmatch(name) for name in (server, *steps))
