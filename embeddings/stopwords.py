"""Words that no passage is about, by language: function words and question words.

They are written as the analyzer folds them: small letters, no apostrophe, ``е`` for ``ё``. The
lists are short on purpose: a word that is missing here costs a little speed, a word too many costs
answers.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOPWORDS = {
    "en": _listed(
        """
        a about above after again all also am an and any are arent as at be because been before
        being below between both but by can cannot cant could couldnt d did didnt do does doesnt
        doing dont each few for from further had hadnt has hasnt have havent having he hed hell her
        here hers herself hes him himself his how i id if ill im in into is isnt it its itself ive
        just ll m may me might mine more most must my myself nor not of off on once only or other
        our ours ourselves out over own re s same shall she shes should shouldnt so some such t
        than that thats the their theirs them themselves then there theres these they theyre this
        those through to too until up upon us ve very was wasnt we were werent what whats when
        where whether which while who whom whos whose why will with wont would wouldnt yet you your
        yours yourself tell please
        """
    ),
    "ru": _listed(
        """
        а без более бы был была были было быть в вам вас весь вместе во вот все всего всей всем
        всеми всех всю вся вы где да даже для до его ее ей ему если есть еще ж же за здесь зачем и
        из или им ими их к как какая какие каким каких какого какое какой каком какому какую ко
        когда кого кому которая которого которое которой котором которую которые который которых
        кто куда ли либо между меня мне мной мы на над нам нами нас наш не него нее ней нем нет ни
        ним них но ну о об обо однако он она они оно от откуда очень по под после потому почему при
        про с сам сама сами само свое своего своей свои своим своих свой свою себе себя сколько со
        собой так также такая такие такого такое такой там те тебе тебя тем то тоже того той только
        том тот ту ты тут у уже хотя чего чей чем чему через что чтобы чье чьи чья эта эти этим
        этих это этого этой этом этому этот эту я расскажи скажи пожалуйста
        """
    ),
    "uk": _listed(
        """
        а або адже але б без би буде будуть був була були було бути в вам вас вже ви від він вона
        вони воно все всі вся де для до дуже є ж же з за звідки зі і із інша інші й його йому кого
        кому коли котра котрий куди ким ласка лише мене мені між мною можна моя ми на над навіть
        нам нас наш не нас ні ній ним них но ну о об обидва однак ось от під по після про при саме
        свого своє своєї свої своїх свою себе скажи скільки так така такий такі також там та те
        тебе тим тих то тобі того той тільки тому тут ти у усе усі хоча хто це цей цим цих цього
        цьому ця ці цю чи чий чиє чия через чого чому що щоб щодо я яка яке який яким яких якого
        якої якому які яку якщо як її їй їм їх їхній розкажи
        """
    ),
    "de": _listed(
        """
        aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da
        damit dann das dass dein dem den denn der des dessen deren dich die dies diese diesem
        diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas
        euch euer für gegen hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre
        ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jene kann kannst kein
        keine keinem keinen keiner können könnte man mein mich mir mit muss nach nicht noch nun nur
        ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so solche soll sollte
        sondern sonst über um und uns unser unter viel vom von vor wann war waren warum warst was
        wegen weil welche welchem welchen welcher welches wem wen wenn wer werde werden wessen wie
        wieder wieso will wir wird wo woher wohin worden worüber wurde wurden würde würden zu zum
        zur zwischen bitte
        """
    ),
    "es": _listed(
        """
        a al algo algún alguna algunas alguno algunos ante antes aquel aquella así aún aunque cada
        como cómo con contra cual cuál cuales cuáles cuando cuándo cuanta cuánta cuanto cuánto
        cuántas cuántos de del desde donde dónde dos durante e el él ella ellas ellos en entre era
        eran eres es esa esas ese eso esos esta está están estaba estas este esto estos fue fueron
        ha había habían han hasta hay he la las le les lo los más me mi mis mucho muy nada ni no
        nos nosotros nuestra nuestro o os otra otro para pero por porque porqué qué que quién quien
        quienes quiénes se sea según ser si sí sido sin sobre son su sus también tan tanto te tiene
        tienen todo todos tras tu tú un una unas uno unos usted y ya yo dime
        """
    ),
    "fr": _listed(
        """
        à a ai ainsi alors après au aucun aucune aujourdhui auquel aussi autre aux avait avant avec
        avoir car ce ceci cela celle celles celui ces cet cette ceux chez ci combien comme comment
        dans de depuis des dont donc du elle elles en encore entre es est et étaient était été être
        eu eux fait furent fut il ils je la là laquelle le lequel les lesquelles lesquels leur leurs
        lors lui ma mais me même mes moi mon ne ni non nos notre nous on ont ou où par parce pas
        pendant peu peut plus pour pourquoi quand que quel quelle quelles quels qui quoi sa sans se
        sera ses si son sont sous sur ta te tes toi ton tous tout toute toutes très tu un une vers
        vos votre vous y
        """
    ),
}
