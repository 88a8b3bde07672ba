"""Lines that lead elsewhere: menus, breadcrumbs, rows of networks, addresses, other articles."""

import re

from corpus.boilerplate.copyrights import is_copyright
from corpus.boilerplate.mark import Reason
from corpus.boilerplate.phrases import folded
from corpus.boilerplate.rules import languages

LONGEST_TITLE = 200
"""Code points of another article's title."""

_PARTS = re.compile(r"\s*(?:[|•·›»>→/\n\t]|\s[-–—]\s|\s{3,})\s*")
_CRUMBS = re.compile(r"\s*[›»>→]\s*")
_WORDS = re.compile(r"[\w']+")
_MOST_WORDS = 3
_LONGEST_MENU = 600
_FEWEST = 3
_SHARE = 0.5

_NETWORKS = frozenset({
    "facebook", "twitter", "x", "instagram", "telegram", "whatsapp", "youtube", "linkedin",
    "tiktok", "pinterest", "reddit", "email", "e-mail", "mail", "vk", "вконтакте", "viber",
    "messenger",
    "threads", "bluesky", "mastodon", "flipboard", "телеграм", "фейсбук", "rss", "print", "tumblr",
    "ok", "одноклассники", "xing", "pocket", "вайбер", "youtube-канал", "copy link", "signal",
    "sms", "share", "save", "listen", "comment", "comments", "bookmark", "gift", "поделиться",
    "сохранить", "печать", "поділитися", "зберегти", "друк", "teilen", "merken", "drucken",
    "compartir", "guardar", "imprimir", "partager", "enregistrer", "imprimer", "kommentare",
})  # fmt: skip
_ADDRESS = re.compile(
    r"(?:[^\W\d_]+(?: [^\W\d_]+)?:? )?"
    # Possessive: what an address has taken, commas among it, no other reading gets back.
    r"(?:<?(?:https?://|www\.)[^\s<>]++>?(?:[\s,;|]++|$))+",
    re.IGNORECASE,
)
_ADDRESS_LEAD = frozenset({
    "source", "link", "url", "via", "read at", "original", "источник", "ссылка", "оригинал",
    "джерело", "посилання", "quelle", "fuente", "enlace", "lien", "web", "website", "permalink",
    "short link", "сайт",
})  # fmt: skip
_TOPIC_LEAD = frozenset({
    "topics", "topic", "tags", "tag", "keywords", "categories", "category", "section", "sections",
    "filed under", "posted in", "jump to", "jump to section", "in this article", "on this page",
    "in this story", "темы", "тема", "теги", "метки", "ключевые слова", "рубрика", "рубрики",
    "разделы", "теми", "мітки", "ключові слова", "розділи", "themen", "schlagworte", "stichworte",
    "schlagwörter", "rubrik", "ressort", "temas", "etiquetas", "secciones", "archivado en",
    "thèmes", "mots-clés", "rubriques", "sujets", "dans cet article", "in diesem artikel",
    "в этой статье", "у цій статті", "en este artículo", "labels", "hashtags",
})  # fmt: skip
_TOPICS = frozenset(map(folded, _TOPIC_LEAD))
_COMMAS = re.compile(r"\s*[,;|•·#]\s*(?=\S)")
_BARE_PATH = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}/[^\s]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LEAD_END = re.compile(r"^(?P<lead>[^:|»›→>\n]{3,60}?)\s*[:|»›→>]+\s*(?P<title>\S.*)$", re.DOTALL)
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?…]\s")


def menu_reason(text: str) -> Reason | None:
    """Why ``text`` is a line that leads elsewhere, if it is one."""
    if is_address(text):
        return Reason.ADDRESS
    if is_copyright(text):
        return Reason.COPYRIGHT
    if len(text) > _LONGEST_MENU:
        return None
    if _are_topics(text):
        return Reason.NAVIGATION
    parts = [part for part in _PARTS.split(text.strip()) if part]
    lead, _, behind = text.partition(":")
    if _are_networks(parts) or _are_networks_behind(lead, behind):
        return Reason.SHARING
    return Reason.NAVIGATION if _is_menu(text, parts) else None


