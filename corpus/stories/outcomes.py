"""Outcomes told in opposite words: *acquitted*, *found guilty*.

Many words of a copy may be chosen otherwise, and none of them is a difference. An outcome that has
turned into its opposite is one, in however many words either side tells it. But most opposites may
both stand in what tells of one event (*lifted the ban*, *overturned the ban that was imposed*), and
one that is believed wrongly makes a version of a copy. So few pairs are listed here, in whole
words, and they count only where nothing but them can have turned: in one place, between words that
both texts have, and neither text has both.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from corpus.stories.telling_words import denies

_OPPOSITES = """
    acquits acquitted acquittal exonerated found_innocent
        / convicts convicted conviction found_guilty
    approves approved accepted adopted ratified / rejects rejected turned_down voted_down
    vote_for votes_for voted_for / vote_against votes_against voted_against
    upholds upheld / overturns overturned quashed struck_down
    wins won / loses lost
    survives survived alive / dies died died_in dead was_killed were_killed was_killed_in
        were_killed_in
    rises rose risen increased / falls fell fallen decreased

    freigesprochen freispruch unschuldig_gesprochen
        / verurteilt verurteilung schuldig_gesprochen für_schuldig_befunden
    angenommen gebilligt billigte billigten genehmigt ratifiziert
        / abgelehnt ablehnte ablehnten zurückgewiesen
    stimmt_für stimmen_für stimmte_für stimmten_für
        / stimmt_gegen stimmen_gegen stimmte_gegen stimmten_gegen
    gewinnt gewann gewannen gewonnen / verliert verlor verloren
    überlebt überlebte überlebten lebend
        / starb starben gestorben tot kam_ums_leben kamen_ums_leben
    steigt stieg stiegen gestiegen / fällt fiel fielen gefallen sinkt sank sanken gesunken

    absuelto absuelta absueltos absueltas absolvió absolvieron absolución declarado_inocente
        declarada_inocente declarados_inocentes declaradas_inocentes
        / condenado condenada condenados condenadas condenó condenaron condena declarado_culpable
        declarada_culpable declarados_culpables declaradas_culpables
    aprobó aprobaron aprobado aprobada aprobados aprobadas aceptó aceptaron aceptado aceptada
        / rechazó rechazaron rechazado rechazada rechazados rechazadas
    votó_a_favor votaron_a_favor votado_a_favor / votó_en_contra votaron_en_contra votado_en_contra
    ganó ganaron ganado / perdió perdieron perdido
    sobrevivió sobrevivieron vivo viva vivos vivas
        / murió murieron falleció fallecieron muerto muerta muertos muertas
    subió subieron subido aumentó aumentaron aumentado creció crecieron crecido
        / bajó bajaron bajado cayó cayeron caído disminuyó disminuyeron disminuido

    acquitte acquitté acquittée acquittés acquittées relaxé relaxée relaxés relaxées
        / condamne condamné condamnée condamnés condamnées reconnu_coupable reconnue_coupable
        reconnus_coupables reconnues_coupables
    adopté adoptée adoptés adoptées approuvé approuvée approuvés approuvées accepté acceptée
        / rejeté rejetée rejetés rejetées
    vote_pour votent_pour voté_pour / vote_contre votent_contre voté_contre
    gagne gagnent gagné gagnée gagnés gagnées remporté remportée / perd perdent perdu perdue perdus
        perdues
    a_survécu ont_survécu vivant vivante vivants vivantes
        / est_mort est_morte sont_morts sont_mortes est_décédé est_décédée sont_décédés
        sont_décédées mort morte morts mortes
    augmente augmentent augmenté hausse / baisse baissent baissé diminue diminuent diminué

    оправдал оправдала оправдали оправдан оправдана оправданы признал_невиновным
        признан_невиновным признана_невиновной признаны_невиновными
        / осудил осудила осудили осужден осуждена осуждены признал_виновным
        признан_виновным признана_виновной признаны_виновными
    принял приняла приняли принят принята принято приняты одобрил одобрила одобрили одобрен одобрена
        одобрено одобрены / отклонил отклонила отклонили отклонен отклонена отклонено отклонены
        отверг отвергла отвергли отвергнут отвергнута отвергнуто отвергнуты
    проголосовал_за проголосовала_за проголосовали_за
        / проголосовал_против проголосовала_против проголосовали_против
    победил победила победили выиграл выиграла выиграли
        / проиграл проиграла проиграли потерпел_поражение потерпела_поражение потерпели_поражение
    выжил выжила выжили / погиб погибла погибли умер умерла умерли скончался скончалась скончались
    вырос выросла выросло выросли увеличился увеличилась увеличилось увеличились
        / упал упала упало упали снизился снизилась снизилось снизились уменьшился уменьшилась
        уменьшилось уменьшились

    виправдав виправдала виправдали виправдано визнав_невинуватим визнано_невинуватим
        / засудив засудила засудили засуджено визнав_винним визнав_винуватим визнано_винним
        визнано_винуватим
    прийняв прийняла прийняли прийнято схвалив схвалила схвалили схвалено ухвалив ухвалила ухвалили
        ухвалено / відхилив відхилила відхилили відхилено відкинув відкинула відкинули відкинуто
    проголосував_за проголосувала_за проголосували_за
        / проголосував_проти проголосувала_проти проголосували_проти
    переміг перемогла перемогли виграв виграла виграли / програв програла програли
    вижив вижила вижили / загинув загинула загинули помер померла померли
    зріс зросла зросло зросли збільшився збільшилася збільшилося збільшилися
        / впав впала впало впали знизився знизилася знизилося знизилися зменшився зменшилася
        зменшилося зменшилися
    """
"""Pairs of opposites, a line each with those that are indented below it: either side's forms, whole
words, ``_`` between several. In English, German, Spanish, French, Russian and Ukrainian; ё is е."""

_BESIDE = 3
"""Words that both texts have on either side of an outcome, unless the texts begin or end there:
where another thing has another outcome (*the team of Orsk lost*), its name stands close by."""

_Told = tuple[int, bool]
"""Which pair, and which of its sides."""

_Places = tuple[range, range]
"""Where something stands in one text, and what is in its place in the other."""


def opposed(shown: Sequence[str], other: Sequence[str]) -> tuple[_Places, ...]:
    """Where ``other`` tells the opposite of what ``shown`` tells; both are folded words.

    Returns:
        The place in ``shown``, and that of its opposite in ``other``, where nothing else was
        replaced. Empty where one of them denies more often, for that turns an outcome as well.
    """
    one, two = ([word.replace("ё", "е") for word in words] for words in (shown, other))
    if sum(map(denies, one)) != sum(map(denies, two)):
        return ()
    before, after = _told_in(one), _told_in(two)
    lost, won = before - after, after - before
    turned = {(told, _opposite(told)) for told in lost if _opposite(told) in won}
    return tuple(
        (here, there)
        for here, there in _replaced(one, two)
        if (_TOLD_BY.get(_of(one, here)), _TOLD_BY.get(_of(two, there))) in turned
    )


def _opposite(told: _Told) -> _Told:
    pair, side = told
    return pair, not side


def _of(words: Sequence[str], places: range) -> tuple[str, ...]:
    return tuple(words[places.start : places.stop])


def _told_in(words: Sequence[str]) -> set[_Told]:
    """The sides that ``words`` tell anywhere."""
    runs = (
        tuple(words[place : place + length])
        for place in range(len(words))
        for length in range(1, _LONGEST + 1)
    )
    return {_TOLD_BY[run] for run in runs if run in _TOLD_BY}


def _replaced(one: Sequence[str], two: Sequence[str]) -> Iterator[_Places]:
    """What stands in the place of what between words that both have; also with the one before."""
    found = Levenshtein.opcodes(one, two).as_matching_blocks()
    same = [(0, 0, 0), *((it.a, it.b, it.size) for it in found)]
    for (*before, size), (*behind, more) in pairwise(same):
        begins = before == [0, 0]
        ends = [it + more for it in behind] == [len(one), len(two)]
        if (begins or size >= _BESIDE) and (ends or more >= _BESIDE):
            for shared in range(min(size, 1) + 1):
                here, there = (
                    range(start + size - shared, stop)
                    for start, stop in zip(before, behind, strict=True)
                )
                yield here, there


def _told_by() -> dict[tuple[str, ...], _Told]:
    lines = re.split(r"\n+ {4}(?! )", _OPPOSITES.strip())
    return {
        tuple(form.split("_")): (pair, side)
        for pair, line in enumerate(lines)
        for side, forms in zip((False, True), line.split("/"), strict=True)
        for form in forms.split()
    }


_TOLD_BY = _told_by()
_LONGEST = max(map(len, _TOLD_BY))
