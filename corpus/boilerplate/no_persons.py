"""Words that stand in nobody's name, though they have a capital behind *By*, *Von* or *Por*.

“By Appointment Only” and “Von Montag Bis Freitag” look like a byline to whoever sees capitals. No
list has all that things happen by; these are the words that hold sentences together, and the things
and times that such lines are mostly of. Left out on purpose is what people are called, too: *May*,
*Julio*, *Марта*, *Domingo*, *Day*.
"""

from corpus.boilerplate.phrases import folded

_WORDS = """
    and or of the only not no nor but with without within from to for in into on onto at as off
    over under through throughout across after before between until till while your our my his her
    their its this that these those all any every each some such own ways means
    order orders appointment appointments request invitation demand default design accident chance
    popular special public common mutual agreement consent decree permission command arrangement
    candle candlelight moonlight rail railway train bus car bike bicycle boat ship plane
    phone telephone mail email letter
    early late next last midnight
    und oder die das ein eine einer einem eines nach bis zum zur aus mit ohne bei über unter
    durch für gegen vor hinter zwischen seit auf nur nicht allen alle jedem wegen herzen anfang
    heute morgen gestern hier dort oben unten außen innen bad neu
    et ou une aux sur sous dans avec sans pour devant derrière chez entre vers depuis pendant
    jusque après avant seulement ordre décret arrêté devant exemple téléphone courrier ailleurs
    conséquent monts mer terre notaire hasard
    ni pero con sin sobre hasta desde hacia según tras ante contra para una unos unas favor
    orden tierras lejanas ejemplo fin supuesto correo teléfono ahora aquí sólo
    или во на со ко от до из за по под над при без для через между об не ни только приказу
    та або чи із зі від під про біля після лише тільки наказу
    new sankt нижний новый великий
    monday tuesday wednesday thursday friday saturday sunday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado
    понедельник понедельника вторник вторника среда среду среды четверг четверга пятница пятницу
    пятницы суббота субботу субботы воскресенье воскресенья
    понеділок понеділка вівторок вівторка середа середу середи четвер четверга п'ятниця п'ятницю
    п'ятниці субота суботу суботи неділя неділю неділі
    january february march july september october november december
    januar februar märz oktober dezember
    janvier février juin juillet août septembre octobre novembre décembre
    enero febrero marzo junio agosto septiembre octubre noviembre diciembre
    январь января февраль февраля апрель апреля июнь июня июль июля сентябрь сентября октябрь
    октября ноябрь ноября декабрь декабря
    січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень
    липня серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня
    """
_NOBODYS = frozenset(folded(word) for word in _WORDS.split())


def is_nobodys(word: str) -> bool:
    """Whether ``word``, with a capital, stands in no name of a person."""
    return word[:1].isupper() and folded(word).strip(".:'\"") in _NOBODYS