def is_address(text: str) -> bool:
    """Whether ``text`` holds web addresses and nothing else, or a word that announces them."""
    line = " ".join(text.split())
    if _BARE_PATH.fullmatch(line):
        return True
    if _ADDRESS.fullmatch(line) is None:
        return False
    lead = re.split(r"<?(?:https?://|www\.)", line, maxsplit=1, flags=re.IGNORECASE)[0]
    return folded(lead).strip(" :") in {"", *map(folded, _ADDRESS_LEAD)}


def is_menu_word(text: str) -> bool:
    """Whether ``text`` is an entry of a site's menu."""
    plain = folded(text).strip(" .:#")
    return any(language.menu.whole.fullmatch(plain) for language in languages())


def leads_to_titles(text: str) -> bool:
    """Whether ``text`` announces other articles, and names none."""
    if text.rstrip().endswith("."):
        return False
    plain = folded(text).strip(" :!→>»|-–—▶►*#\n")
    return any(language.related.whole.fullmatch(plain) for language in languages())


def is_related(text: str) -> bool:
    """Whether ``text`` announces other articles, or one of them by its title."""
    if len(text) > LONGEST_TITLE + 60:
        return False
    if leads_to_titles(text):
        return True
    match = _LEAD_END.match(text.strip(" *>→▶►\n-"))
    if match is not None and leads_to_titles(match["lead"]):
        lead = match["lead"].strip()
        if match["title"][0].islower() and not _bids_read(lead):
            return False
        return _is_title(match["title"], several=" " in lead)
    words = text.split()
    for count in (3, 2):
        lead = " ".join(words[:count])
        if len(words) > count + 1 and lead.isupper() and leads_to_titles(lead):
            return _is_title(" ".join(words[count:]), several=True)
    return False


def _bids_read(lead: str) -> bool:
    """Whether ``lead`` can stand before a title in small letters: *see also* leads to an annex."""
    plain = folded(lead)
    return any(language.reads.whole.fullmatch(plain) for language in languages())


def _is_title(title: str, *, several: bool) -> bool:
    """Whether ``title`` is one; a sentence passes where the lead has ``several`` words.

    One that begins small is a title, too, but not with a full stop, which a sentence has.
    """
    if len(title) > LONGEST_TITLE or (title[0].islower() and title[-1] in ".;,"):
        return False
    return (several or title[-1] not in ".;") and not _INNER_STOP.search(title)


def _are_topics(text: str) -> bool:
    """Whether ``text`` is a label and the names of subjects behind its colon."""
    lead, colon, behind = text.strip().partition(":")
    if not colon or folded(lead) not in _TOPICS or text.rstrip()[-1] in ".!?":
        return False
    return all(0 < len(_WORDS.findall(part)) <= _MOST_WORDS for part in _COMMAS.split(behind))


def _are_networks(parts: list[str]) -> bool:
    words = parts if len(parts) > 1 else " ".join(parts).split()
    return len(words) >= 2 and all(folded(word).strip(" .") in _NETWORKS for word in words)


def _are_networks_behind(lead: str, behind: str) -> bool:
    """Whether a label such as “Share on” stands before the names of networks."""
    if not behind.strip():
        return False
    labels = (language.lines[Reason.SHARING].whole for language in languages())
    is_label = any(label.fullmatch(folded(lead).strip()) for label in labels)
    return is_label and all(
        folded(word).strip(" .") in _NETWORKS for word in re.split(r"[\s,|/•·]+", behind.strip())
    )


def _is_menu(text: str, parts: list[str]) -> bool:
    if _DIGIT.search(text):
        return False
    if len(parts) == 1:
        words = text.split()
        return len(words) > _FEWEST and all(map(is_menu_word, words))
    known = sum(map(is_menu_word, parts))
    crumbs = [part for part in _CRUMBS.split(text.strip()) if part]
    if len(crumbs) == len(parts) and len(crumbs) >= 2 and is_menu_word(crumbs[0]):
        # The last of them is the page itself.
        return known >= 2 or (known == len(parts) - 1 and len(parts[-1]) <= LONGEST_TITLE // 2)
    short = all(len(_WORDS.findall(part)) <= _MOST_WORDS for part in parts)
    return short and len(parts) >= _FEWEST and known >= max(_FEWEST, _SHARE * len(parts))
