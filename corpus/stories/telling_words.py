"""Words that turn what is said: numbers and denials, in several languages."""

_DENIALS = """
    no not never none neither nor cannot without
    nicht nichts kein keine keinen keiner keines keinem nie niemals weder ohne
    pas jamais aucun aucune sans
    nunca jamás ningún ninguna ninguno sin
    не нет ни никогда без
    ні немає ніколи
    """

_DENYING = frozenset(_DENIALS.split())


def denies(word: str) -> bool:
    """Whether ``word``, folded, turns what is said around it."""
    return word in _DENYING or word.endswith("n't") or word.startswith("n'")


_NUMBERS = """
    two zwei deux dos два две двух двумя дві двох
    three drei trois tres три трёх трех трьох
    four vier quatre cuatro четыре четырёх четырех чотири чотирьох
    five fünf cinq cinco пять пяти п'ять п'яти
    six sechs seis шесть шести шість шести
    seven sieben sept siete семь семи сім семи
    eight acht huit ocho восемь восьми вісім восьми
    nine neun neuf nueve девять девяти дев'ять дев'яти
    ten zehn dix diez десять десяти
    eleven elf onze одиннадцать одиннадцати одинадцять одинадцяти
    twelve zwölf douze doce двенадцать двенадцати дванадцять дванадцяти
    thirteen dreizehn treize trece тринадцать тринадцати тринадцять тринадцяти
    fourteen vierzehn quatorze catorce четырнадцать четырнадцати чотирнадцять чотирнадцяти
    fifteen fünfzehn quinze quince пятнадцать пятнадцати п'ятнадцять п'ятнадцяти
    sixteen sechzehn seize dieciséis шестнадцать шістнадцять
    seventeen siebzehn diecisiete семнадцать сімнадцять
    eighteen achtzehn dieciocho восемнадцать вісімнадцять
    nineteen neunzehn diecinueve девятнадцать дев'ятнадцять
    twenty zwanzig vingt veinte двадцать двадцати двадцять
    """
"""A line a number, from two. *One* is an article in most languages; English *once* is no eleven."""

SPELT_NUMBERS = {
    word: str(value)
    for value, words in enumerate(_NUMBERS.strip().splitlines(), start=2)
    for word in words.split()
}
"""The number, in digits, that a folded word stands for."""

ENGLISH_NUMBERS = ("zero", "one", *(line.split()[0] for line in _NUMBERS.strip().splitlines()))
"""Words for the numbers from nought to twenty."""

_MAGNITUDES = """
    hundred thousand million billion trillion hundert tausend milliarde billionen
    cents mille milliard cientos miles millones billones
    тысяч миллион миллиард триллион тисяч мільйон мільярд трильйон
    """

MAGNITUDES = tuple(_MAGNITUDES.split())
"""What a folded word for a large number begins with."""
