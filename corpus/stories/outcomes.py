"""Outcomes told in opposite words: *acquitted*, *found guilty*.

Many words of a copy may be chosen otherwise, and none of them is a difference. An outcome that has
turned into its opposite is one, in however many words either side tells it and whatever else was
written anew. So pairs of opposites are listed here, for what news tells most: verdicts, votes,
contests, lives, figures that go up or down. A word that is denied (*not guilty*) is no outcome:
denials are told by themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.stories.telling_words import denies

_OPPOSITES = """
    acquit* exonerat* cleared_of innocent / guilty convict*
    accept* approv* adopt* ratif* voted_for / reject* turned_down voted_down voted_against
    upheld uphold* / overturn* quash* struck_down
    won win wins winning / lost lose loses losing
    surviv* alive / died dies dead killed perish*
    rise rises rose risen rising increas* grew grow grows / fall falls fell fallen falling decreas*
    succeed* success* / fail* unsuccessful*
    confirm* / denied denies deny
    allow* permit* legaliz* legalis* / ban bans banned forbid* forbade prohibit*
    opened opens reopen* / closed closes shut shuts
    freed released / arrest* jailed imprison* detained
    began begun begins started starts / ended ends finished
    appoint* / dismiss* sacked
    lifted lifts / imposed imposes
    lawful* legal* constitutional* / unlawful* illegal* unconstitutional*

    freigesprochen* freispruch* freispricht freisprach unschuldig* / schuldig* verurteil*
    angenommen gebilligt billigte* genehmigt* verabschiedet* ratifizier* zugestimmt
        / abgelehnt ablehn* lehnte* verworfen zurückgewiesen
    gewann* gewonnen gewinnt siegte* / verlor* verloren verliert unterlag*
    überleb* / starb* gestorben tot tote* getötet* ums_leben
    stieg* gestiegen steigt zugenommen wuchs* gewachsen / fiel* gefallen sank* gesunken sinkt
    gelang* gelungen erfolgreich* / scheiter* gescheitert misslang* misslungen
    bestätig* / bestritt* bestreitet dementier*
    erlaubt* gestattet* zugelassen / verboten verbietet untersagt*
    eröffnet* geöffnet öffnet* / geschlossen schließt schloss
    freigelassen / festgenommen verhaftet inhaftiert
    begann* begonnen beginnt / endet* beendet*
    ernannt / entlassen
    verhängt* / aufgehoben
    rechtmäßig* verfassungsgemäß* / rechtswidrig* verfassungswidrig*

    absuelt* absuelv* absolvi* absolver* absolución inocente* / culpable* conden*
    acept* aprob* aprueb* ratific* / rechaz* deneg* denieg*
    ganó ganaron gana ganan / perdió perdieron pierde pierden
    sobreviv* / murió murieron muri* muert* falleci*
    subió subieron sube suben aument* creció crecieron
        / bajó bajaron baja bajan disminuy* cayó cayeron descend*
    logró lograron éxito / fracas*
    confirm* / desmint* desmient* negó negaron
    permiti* permite* autoriz* / prohib*
    abrió abrieron abiert* / cerró cerraron cerrad*
    liberad* liberó liberaron / detenid* detuvo detuvieron arrest* encarcel*
    empezó empezaron comenzó comenzaron / terminó terminaron acabó acabaron
    nombró nombrad* / destituy* destituid*
    levantó levantad* / impuso impusieron impuest*
    a_favor / en_contra

    acquitt* relaxé* innocent* / coupable* condamn*
    accept* approuv* adopt* ratifi* / rejet* refus* repouss*
    gagné* gagne gagnent remport* / perdu* perd perdent
    surviv* survéc* / mort morts morte mortes mour* tué* décéd*
    augment* grimp* / baiss* diminu* chut* recul*
    réuss* / échou* échec*
    confirm* / dément* nie nié*
    autoris* permis permet permettent / interdi*
    ouvert* ouvre ouvrent rouvr* / fermé* ferment
    libéré* libère* / arrêté* détenu* emprisonn*
    commenc* début* / termin* achev*
    nommé* / limog* révoqu*
    levé* / imposé*

    оправда* невинов* невиновн* / виновн* виновен осужд* осудил* осужден* приговорил* приговорен*
    принял* принят* одобр* утверд* ратифиц* / отклон* отверг*
    побед* выигра* / проигра* потерпел*_поражение
    выжил* уцелел* / погиб* умер* скончал* убит*
    вырос* увелич* повыс* / упал* снизил* уменьш* сократил*
    удалось удалась удался успешн* / провал* неуспешн* неудач*
    подтверд* / опроверг* отрица*
    разреш* / запрет* запрещ*
    откры* / закры*
    освобод* отпущен* отпустил* / задержан* задержал* арестов*
    началось началась начался начались начал начала начали / законч* заверш*
    назначен* назначил* / уволен* уволил*
    снял* снят* отмен* / ввел* введен*
    законн* / незаконн*

    виправда* невинн* невинув* / винн* винен винуват* засудж* засудил*
    прийня* ухвал* схвал* затверд* ратифік* / відхил* відкин*
    переміг перемогл* виграв виграл* / програв програл*
    вижив вижил* вціліл* / загин* помер* вбит* убит*
    зріс зросл* збільш* підвищ* / впав впал* знизи* зменш* скоротил*
    вдалося вдалась вдався успішн* / провал* невдал*
    підтверд* / спростув* запереч*
    дозвол* / заборон*
    відкри* / закри*
    відпущен* відпустил* / затриман* затримал* заарешт*
    почав почала почали почалося почалася почався розпоча* / закінч* заверш*
    призначен* призначил* / звільнен* звільнил*
    знял* знят* скасов* скасув* / запровад*
    законн* / незаконн*
    """
"""A pair a line (or two): either side's words, of which ``*`` ends one that may go on, and ``_``
parts several. In English, German, Spanish, French, Russian and Ukrainian; е stands for ё."""

_DENIED_WITHIN = 3
"""Words from a denial on in which it turns an outcome: *not guilty*, *has not been convicted*."""

_REMEMBERED = 4096

_Told = tuple[int, bool]
"""Which pair, and which of its sides."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    told: _Told
    words: tuple[str, ...]

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        there = words[place : place + len(self.words)]
        return len(there) == len(self.words) and all(map(_fits, there, self.words))


