"""Settings: their defaults, their faults, and the secrets among them."""

import re
import traceback
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings, sample_articles
from corpus.errors import SettingError

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456:ABCDEFghijklmnop"


def example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))


def test_the_example_lists_every_setting_and_no_other() -> None:
    assert set(example()) == {name.upper() for name in Settings.model_fields}


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATA_DIR")
    defaults = Settings()
    for key, value in example().items():
        default = getattr(defaults, key.lower())
        if value:
            assert str(default) == value, key
        else:
            assert default in (None, frozenset(), sample_articles()), key


def test_the_example_as_it_is_gives_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATA_DIR")
    monkeypatch.setitem(Settings.model_config, "env_file", EXAMPLE)
    from_example = Settings()
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    assert from_example == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_FILE_MB", "0"),
        ("ACCESS", "everybody"),
        ("ALLOWED_IDS", "1, two"),
        ("LOG_LEVEL", "LOUD"),
        ("TELEGRAM_API_BASE_URL", "localhost:8081"),
        ("TELEGRAM_API_BASE_URL", "https://"),
        ("TELEGRAM_API_BASE_URL", "http://[bad"),
        ("TELEGRAM_PROXY", "127.0.0.1:9050"),
    ],
)
def test_a_fault_names_the_setting(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        load_settings()


@pytest.mark.parametrize("name", ["DOCUMENTS_DIR", "DATA_DIR", "EMBEDDING_MODEL"])
def test_nobodys_home_is_a_fault(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "~nobody-of-this-name/x")
    with pytest.raises(SettingError, match=name):
        load_settings()


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DOCUMENTS_DIR", "~/news")
    monkeypatch.setenv("DATA_DIR", "~/footnote")
    settings = load_settings()
    assert settings.documents_dir == tmp_path / "news"
    assert settings.data_dir == tmp_path / "footnote"


def test_ids_are_separated_by_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_IDS", "1, 2 -1003")
    assert load_settings().allowed_ids == {1, 2, -1003}


def test_secrets_stay_out_of_reprs_and_tracebacks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET"):
        monkeypatch.setenv(name, TOKEN)
    monkeypatch.setenv("TELEGRAM_PROXY", f"http://{TOKEN}@127.0.0.1:3128")
    settings = load_settings()
    assert TOKEN not in repr(settings) + str(settings) + str(settings.model_dump())
    monkeypatch.setenv("MAX_FILE_MB", TOKEN)
    with pytest.raises(SettingError) as caught:
        load_settings()
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://ada:{}@127.0.0.1:1",
        "ada:{}@127.0.0.1:1",
        "http://ada:{}@",
        "http://ada:{}/half@127.0.0.1:1",
        "http://ada:{}@127.0.0.1:99999",
        "http://ada:{}@[bad",
    ],
)
def test_a_wrong_proxy_is_refused_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY", address.format("pass-PASS_word"))
    with pytest.raises(SettingError, match="TELEGRAM_PROXY") as caught:
        load_settings()
    assert "pass-PASS" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h"])
def test_proxies(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("TELEGRAM_PROXY", f"{scheme}://ada:secret@proxy.example.org:1080")
    proxy = load_settings().telegram_proxy
    assert proxy is not None
    assert proxy.get_secret_value().startswith(scheme)


def test_the_samples_are_the_default() -> None:
    assert Settings().documents_dir == sample_articles()
    assert len(list(sample_articles().glob("*.md"))) == 10
