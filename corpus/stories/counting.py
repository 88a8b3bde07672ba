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
    appendix item zone district ward station terminal shelf box group team form field channel desk
    counter booth stall kiosk berth bay pier dock quay cell locker bed bench cabin bungalow cottage
    tent tower wing pavilion stairwell staircase corridor aisle rack drawer slot port pin socket
    node pump reactor turbine engine shaft junction checkpoint precinct constituency brigade
    battalion regiment squadron coach carriage wagon compartment elevator escalator motorway freeway
    expressway trolleybus minibus ferry pages p pp fig figs ch sec art vol sheet slide frame plate
    photo picture image map chart graph listing example exercise problem column subsection footnote
    schedule verse act scene psalm hymn edition revision exhibit lot parcel plot amendment
    resolution directive protocol category tier code ticket invoice
    zimmer raum artikel kapitel seite absatz abschnitt nummer teil punkt regel stufe platz reihe
    gleis tor halle linie kanal etage tisch schalter tabelle abbildung kap abs abb tab ziff
    salle chambre bureau étage niveau porte quai voie ligne bâtiment chapitre numéro partie règle
    étape annexe alinéa groupe guichet comptoir siège rang rangée fauteuil lit cellule casier boîte
    étagère armoire tiroir couloir escalier ascenseur appartement bloc tour aile pavillon hangar
    stand kiosque embarcadère ponton arrêt tramway autoroute sortie entrée compartiment canal chaîne
    tableau graphique schéma diagramme planche carte exemple exercice problème tome édition épisode
    saison feuille diapositive colonne vers acte scène psaume modèle classe taille catégorie
    arrondissement circonscription dossier parcelle cabine réacteur bataillon régiment chap al
    paragraphe paragraphes n
    sala habitación aula planta nivel puerta andén vía línea ruta edificio artículo capítulo sección
    página número apartado punto regla paso etapa fase anexo párrafo grupo mesa escritorio mostrador
    ventanilla taquilla asiento fila butaca cama celda casilla caja estante armario cajón pasillo
    escalera ascensor piso apartamento departamento bloque torre ala pabellón nave muelle dársena
    parada estación autobús tranvía tren vuelo carril carretera autopista salida entrada vagón
    compartimento portal oficina despacho consultorio quirófano figura tabla cuadro gráfico lámina
    foto imagen mapa ejemplo ejercicio problema pregunta tomo volumen edición episodio temporada cap
    pág págs hoja diapositiva columna verso acto escena salmo versión modelo tipo clase talla
    categoría distrito expediente inciso cláusula turbina brigada batallón regimiento lote parcela
    código
    комната комнате комнаты комнату кабинет кабинете зал зале аудитория аудитории этаж этаже маршрут
    линия линии выход подъезд статья статьи статье статью глава главы главе раздел раздела разделе
    пункт пункта пункте страница странице страницы номер номера правило этап приложение приложении
    приложения группа группы версия тип стол стола столе столу столом столик столике окно окне касса
    кассе кассы кассу место ряд ряда ряду платформа платформе платформы платформу путь пути перрон
    перроне выхода выходе вход входа подъезде подъезда корпус корпуса корпусе строение дом дома
    квартира квартире квартиры квартиру офис офисе палата палате палаты палату камера камере камеры
    камеру кровать койка ячейка ячейке шкаф полка полке автобус автобуса автобусе троллейбус
    троллейбуса трамвай трамвая трамвае поезд поезда поезде рейс рейса рейсе рейсом вагон вагона
    вагоне купе маршрута маршруте маршруту трасса трассе трассы канал канала канале каналу причал
    причала причале станция станции кабинета зала рисунок рисунка рисунке рис таблица таблице
    таблицы таблицу табл схема схеме схемы график графике карта слайд слайде пример примере задача
    задаче задачи задачу упражнение упражнении вопрос вопроса вопросе выпуск выпуска выпуске серия
    серии сезон сезона сезоне эпизод эпизоде строка строке столбец столбце абзац абзаца абзаце
    параграф параграфа параграфе часть части подпункт подпункта подпункте ст п пп ч стр гл разд
    версии модель модели класс класса классе категория категории размер этапе этапа шаг уровень
    уровне округ округе участок участка участке лот дело дела школа школы реактор реактора реакторе
    энергоблок энергоблока энергоблоке бригада бригады батальон батальона код правила
    кімната кімнаті кімнати кімнату кабінет кабінеті залі аудиторія аудиторії поверх поверсі лінія
    лінії вихід стаття статті статтю розділ розділу розділі сторінка сторінці сторінки додаток
    додатку група групи версія стіл столі столику вікно вікні каса касі каси касу місце платформі
    платформи колія колії перон пероні виходу виході вхід входу під'їзд під'їзді корпусу корпусі
    будинок будинку квартирі квартири офіс офісі палаті палати камері камери ліжко комірка комірці
    шафа полиця полиці автобусі тролейбус тролейбуса трамваї поїзд поїзда поїзді потяг потяга потягу
    рейсу рейсі вагоні маршруті траса трасі траси каналі причалі станція станції рисунку малюнок
    малюнку мал таблиця таблиці таблицю схемі графік графіку слайді приклад прикладі задачі вправа
    вправі питання випуск випуску серія серії сезону сезоні епізод епізоді рядок рядку стовпець
    абзаці параграфі частина частини частині пункту пункті підпункт підпункті стор розд главі номері
    етап етапі крок рівень рівні версії моделі клас класу класі категорія категорії розмір окрузі
    дільниця дільниці справа справи школи енергоблок енергоблоку енергоблоці бригади батальйон
    батальйону
    """

_UNITS = """
    mg mcg µg μg g kg t ml cl dl l mm cm m km ft inch inches lb lbs oz nm px pt w kw v ma mah
    hz khz mhz ghz kb mb gb tb kbit mbit gbit dpi bar db kcal kj iu
    мг мкг г кг т мл л мм см м км вт квт гц мб гб
    """

_BEHIND = frozenset(_NAMED_BY_FIGURE.split())
"""Folded; a figure behind such a word says which one is meant. None that ends a phrase of its own
as often: *at the school 12 people*, *on that day 12 people*."""

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
    return not (
        (before is not None and _names(before))
        or (after is not None and after.word in _SIZES)
        or (figure.isdecimal() and int(figure) in _YEARS)
    )


def _names(before: Token) -> bool:
    """Whether a figure behind ``before`` says which one is meant."""
    _, _, noun = before.word.rpartition("'")  # l'article 7
    has_capital = before.figure is None and before.written[0].isupper()
    return has_capital or not _BEHIND.isdisjoint((before.word, noun))
