"""The words that make a question lean on what was said before, in six languages.

They are lists because the reason is the same in every language and only the words differ; each
field of ``Words`` says what its words do. Written in small letters, without apostrophes, ``е`` for
``ё``. They are short on purpose: a word that is missing leaves a question as it was written, a
word too many costs a second search.
"""

from bot.follow_ups.word_lists import Words, listed

ENGLISH = Words(
    openers=listed("and but or so then also any anything"),
    phrases=("what about", "how about", "what else", "who else", "where else", "how come"),
    subjects=listed("he she it they him them himself herself itself themselves one ones"),
    possessives=listed("his her hers its their theirs"),
    pointers=listed("there then thereafter afterwards"),
    demonstratives=listed("this these those"),
    bare=listed("that former latter"),
    deixis=listed(
        """
        year years month months week weeks day days morning afternoon evening night time century
        decade season spring summer autumn winter weekend moment
        """
    ),
    further=listed("other others else another more next further additional again besides too"),
    comparing=listed("than"),
    articles=listed("the a an every each any some no both"),
    helpers=listed(
        """
        do does did has have had will would can could should may might must is are was were
        """
    ),
    clauses=listed(
        """
        that when if after before because while who which where and but as since why how what or
        """
    ),
    adverbial=listed("where when why how who whom whose"),
    empty=listed(
        """
        happen happened happens reason reasons result results outcome cause causes mean means
        name number amount date price cost many much long old often far details example examples
        explain elaborate interesting important come came go went begin began start started end
        ended work worked year day month exactly about because know popular successful first last
        second third
        """
    ),
    linking=listed("of for in to on with between behind at by from"),
    months=listed(
        """
        january february march april may june july august september october november december
        """
    ),
    impersonal=listed(
        """
        possible true legal necessary take takes cost costs rain snow likely important mean time
        safe okay allowed matter
        """
    ),
    neuter=listed("it"),
)

GERMAN = Words(
    openers=listed("und aber oder also dann"),
    phrases=("was ist mit", "wie steht es", "wie sieht es", "was noch", "wer noch", "wo noch"),
    subjects=listed("er sie es ihn ihm ihnen"),
    possessives=listed(
        "sein seine seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres deren dessen"
    ),
    pointers=listed(
        """
        dort dorthin damals danach davor dabei daran darauf daraus darin darüber dafür dagegen
        davon dazu dadurch deshalb
        """
    ),
    demonstratives=listed(
        """
        dieser diese dieses diesem diesen jener jene jenes jenem jenen solche solcher solches
        derselbe dieselbe dasselbe
        """
    ),
    bare=listed("das dies die der denen da damit"),
    deixis=listed(
        "jahr jahre jahren monat woche wochen tag tage tagen morgen abend zeit jahrhundert"
    ),
    further=listed(
        "andere anderen anderer anderes anderem weitere weiteren weiterer weiteres mehr sonst"
    ),
    comparing=listed("als"),
    articles=listed("der die das den dem des ein eine einen einem einer eines jede jeder jedes"),
    helpers=listed(
        """
        hat haben hatte hatten wird werden wurde wurden würde kann können konnte soll sollte muss
        musste darf will wollte ist sind war waren
        """
    ),
    clauses=listed(
        """
        dass wenn als nachdem bevor weil während wo und aber oder warum wie was ob seit
        """
    ),
    adverbial=listed("wo wann warum wieso weshalb wie wer wem wen wessen woher wohin"),
    empty=listed(
        """
        passierte passiert geschah geschehen grund gründe ergebnis ursache folge folgen name zahl
        datum preis viel viele lange oft alt weit einzelheiten beispiel bedeutet heisst
        genau
        """
    ),
    linking=listed("von für in zu auf mit zwischen hinter an bei aus des der"),
    months=listed(
        """
        januar februar märz april mai juni juli august september oktober november dezember
        """
    ),
    impersonal=listed("gibt gab geben geht ging handelt möglich wahr dauert regnet stimmt nötig"),
    neuter=listed("es"),
    capital_nouns=True,
)

SPANISH = Words(
    openers=listed("y e pero o entonces también"),
    phrases=("qué tal", "qué más", "quién más", "dónde más", "qué hay de"),
    subjects=listed("él ella ello ellos ellas le les"),
    possessives=listed("su sus suyo suya suyos suyas"),
    pointers=listed("allí allá ahí"),
    demonstratives=listed(
        """
        este esta estos estas ese esa esos esas aquel aquella aquellos aquellas dicho dicha mismo
        misma
        """
    ),
    bare=listed("eso esto aquello entonces"),
    deixis=listed("año años mes semana día días mañana tarde noche siglo momento vez"),
    further=listed("otro otra otros otras más además siguiente"),
    comparing=listed("que"),
    articles=listed("el la los las un una unos unas cada"),
    helpers=listed(
        "ha han había habían fue fueron es son era eran está están puede pueden debe deben"
    ),
    clauses=listed("que cuando si después antes porque mientras quien donde y pero o como"),
    adverbial=listed("dónde cuándo porqué cómo quién quiénes cuánto cuántos"),
    empty=listed(
        """
        pasó ocurrió sucedió dijo dijeron hizo hicieron razón motivo resultado causa nombre número
        fecha precio significa ejemplo exactamente
        """
    ),
    linking=listed("de del para en con entre por al"),
    months=listed(
        """
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        """
    ),
    impersonal=frozenset(),
    neuter=frozenset(),
    drops_subject=True,
)

