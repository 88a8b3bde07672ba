import logging
from collections.abc import Iterator

import pytest

from bot.telegram_app import logs

TOKEN = "7000000001:AAfakeFAKE-fake_FAKE"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
    logging.getLogger("telegram.ext.Updater").filters.clear()


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_the_token_is_nowhere(capsys: pytest.CaptureFixture[str], level: str) -> None:
    logs.configure(level, [TOKEN, "hook-secret-0123456"])
    log = logging.getLogger("bot.anything")
    log.warning("asked %s with %s", f"https://api.telegram.org/bot{TOKEN}/getMe", {"t": TOKEN})
    log.warning("only the secret half: %s, and hook-secret-0123456", TOKEN.partition(":")[2])
    error = ValueError(f"bad address .../bot{TOKEN}/")
    log.error("failed %s", TOKEN, exc_info=error, stack_info=True)
    logging.getLogger("httpx").warning("POST bot%s", TOKEN)
    logging.getLogger("telegram.ext.Updater").error("at %s", TOKEN)
    logging.getLogger("telegram.ext.Updater").critical("at %s", TOKEN)
    written = capsys.readouterr().err
    assert "AAfake" not in written
    assert "hook-secret" not in written
    assert written.count("[hidden]") >= 7
    assert "ValueError: bad address" in written


def test_libraries_do_not_chatter(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", [TOKEN])
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/...")
    logging.getLogger("telegram.ext").error("Network Retry Loop")
    logging.getLogger("faiss.loader").info("Loading faiss.")
    logging.getLogger("bot.telegram_app").info("@footnote_bot is ready")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("INFO bot.telegram_app @footnote_bot is ready")


@pytest.mark.parametrize("level", ["DEBUG", "ERROR"])
def test_what_was_sent_is_nowhere(capsys: pytest.CaptureFixture[str], level: str) -> None:
    logs.configure(level, [TOKEN])
    logs.configure(level, [TOKEN])  # as often as it likes
    error = TypeError("a question of Ada's")
    for name in ("telegram.ext.Updater", "telegram.ext.ExtBot", "telegram.Bot"):
        log = logging.getLogger(name)
        log.critical("Received data was %r", "a question of Ada's", exc_info=error)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("An update cannot be read, and is not processed.")


def test_an_alias_does_not_tell_the_id() -> None:
    assert logs.alias(5_000_000_001) == logs.alias(5_000_000_001)
    assert logs.alias(5_000_000_001) != logs.alias(5_000_000_002)
    assert "5000000001" not in logs.alias(5_000_000_001)
