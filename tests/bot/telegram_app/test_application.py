from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.settings import Settings
from bot.telegram_app.application import ALLOWED_UPDATES, build_application
from bot.telegram_app.life import BotApplication
from bot.telegram_app.storage import storage_in
from bot.telegram_app.tables import open_database
from bot.telegram_app.wire.webhook import Webhook, webhook_from
from corpus.database import Database
from corpus.errors import SettingError
from hand_made import FakeAnswerer, empty_library, no_web
from telegram_server.samples import updates
from telegram_server.schema import Schema

TOKEN = "7000000001:AAfakeFAKE-fake_FAKE"
HOOK = "https://bot.example.org/hook/7"
SECRET = "0123456789-abcde"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.chdir(tmp_path)
    with closing(open_database(Settings().data_dir)) as opened:
        yield opened


def settings(**changes: object) -> Settings:
    return Settings.model_validate({"telegram_bot_token": TOKEN, **changes})


def build(own: Settings, database: Database) -> BotApplication:
    return build_application(
        own,
        FakeAnswerer(),
        storage_in(database, own),
        samples_only=lambda: True,
        library=empty_library(Path("documents"), Path("data")),
        open_adding=no_web,
    )


def test_the_token_is_in_no_repr(database: Database) -> None:
    application = build(settings(), database)
    shown = repr([application, application.bot, application.updater, settings()])
    assert "AAfake" not in shown


def test_servers_and_proxies(database: Database) -> None:
    own = settings(
        telegram_api_base_url="http://127.0.0.1:8081/",
        telegram_proxy=SecretStr("socks5://user:pass@127.0.0.1:9050"),
    )
    bot = build(own, database).bot
    assert bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"


@pytest.mark.parametrize("token", ["no colon", "1:", ":abc", "1:abc/../x", "1:abc def", "1:é"])
def test_what_cannot_be_a_token(database: Database, token: str) -> None:
    with pytest.raises(SettingError, match="does not look like a token") as refusal:
        build(settings(telegram_bot_token=token), database)
    assert token not in str(refusal.value)


def test_polling_is_the_default() -> None:
    assert webhook_from(settings(webhook_secret=SECRET)) is None


@pytest.mark.parametrize(
    ("listen", "webhook"),
    [
        ("127.0.0.1:8443", Webhook(HOOK, "hook/7", SECRET, "127.0.0.1", 8443)),
        ("[::1]:80", Webhook(HOOK, "hook/7", SECRET, "::1", 80)),
        ("unix:/run/footnote.sock", Webhook(HOOK, "hook/7", SECRET, socket="/run/footnote.sock")),
    ],
)
def test_webhook(listen: str, webhook: Webhook) -> None:
    own = settings(webhook_url=HOOK, webhook_listen=listen, webhook_secret=SECRET)
    assert webhook_from(own) == webhook


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"webhook_url": "bot.example.org"}, "WEBHOOK_URL"),
        ({"webhook_url": "ftp://bot.example.org/"}, "WEBHOOK_URL"),
        ({"webhook_secret": None}, "WEBHOOK_SECRET"),
        ({"webhook_secret": "short"}, "WEBHOOK_SECRET"),
        ({"webhook_secret": "x" * 257}, "WEBHOOK_SECRET"),
        ({"webhook_secret": "0123456789 abcdef"}, "WEBHOOK_SECRET"),
        ({"webhook_listen": "8443"}, "WEBHOOK_LISTEN"),
        ({"webhook_listen": "localhost:http"}, "WEBHOOK_LISTEN"),
        ({"webhook_listen": "localhost:70000"}, "WEBHOOK_LISTEN"),
        ({"webhook_listen": "unix:"}, "WEBHOOK_LISTEN"),
    ],
)
def test_webhook_settings_that_make_no_sense(changes: dict[str, object], named: str) -> None:
    sound: dict[str, object] = {"webhook_url": HOOK, "webhook_secret": SECRET}
    with pytest.raises(SettingError, match=named):
        webhook_from(settings(**{**sound, **changes}))


def test_what_is_asked_for_is_what_has_a_handler(database: Database) -> None:
    application = build(settings(), database)
    handlers = [handler for group in application.handlers.values() for handler in group]
    handled = set()
    for number, (kind, sample) in enumerate(updates(Schema.load())):
        update = Update.de_json({"update_id": number, **sample}, application.bot)
        if any(handler.check_update(update) not in (None, False) for handler in handlers):
            handled.add(kind)
    assert handled == set(ALLOWED_UPDATES)
