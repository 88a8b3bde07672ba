"""What the doctor learns from Telegram."""

import os
import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Access, Settings
from bot.telegram_app.checkup import look
from bot.wording import commands as wording
from corpus.errors import SettingError
from telegram_server import TelegramServer, profile
from telegram_server import server as server_module
from telegram_server.process import free_port
from telegram_server.values import Json, Params
from telegram_server.world import World


def settings(server: TelegramServer, **changes: object) -> Settings:
    own: dict[str, object] = {
        "telegram_bot_token": server.token,
        "telegram_api_base_url": server.url,
        "access": Access.OPEN,
    }
    return Settings.model_validate(own | changes)


def test_without_a_token_telegram_is_not_asked(server: TelegramServer) -> None:
    own = settings(server, telegram_bot_token=None)
    assert look(own, samples_only=False) == [(True, wording.NO_BOT_YET)]
    assert server.calls == []


@pytest.mark.parametrize("privacy", [True, False])
def test_a_bot_that_polls(server: TelegramServer, privacy: bool) -> None:
    server.world.privacy_mode = privacy
    server.world.inline_mode, server.world.guest_mode = privacy, not privacy
    assert look(settings(server), samples_only=False) == [
        (True, wording.bot_found("footnote_test_bot")),
        (True, wording.joins_groups(allowed=True)),
        (True, wording.hears_groups(everything=not privacy)),
        (True, wording.inline_mode(on=privacy)),
        (True, wording.guest_mode(on=not privacy)),
        (True, wording.updates_arrive(by_webhook=False)),
    ]


def test_a_bot_that_may_not_join_groups(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alone(world: World, params: Params) -> Json:
        me = profile.get_me(world, params)
        assert isinstance(me, dict)
        return {**me, "can_join_groups": False}

    monkeypatch.setitem(server_module.METHODS, "getMe", alone)
    assert (False, wording.joins_groups(allowed=False)) in look(
        settings(server), samples_only=False
    )


@pytest.mark.parametrize(
    ("access", "listed", "samples_only", "told"),
    [
        (None, "", False, True),
        (Access.ALLOWLIST, "", True, True),
        (None, "", True, False),
        (None, "7", False, False),
        (Access.OPEN, "", False, False),
    ],
)
def test_that_nobody_may_ask(
    server: TelegramServer, access: Access | None, listed: str, samples_only: bool, told: bool
) -> None:
    own = settings(server, access=access, admin_ids=listed)
    found = look(own, samples_only=samples_only)
    assert ((False, wording.NOBODY_MAY_ASK) in found) is told


@pytest.mark.parametrize(("owners", "told"), [("", True), ("7", False)])
def test_that_nobody_can_invite(server: TelegramServer, owners: str, told: bool) -> None:
    own = settings(server, access=Access.INVITE, allowed_ids="5", admin_ids=owners)
    found = look(own, samples_only=False)
    assert ((False, wording.NOBODY_CAN_INVITE) in found) is told


def test_a_refused_token(server: TelegramServer) -> None:
    with pytest.raises(SettingError, match="does not accept TELEGRAM_BOT_TOKEN"):
        look(settings(server, telegram_bot_token="1:wrong"), samples_only=False)


def test_webhook_settings_are_looked_at_first(server: TelegramServer) -> None:
    with pytest.raises(SettingError, match="WEBHOOK_URL"):
        look(settings(server, webhook_url="https://[bad"), samples_only=False)
    assert server.calls == []


def test_requests_go_through_the_proxy(server: TelegramServer) -> None:
    # Nobody knows this host: only the proxy, which the server plays, can answer for it.
    own = settings(
        server,
        telegram_api_base_url="http://telegram.invalid",
        telegram_proxy=SecretStr(server.url),
    )
    assert (True, wording.bot_found("footnote_test_bot")) in look(own, samples_only=False)


def test_the_doctor_tells_once_that_telegram_cannot_be_reached(
    server: TelegramServer, footnote_command: list[str], tmp_path: Path
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    done = subprocess.run(
        [*footnote_command, "doctor"],
        env={**os.environ, "TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_BASE_URL": address,
             "ACCESS": "allowlist"},
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.count(f"Telegram cannot be reached at {address}") == 1
    assert f"!!  {wording.NOBODY_MAY_ASK}" in done.stdout
    assert "again." not in done.stdout
    assert done.returncode == 1
