"""What addresses carry for those who count visitors: the page is the same without it."""

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|campaign_type|creation|format|link_id|link_origin"
    r"|link_type|ptr_name|bbc_team)|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid"
    r"|igshid|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi)(?:=.*)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)


def without_tracking(url: str) -> str:
    """``url``, a whole address, without known tracking parameters; the others stay as they are."""
    parts = urlsplit(url)
    fields = parts.query.split("&")
    kept = [field for field in fields if not _TRACKING.fullmatch(field)]
    if len(kept) == len(fields):
        return url
    return urlunsplit(parts._replace(query="&".join(kept)))
