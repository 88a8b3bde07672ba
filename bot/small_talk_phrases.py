"""The phrases that are small talk, by language and kind, as people write them.

Left out on purpose is whatever may be a question to the documents: "more", "why", "what's new",
and the nouns for help, which in French, German, Russian, Spanish and Ukrainian also mean aid.
Letter case, accents, apostrophes, punctuation and drawn-out letters do not matter.
"""

from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "greeting": "hello; hi; hey; hiya; howdy; yo; good morning; good afternoon; good evening;"
        "good day; greetings; nice to meet you",
        "how_are_you": "how are you; how are you doing; how are you today; how are you doing today;"
        "how r u; hru;"
        "how is it going; hows it going; whats up; sup; how do you do",
        "thanks": "thanks; thank you; thank you very much; thank you so much; thanks a lot;"
        "thanks so much; many thanks; thanks a million; thx; thnx; thanx; tnx; ty; tysm; tyvm;"
        "cheers; much appreciated; i appreciate it; thanks for your help; thank you for your help;"
        "thanks for the help; thank you for the help; thanks for the answer; thank u;"
        "thank you for the answer; thank you for your answer; that helps; that helped;"
        "that was helpful; very helpful",
        "farewell": "bye; bye bye; goodbye; good bye; see you; see you later; see ya; cya;"
        "good night; have a nice day; have a good day; take care; farewell; ttyl",
        "about": "who are you; what are you; what can you do; what do you do; who made you;"
        "what is your name; whats your name; are you there; are you a bot; are you a robot;"
        "are you human; are you real; test; testing; ping; please; help; help me; please help;"
        "please help me; help please; help me please; can you help me; can you help;"
        "start; tell me a joke; how do you work",
        "yes_or_no": "yes; no; yep; yeah; yup; nope; nah; yes please; of course; not really",
        "acknowledgement": "ok; okay; okey; oki; okie; alright; all right; great; cool;"
        "nice; good; fine; got it; gotcha; i see; i got it; understood; perfect; awesome;"
        "excellent;"
        "amazing; wonderful; wow; interesting; sure; super; good job; great job; well done;"
        "nice work; nice one; never mind; nevermind; nvm; no problem; np; no worries; sorry;"
        "my bad; hm; hmm; oh; ah; aha; fair enough; sounds good; good to know; very good;"
        "very nice; that is great; thats great; that is good; thats good; makes sense",
        "laughter": "lol; lolz; lmao; rofl; xd",
    },
    "ru": {
        "greeting": "привет; приветик; приветствую; здравствуй; здравствуйте; здрасте; здарова;"
        "добрый день; доброе утро; добрый вечер; доброго дня; хай; всем привет; хеллоу",
        "how_are_you": "как дела; как твои дела; как ваши дела; как ты; как вы; как поживаешь;"
        "как поживаете; как жизнь",
        "thanks": "спасибо; большое спасибо; спасибо большое; огромное спасибо; спасибо огромное;"
        "спс; спасибки; пасиб; сенкс; благодарю; благодарю вас; спасибо за помощь; мерси;"
        "спасибо за ответ; большое спасибо за ответ",
        "farewell": "пока; пока пока; до свидания; до встречи; увидимся; всего хорошего;"
        "всего доброго; спокойной ночи; доброй ночи; хорошего дня; удачи; прощай",
        "about": "кто ты; ты кто; кто вы; вы кто; что ты умеешь; что ты можешь; что вы умеете;"
        "ты бот; ты робот; ты человек; как тебя зовут; помоги; помогите; помоги мне;"
        "что ты такое; как ты работаешь",
        "yes_or_no": "да; нет; неа; конечно; да нет",
        "acknowledgement": "ок; окей; оки; хорошо; понятно; все понятно; ясно; все ясно; понял;"
        "поняла; ладно; отлично; круто; класс; супер; здорово; прекрасно; угу; ага; ого; извини;"
        "извините; интересно; хм; не за что",
        "laughter": "лол; ржу",
    },
    "uk": {
        "greeting": "привіт; вітаю; вітання; доброго ранку; доброго дня; доброго вечора;"
        "добрий день; добрий ранок; добрий вечір; здоровенькі були; хай; усім привіт",
        "how_are_you": "як справи; як твої справи; як ваші справи; як ти; як ви; як життя;"
        "як ся маєш; як ся маєте",
        "thanks": "дякую; дуже дякую; дякую дуже; щиро дякую; красно дякую; дякс; дяк; дякую вам;"
        "дякую за допомогу; дякую за відповідь;"
        "дуже дякую за відповідь; спасибі; велике дякую",
        "farewell": "бувай; бувайте; до побачення; до зустрічі; па; па па; добраніч; на добраніч;"
        "гарного дня; на все добре; всього найкращого; щасливо",
        "about": "хто ти; ти хто; хто ви; ви хто; що ти вмієш; що ти можеш; що ви вмієте; ти бот;"
        "ти робот; ти людина; як тебе звати; допоможи; допоможіть; допоможи мені; як ти працюєш",
        "yes_or_no": "так; ні; авжеж; звісно; звичайно",
        "acknowledgement": "ок; окей; добре; зрозуміло; усе зрозуміло; ясно; зрозумів; зрозуміла;"
        "гаразд; чудово; круто; клас; супер; ага; угу; вибач; вибачте; цікаво; хм",
    },
    "de": {
        "greeting": "hallo; hi; hey; guten tag; guten morgen; guten abend; moin; moin moin; servus;"
        "grüß gott; grüezi; hallo zusammen",
        "how_are_you": "wie geht es dir; wie geht es ihnen; wie gehts; wie gehts dir;"
        "wie geht es euch",
        "thanks": "danke; vielen dank; danke schön; dankeschön; danke sehr; herzlichen dank;"
        "besten dank; tausend dank; danke dir; danke für die hilfe",
        "farewell": "tschüss; tschüß; auf wiedersehen; bis bald; bis dann; bis später; bis morgen;"
        "gute nacht; schönen tag noch; schönen abend noch; ciao; mach's gut",
        "about": "wer bist du; wer sind sie; was bist du; was kannst du; was können sie;"
        "bist du ein bot; bist du ein roboter; wie heißt du; hilf mir; kannst du mir helfen",
        "yes_or_no": "ja; nein; nee; jawohl; na klar",
        "acknowledgement": "ok; okay; gut; sehr gut; super; toll; prima; klasse; alles klar;"
        "verstanden; verstehe; in ordnung; perfekt; genau; stimmt; ach so; entschuldigung",
    },
    "es": {
        "greeting": "hola; buenos días; buen día; buenas tardes; buenas noches; buenas",
        "how_are_you": "qué tal; cómo estás; cómo está; cómo está usted; cómo te va; qué tal estás",
        "thanks": "gracias; muchas gracias; mil gracias; muchísimas gracias; gracias por la ayuda;"
        "gracias por tu ayuda",
        "farewell": "adiós; hasta luego; hasta pronto; hasta mañana; nos vemos; chao; chau",
        "about": "quién eres; qué eres; qué puedes hacer; qué sabes hacer; eres un bot;"
        "eres un robot; cómo te llamas; ayúdame; puedes ayudarme",
        "yes_or_no": "sí; no; claro que sí; por supuesto",
        "acknowledgement": "ok; vale; bien; muy bien; bueno; perfecto; entendido;"
        "de acuerdo; excelente; está bien; perdón; lo siento",
    },
    "fr": {
        "greeting": "bonjour; bonsoir; salut; coucou; hello; bonjour à tous",
        "how_are_you": "ça va; comment ça va; comment vas-tu; comment allez-vous; tu vas bien",
        "thanks": "merci; merci beaucoup; merci bien; grand merci; mille mercis; merci à vous;"
        "merci pour votre aide; merci pour ton aide",
        "farewell": "au revoir; à bientôt; à plus; à plus tard; à demain; bonne nuit;"
        "bonne journée; bonne soirée; adieu",
        "about": "qui es-tu; qui êtes-vous; tu es qui; que peux-tu faire; que sais-tu faire;"
        "tu es un bot; es-tu un robot; comment t'appelles-tu; aide-moi; aidez-moi",
        "yes_or_no": "oui; non; ouais; bien sûr",
        "acknowledgement": "ok; d'accord; très bien; parfait; super; génial; compris; entendu;"
        "bien; je vois; excellent; pardon; désolé; désolée",
        "laughter": "mdr; ptdr",
    },
}

ALONE = frozenset({"test", "testing", "ping", "please", "help", "start", "tell me a joke"})
"""Small talk only as a whole message, as folded: beside other words they mean something else."""

BOT_NAMES = frozenset({"footnote", "bot", "robot", "бот"})
"""How the bot is addressed after a phrase, as folded."""

COMPANY = frozenset({
    "there", "all", "everyone", "everybody", "again", "folks", "guys", "friend", "mate", "man",
    "снова", "всем", "еще", "знову", "усім", "всім", "nochmal", "nochmals", "amigo", "encore",
})  # fmt: skip
"""What else may follow a greeting, thanks or a farewell, as folded."""
