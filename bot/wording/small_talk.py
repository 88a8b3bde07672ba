"""What the bot says to small talk: briefly, in kind, and in the language of the small talk."""

from collections.abc import Mapping

from bot.small_talk import SmallTalk, Talk, small_talk

_REPLIES: Mapping[str, Mapping[Talk, str]] = {
    "en": {
        Talk.GREETING: "Hello. I answer questions from a set of documents, word for word, "
        "with the source of each passage. What would you like to know?",
        Talk.HOW_ARE_YOU: "I am a program, so always the same, but thank you for asking. "
        "What would you like to know?",
        Talk.THANKS: "You are welcome.",
        Talk.FAREWELL: "Goodbye.",
        Talk.ABOUT: "I am a program that answers questions from a set of documents, word for "
        "word, with the source of each passage. When they hold no answer, I say so.",
        Talk.YES_OR_NO: "I cannot tell what that is an answer to. Please ask a whole question.",
        Talk.ACKNOWLEDGEMENT: "All right. Ask me when you want to know more.",
        Talk.LAUGHTER: "Glad that you are amused. Is there anything you would like to know?",
        Talk.SIGNS: "I can read words only. What would you like to know?",
    },
    "ru": {
        Talk.GREETING: "Здравствуйте. Я отвечаю на вопросы дословными цитатами из документов "
        "и указываю источник. Что вы хотели бы узнать?",
        Talk.HOW_ARE_YOU: "Я программа, у меня всё по-прежнему, но спасибо, что спросили. "
        "Что вы хотели бы узнать?",
        Talk.THANKS: "Пожалуйста.",
        Talk.FAREWELL: "До свидания.",
        Talk.ABOUT: "Я программа, которая отвечает на вопросы дословными цитатами из документов "
        "и указывает источник. Если ответа в них нет, я так и говорю.",
        Talk.YES_OR_NO: "Не понимаю, к чему это относится. Задайте, пожалуйста, вопрос целиком.",
        Talk.ACKNOWLEDGEMENT: "Хорошо. Спрашивайте, если захотите узнать больше.",
        Talk.LAUGHTER: "Хорошо, что вам весело. Хотите что-нибудь узнать?",
        Talk.SIGNS: "Я читаю только слова. Что вы хотели бы узнать?",
    },
    "uk": {
        Talk.GREETING: "Вітаю. Я відповідаю на запитання дослівними цитатами з документів "
        "і вказую джерело. Що ви хотіли б дізнатися?",
        Talk.HOW_ARE_YOU: "Я програма, у мене все без змін, але дякую, що запитали. "
        "Що ви хотіли б дізнатися?",
        Talk.THANKS: "Прошу.",
        Talk.FAREWELL: "До побачення.",
        Talk.ABOUT: "Я програма, яка відповідає на запитання дослівними цитатами з документів "
        "і вказує джерело. Якщо відповіді в них немає, я так і кажу.",
        Talk.YES_OR_NO: "Не розумію, чого це стосується. Поставте, будь ласка, запитання повністю.",
        Talk.ACKNOWLEDGEMENT: "Добре. Питайте, якщо захочете дізнатися більше.",
        Talk.LAUGHTER: "Добре, що вам весело. Хочете щось дізнатися?",
        Talk.SIGNS: "Я читаю лише слова. Що ви хотіли б дізнатися?",
    },
    "de": {
        Talk.GREETING: "Guten Tag. Ich beantworte Fragen mit wörtlichen Zitaten aus Dokumenten "
        "und nenne die Quelle. Was möchten Sie wissen?",
        Talk.HOW_ARE_YOU: "Ich bin ein Programm, mir geht es immer gleich, aber danke der "
        "Nachfrage. Was möchten Sie wissen?",
        Talk.THANKS: "Gern geschehen.",
        Talk.FAREWELL: "Auf Wiedersehen.",
        Talk.ABOUT: "Ich bin ein Programm, das Fragen mit wörtlichen Zitaten aus Dokumenten "
        "beantwortet und die Quelle nennt. Steht dort keine Antwort, sage ich das.",
        Talk.YES_OR_NO: "Ich weiß nicht, worauf sich das bezieht. Bitte stellen Sie eine ganze "
        "Frage.",
        Talk.ACKNOWLEDGEMENT: "Gut. Fragen Sie, wenn Sie mehr wissen möchten.",
        Talk.LAUGHTER: "Schön, dass Sie lachen. Möchten Sie etwas wissen?",
        Talk.SIGNS: "Ich kann nur Wörter lesen. Was möchten Sie wissen?",
    },
    "es": {
        Talk.GREETING: "Hola. Respondo preguntas con citas literales de un conjunto de documentos "
        "e indico la fuente. ¿Qué le gustaría saber?",
        Talk.HOW_ARE_YOU: "Soy un programa, así que siempre igual, pero gracias por preguntar. "
        "¿Qué le gustaría saber?",
        Talk.THANKS: "De nada.",
        Talk.FAREWELL: "Adiós.",
        Talk.ABOUT: "Soy un programa que responde preguntas con citas literales de un conjunto de "
        "documentos e indica la fuente. Si no contienen la respuesta, lo digo.",
        Talk.YES_OR_NO: "No sé a qué responde eso. Haga, por favor, una pregunta completa.",
        Talk.ACKNOWLEDGEMENT: "De acuerdo. Pregunte cuando quiera saber más.",
        Talk.LAUGHTER: "Qué bien que le haga gracia. ¿Le gustaría saber algo?",
        Talk.SIGNS: "Solo puedo leer palabras. ¿Qué le gustaría saber?",
    },
    "fr": {
        Talk.GREETING: "Bonjour. Je réponds aux questions par des citations exactes d'un ensemble "
        "de documents, avec leur source. Que voulez-vous savoir ?",
        Talk.HOW_ARE_YOU: "Je suis un programme, donc toujours pareil, mais merci de demander. "
        "Que voulez-vous savoir ?",
        Talk.THANKS: "Je vous en prie.",
        Talk.FAREWELL: "Au revoir.",
        Talk.ABOUT: "Je suis un programme qui répond aux questions par des citations exactes d'un "
        "ensemble de documents, avec leur source. S'ils ne donnent pas la réponse, je le dis.",
        Talk.YES_OR_NO: "Je ne sais pas à quoi cela répond. Posez, s'il vous plaît, une question "
        "entière.",
        Talk.ACKNOWLEDGEMENT: "Très bien. Demandez-moi quand vous voudrez en savoir plus.",
        Talk.LAUGHTER: "Tant mieux si cela vous amuse. Voulez-vous savoir quelque chose ?",
        Talk.SIGNS: "Je ne lis que les mots. Que voulez-vous savoir ?",
    },
}


_UNKNOWN = SmallTalk(Talk.GREETING, "en")


def reply(text: str) -> str:
    """The sentences that answer ``text``; a greeting in English if it is no small talk."""
    said = small_talk(text) or _UNKNOWN
    return _REPLIES[said.language][said.talk]