def opposed(shown: Sequence[str], other: Sequence[str]) -> tuple[tuple[range, range], ...]:
    """Where ``other`` tells the opposite of what ``shown`` tells; both are folded words.

    Returns:
        The place in ``shown``, and that of its opposite in ``other``, once for each pair of which
        ``shown`` has the one side more often, and ``other`` the other.
    """
    before, after = _outcomes(shown), _outcomes(other)
    found = []
    for (pair, side), places in before.items():
        turned = (pair, not side)
        had, won = before.get(turned, []), after.get(turned, [])
        if len(places) > len(after.get((pair, side), [])) and len(won) > len(had):
            found.append((places[0], won[0]))
    return tuple(dict.fromkeys(found))


def _outcomes(words: Sequence[str]) -> dict[_Told, list[range]]:
    found: dict[_Told, list[range]] = {}
    for place, word in enumerate(words):
        for phrase in _begun_by(word):
            if phrase.stands_at(place, words) and not _is_denied(words, place):
                found.setdefault(phrase.told, []).append(range(place, place + len(phrase.words)))
    return found


def _is_denied(words: Sequence[str], place: int) -> bool:
    return any(map(denies, words[max(0, place - _DENIED_WITHIN) : place]))


def _fits(word: str, pattern: str) -> bool:
    plain = word.replace("ё", "е")
    return plain.startswith(pattern[:-1]) if pattern.endswith("*") else plain == pattern


@lru_cache(maxsize=_REMEMBERED)
def _begun_by(word: str) -> tuple[_Phrase, ...]:
    """The phrases whose first word ``word`` is."""
    plain = word.replace("ё", "е")
    begun = (f"{plain[:length]}*" for length in range(1, len(plain) + 1))
    return tuple(phrase for first in (plain, *begun) for phrase in _BY_FIRST_WORD.get(first, ()))


def _by_first_word() -> dict[str, list[_Phrase]]:
    found: dict[str, list[_Phrase]] = {}
    for pair, line in enumerate(re.split(r"\n+(?!\s*/)", _OPPOSITES.strip())):
        for side, phrases in zip((False, True), line.split("/"), strict=True):
            for written in phrases.split():
                phrase = _Phrase((pair, side), tuple(written.split("_")))
                found.setdefault(phrase.words[0], []).append(phrase)
    return found


_BY_FIRST_WORD = _by_first_word()
