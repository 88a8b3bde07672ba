"""Questions, options and names that lead nowhere."""

import shutil

from e2e.bad_input.documents import DOCUMENTS
from e2e.bad_input.scene import Scene, Scenes

QUESTIONS = Scenes()


@QUESTIONS.scene("empty-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", ""]


@QUESTIONS.scene("emoji-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "🤔🤔"]


@QUESTIONS.scene("punctuation-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "?!…"]


@QUESTIONS.scene("long-question")
def _(place: Scene) -> None:
    place.arguments = ["ask", "How do I bake a loaf of bread?".ljust(10_000, "x")]


@QUESTIONS.scene("unknown-source")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--source", "The Moon"]


@QUESTIONS.scene("bad-date")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--since", "yesterday"]


@QUESTIONS.scene("bad-top")
def _(place: Scene) -> None:
    place.arguments = ["ask", "Where did they meet?", "--top", "0"]


@QUESTIONS.scene("unknown-document")
def _(place: Scene) -> None:
    place.arguments = ["show", "no-such.txt"]


@QUESTIONS.scene("unknown-paragraph")
def _(place: Scene) -> None:
    place.arguments = ["show", "talks.txt#99"]


@QUESTIONS.scene("huge-paragraph")
def _(place: Scene) -> None:
    place.arguments = ["show", "talks.txt#" + "9" * 5_000]


@QUESTIONS.scene("verify-other-folder")
def _(place: Scene) -> None:
    DOCUMENTS["other-folder"](place)
    place.arguments = ["verify"]


@QUESTIONS.scene("verify-missing-folder")
def _(place: Scene) -> None:
    shutil.rmtree(place.documents)
    place.arguments = ["verify"]
