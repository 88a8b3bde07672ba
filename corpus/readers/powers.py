"""Words that powers and mass numbers stand behind: a note is seldom worth what losing one costs.

``900 feet²`` without its exponent is another statement; a glued number of a note is only ugly.
"""

import re

LONGEST = 20
"""Letters at the end of a text that tell whether it ends in such a word."""

_UNITS = (
    "feet|foot|inch(?:es)?|yards?|miles?|seconds?|volts?|amperes?|pixels?|mils?|"
    "Fuß|Zoll|Meilen?|Sekunden?|Yards?|"
    "pieds?|pouces?|milles?|secondes?|pies?|pulgadas?|yardas?|millas?|segundos?|"
    "piedi|pollici|miglia|secondi|"
    "фут(?:а|ы|ов|ів|и)?|дюйм(?:а|ы|ов|ів|и)?|ярд(?:а|ы|ов|ів|и)?|мил(?:я|и|ь|ями|ях|і)|"
    "секунд(?:а|у|ы|и)?"
)
_LETTERS = (
    "alpha|beta|gamma|delta|epsilon|zeta|theta|iota|kappa|lambda|omicron|sigma|upsilon|omega|"
    "альфа|бета|гамма|дельта|эпсилон|дзета|тета|каппа|лямбда|сигма|омега|"
    "sinh|cosh|tanh|coth|arcsin|arccos|arctan"
)
_ELEMENTS = (
    "hydrogen|helium|lithium|beryllium|boron|carbon|nitrogen|oxygen|sodium|potassium|calcium|"
    "iron|cobalt|nickel|krypton|strontium|technetium|iodine|xenon|ca?esium|radon|radium|thorium|"
    "uranium|neptunium|plutonium|americium|polonium|"
    "Wasserstoff|Lithium|Kohlenstoff|Stickstoff|Sauerstoff|Kalium|Kobalt|Jod|Cäsium|Uran|"
    "hydrogène|carbone|azote|oxygène|iode|césium|carbono|nitrógeno|oxígeno|yodo|cesio|uranio|"
    "plutonio|углерод|азот|кислород|водород|калий|кобальт|йод|цезий|стронций|уран|плутоний|"
    "вуглець|кисень|водень|цезій|стронцій|плутоній"
)
# Metres have a prefix more often than not, and what is measured may end like them: a parameter.
_METRES = r"(?:metres?|meter[ns]?|metros?|metr[oi]|mètres?|метр(?:а|у|ы|ов|ам|ах|и|ів|і)?)"
_TAKES = re.compile(
    rf"(?:{_METRES}|(?<![^\W\d_])(?:{_UNITS}|{_LETTERS}|{_ELEMENTS}))$", re.IGNORECASE
)


def takes_power(text: str) -> bool:
    """Whether ``text`` ends in the name of a unit, a Greek letter or an element."""
    return _TAKES.search(text[-LONGEST:]) is not None
