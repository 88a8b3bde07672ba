"""Which figures of a passage count something: *killed 12*, *12 people*, and not *room 12*.

Where a story is told again, what is counted changes: 12 dead, then 14. A figure that names a thing
(a room, an article, a year), or says how large one is (a dose, a length), changes from one thing to
the next instead, and passages that differ in nothing else are a series.
"""

from collections.abc import Sequence

from corpus.stories.differences import Token

_NAMED_BY_FIGURE = """
    room hall floor level gate door entrance exit platform track line lane route bus tram train
    flight road highway building block unit flat apartment suite seat row table figure diagram
    article section chapter paragraph clause page part volume issue number no nr rule step stage
    phase type class grade size version model series season episode lesson question point annex
    appendix item zone district ward station terminal shelf box group team form field channel
    zimmer raum artikel kapitel seite absatz abschnitt nummer teil punkt regel stufe phase
    salle chambre bureau étage niveau porte quai voie ligne bâtiment chapitre numéro partie règle
    étape annexe alinéa groupe
    sala habitación aula planta nivel puerta andén vía línea ruta edificio artículo capítulo
    sección página número apartado punto regla paso etapa fase anexo párrafo grupo
    комната комнате комнаты комнату кабинет кабинете зал зале аудитория аудитории этаж этаже
    маршрут линия линии выход подъезд статья статьи статье статью глава главы главе раздел раздела
    разделе пункт пункта пункте страница странице страницы номер номера правило этап приложение
    приложении приложения группа группы версия тип
    кімната кімнаті кімнати кімнату кабінет кабінеті зала залі аудиторія аудиторії поверх поверсі
    лінія лінії вихід стаття статті статтю розділ розділу розділі сторінка сторінці сторінки
    додаток додатку група групи версія
    """

_UNITS = """
    mg mcg µg μg g kg t ml cl dl l mm cm m km ft inch inches lb lbs oz nm px pt w kw v ma mah
    hz khz mhz ghz kb mb gb tb kbit mbit gbit dpi bar db kcal kj iu
    мг мкг г кг т мл л мм см м км вт квт гц мб гб
    """

_BEHIND = frozenset(_NAMED_BY_FIGURE.split())
"""Folded; a figure behind such a word says which one is meant."""

_SIZES = frozenset(_UNITS.split())
"""Folded; a figure before one says how large a thing is."""

_YEARS = range(1800, 2100)


def counts_of(found: Sequence[Token]) -> frozenset[str]:
    """The figures among ``found`` that count something wherever they stand.

    None that stands behind a word with a capital: *Harlow 12* may be anything.
    """
    counting: dict[str, bool] = {}
    for place, token in enumerate(found):
        if token.figure is not None and token.figure[0].isdecimal():
            before = found[place - 1] if place else None
            after = found[place + 1] if place + 1 < len(found) else None
            held = counting.get(token.figure, True)
            counting[token.figure] = held and _counts(token.figure, before, after)
    return frozenset(figure for figure, counts in counting.items() if counts)


def _counts(figure: str, before: Token | None, after: Token | None) -> bool:
    named = before is not None and (
        before.word in _BEHIND or (before.figure is None and before.written[0].isupper())
    )
    return not (
        named
        or (after is not None and after.word in _SIZES)
        or (figure.isdecimal() and int(figure) in _YEARS)
    )
