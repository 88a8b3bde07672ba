"""Greetings and thanks: words that look like a question to a search engine and are none."""

import re

_PHRASES = """
    hello; hello there; hello bot; hi; hi there; hey; hey there; hiya; yo; good morning;
    good afternoon; good evening; good night; greetings; how are you; how are you doing;
    how is it going; whats up; who are you; what are you; what can you do; are you there;
    are you a bot; thanks; thank you; thank you very much; thanks a lot; many thanks; thx; cheers;
    ok; okay; great; cool; nice; bye; goodbye; see you; test; testing; ping; yes; no; lol; please;
    help; help me; start; tell me a joke;
    привет; здравствуй; здравствуйте; добрый день; доброе утро; добрый вечер; как дела;
    кто ты; что ты умеешь; спасибо; большое спасибо; благодарю; пока; до свидания; да; нет; ок;
    привіт; вітаю; добрий день; доброго ранку; добрий вечір; добрий ранок; доброго дня; як справи;
    хто ти; що ти вмієш; дякую; дуже дякую; щиро дякую; бувай; до побачення; так; ні; ок;
    hallo; guten tag; guten morgen; guten abend; danke; vielen dank; wie geht es dir; tschüss;
    hola; buenos días; buenas tardes; gracias; muchas gracias; adiós; qué tal;
    bonjour; bonsoir; salut; merci; merci beaucoup; au revoir; ça va
    """.replace("\n", " ").split(";")
_KNOWN = frozenset(" ".join(phrase.split()) for phrase in _PHRASES)
_NOT_A_WORD = re.compile(r"[^\w\s]+")
_LONGEST = max(len(phrase) for phrase in _KNOWN)


def is_small_talk(text: str) -> bool:
    """Whether ``text`` is wholly a greeting, thanks or the like, in six languages."""
    if len(text) > 2 * _LONGEST:
        return False
    words = " ".join(_NOT_A_WORD.sub("", text.casefold()).split())
    return words in _KNOWN
