"""Settings that cannot be followed."""

from e2e.bad_input.scene import Scene, Scenes, lock, without_privilege
from telegram_server import TelegramServer

SETTINGS = Scenes()


@SETTINGS.scene("doctor-locked-data")
def _(place: Scene) -> None:
    lock(place, place.data)
    place.environment["DATA_DIR"] = str(place.data / "inside")
    place.arguments = ["doctor"]


@SETTINGS.scene("doctor-data-file")
def _(place: Scene) -> None:
    place.environment["DATA_DIR"] = str(place.documents / "talks.txt")
    place.arguments = ["doctor"]


@SETTINGS.scene("bad-setting")
def _(place: Scene) -> None:
    place.environment["MAX_FILE_MB"] = "many"


@SETTINGS.scene("json-bad-setting")
def _(place: Scene) -> None:
    place.environment["MAX_FILE_MB"] = "many"
    place.arguments = ["ask", "--json", "Where did they meet?"]


@SETTINGS.scene("unknown-home")
def _(place: Scene) -> None:
    place.environment["DOCUMENTS_DIR"] = "~nobody-of-this-name/news"


@SETTINGS.scene("binary-env")
def _(place: Scene) -> None:
    (place.documents.parent / ".env").write_bytes("DATA_DIR=Ordner für Daten".encode("latin-1"))


@SETTINGS.scene("unreadable-env")
def _(place: Scene) -> None:
    file = place.documents.parent / ".env"
    file.write_text("DATA_DIR=elsewhere\n")
    without_privilege(place)
    file.chmod(0)


@SETTINGS.scene("bad-webhook")
def _(place: Scene) -> None:
    place.environment |= {"TELEGRAM_BOT_TOKEN": "1:token", "WEBHOOK_URL": "https://[bad"}
    place.arguments = ["telegram"]


@SETTINGS.scene("missing-token")
def _(place: Scene) -> None:
    place.arguments = ["telegram"]


@SETTINGS.scene("wrong-token")
def _(place: Scene) -> None:
    server = TelegramServer()
    server.start()
    place.held.append(server.stop)
    place.environment |= {
        "TELEGRAM_BOT_TOKEN": "1:wrong",
        "TELEGRAM_API_BASE_URL": server.url,
    }
    place.arguments = ["telegram"]