FRENCH = Words(
    openers=listed("et mais ou alors donc puis"),
    phrases=("quoi dautre", "qui dautre", "en est il", "et pour"),
    subjects=listed("il elle ils elles lui eux celui celle ceux celles"),
    possessives=listed("son sa ses leur leurs"),
    pointers=listed("là ensuite"),
    demonstratives=listed("cet cette ces tel telle"),
    bare=listed("cela ça ceci ce celui celle ceux celles même alors"),
    deixis=listed("année années mois semaine jour jours matin soir nuit siècle moment fois"),
    further=listed("autre autres encore davantage plus suivant suivante"),
    comparing=listed("que"),
    articles=listed("le la les un une des chaque"),
    helpers=listed(
        "a ont avait avaient est sont était étaient sera peut peuvent doit doivent fut furent"
    ),
    clauses=listed(
        """
        que quand si après avant parce pendant qui où et mais ou comme lorsque
        """
    ),
    adverbial=listed("où quand pourquoi comment qui combien"),
    empty=listed(
        """
        arrivé passé passe raison résultat cause conséquence nom nombre date prix signifie
        exemple exactement
        """
    ),
    linking=listed("de du des pour dans en avec entre à au sur"),
    months=listed(
        """
        janvier février mars avril mai juin juillet août septembre octobre novembre décembre
        """
    ),
    impersonal=listed("y possible vrai faut nécessaire pleut"),
    neuter=listed("il"),
    repeats_subject=True,
)

RUSSIAN = Words(
    openers=listed("а и но или тогда также"),
    phrases=("что насчет", "как насчет", "что еще", "кто еще", "где еще", "что с"),
    subjects=listed("он она оно они него нее них ему ей им ним ней нем ними его"),
    possessives=listed("его ее их"),
    pointers=listed("там туда оттуда тогда потом затем"),
    demonstratives=listed("этот эта эти этой этих этим этом эту такой такая такие данный данная"),
    bare=listed("это этого этому то того тому тот та те той тех том"),
    deixis=listed("год года году лет месяц месяце неделе неделя день дни утро вечер раз век"),
    further=listed("другие другой другая других другого еще дальше больше остальные следующий"),
    comparing=listed("чем"),
    articles=listed("каждый каждая любой любая"),
    helpers=listed("ли будет будут был была были может могут"),
    clauses=listed(
        """
        что когда если после перед потому пока который которая где и но или как чтобы
        """
    ),
    adverbial=listed("где когда почему зачем как кто куда откуда сколько"),
    empty=listed(
        """
        произошло случилось причина результат итог последствия название имя число дата цена
        сказал сказала сделал значит означает пример именно
        """
    ),
    linking=listed("для в на с между за из от по"),
    months=listed(
        """
        январь января январе февраль февраля феврале март марта марте апрель апреля апреле май мая
        мае июнь июня июне июль июля июле август августа августе сентябрь сентября сентябре
        октябрь октября октябре ноябрь ноября ноябре декабрь декабря декабре
        """
    ),
    impersonal=frozenset(),
    neuter=frozenset(),
    naming=listed("такой такая такое такие"),
    asking=listed("кто что"),
    drops_subject=True,
)

UKRAINIAN = Words(
    openers=listed("а і й та але або тоді також"),
    phrases=("що щодо", "як щодо", "що ще", "хто ще", "де ще", "що з"),
    subjects=listed("він вона воно вони нього неї них йому їй їм ним ній ньому ними його"),
    possessives=listed("його її їх їхній їхня їхнє їхні їхнього їхньої"),
    pointers=listed("там туди звідти тоді потім"),
    demonstratives=listed("цей ця ці цієї цих цим цю такий такі даний"),
    bare=listed("це цього цьому те того тому той та ті тієї тих"),
    deixis=listed("рік року році років місяць місяці тижні тиждень день дні ранок вечір раз"),
    further=listed("інші інший інша інших іншого ще далі більше решта наступний"),
    comparing=listed("ніж"),
    articles=listed("кожен кожна"),
    helpers=listed("чи буде будуть був була були може можуть"),
    clauses=listed("що коли якщо після перед бо поки який яка де і й та але або як щоб"),
    adverbial=listed("де коли чому навіщо як хто куди звідки скільки"),
    empty=listed(
        """
        сталося трапилося відбулося причина результат підсумок наслідки назва імя число дата ціна
        сказав сказала зробив означає приклад саме
        """
    ),
    linking=listed("для в у на з між за із від по"),
    months=listed(
        """
        січень січня січні лютий лютого лютому березень березня березні квітень квітня квітні
        травень травня травні червень червня червні липень липня липні серпень серпня серпні
        вересень вересня вересні жовтень жовтня жовтні листопад листопада листопаді грудень грудня
        грудні
        """
    ),
    impersonal=frozenset(),
    neuter=frozenset(),
    naming=listed("такий така таке такі"),
    asking=listed("хто що"),
    drops_subject=True,
)

WORDS = {
    "en": ENGLISH, "de": GERMAN, "es": SPANISH, "fr": FRENCH, "ru": RUSSIAN, "uk": UKRAINIAN,
}  # fmt: skip
