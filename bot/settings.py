"""Settings, from the environment and from ``.env``. No other module reads the environment."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SettingError

BUNDLED_MODEL = "all-MiniLM-L6-v2"


class Access(StrEnum):
    """Who may ask the bot in Telegram."""

    ALLOWLIST = "allowlist"
    OPEN = "open"
    INVITE = "invite"


def sample_articles() -> Path:
    """The folder of the articles that come with Footnote."""
    return Path(str(files("corpus").joinpath("articles")))


class Settings(BaseSettings):
    """Every setting, with its default. ``.env.example`` lists the same keys; a test compares."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    documents_dir: Path = Field(default_factory=sample_articles)
    data_dir: Path = Path("data")
    embedding_model: str = BUNDLED_MODEL
    reranker_model: str | None = None
    max_file_mb: int = Field(default=50, ge=1)
    follow_ups: bool = True
    allow_private_addresses: bool = False

    telegram_bot_token: SecretStr | None = None
    telegram_api_base_url: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    access: Access | None = None
    allowed_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    keep_questions_days: int = Field(default=0, ge=0, le=365)
    log_level: str = "INFO"

    @field_validator("documents_dir", "data_dir")
    @classmethod
    def _home(cls, value: Path) -> Path:
        try:
            return value.expanduser()
        except RuntimeError:
            raise ValueError("there is no home folder of the user behind the ~") from None

    @field_validator("embedding_model", "reranker_model")
    @classmethod
    def _model(cls, value: str | None) -> str | None:
        # Only checked: the index remembers the model by the name that was given.
        cls._home(Path(value or ""))
        return value

    @field_validator("allowed_ids", "admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(value.replace(",", " ").split())
        return value

    @field_validator("telegram_api_base_url")
    @classmethod
    def _server(cls, value: str) -> str:
        if not _is_address(value, {"http", "https"}):
            raise ValueError("write an address such as http://127.0.0.1:8081")
        return value

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy(cls, value: SecretStr | None) -> SecretStr | None:
        schemes = {"http", "https", "socks5", "socks5h"}
        if value is not None and not _is_address(value.get_secret_value(), schemes):
            raise ValueError("write an address such as socks5://127.0.0.1:9050")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        level = value.upper()
        if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return level


def _is_address(text: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an impossible port or IPv6 address, which its message would repeat
        return False


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingError: ``.env`` cannot be read, or some setting makes no sense: it names each, and
            why. Values are not repeated: one of them may be the token.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()
        )
        message = f"Please correct these settings (environment or .env): {faults}."
        raise SettingError(message) from None
    except UnicodeDecodeError:
        raise SettingError("The file .env is not in UTF-8. Save it in that encoding.") from None
    except OSError as error:
        raise SettingError(
            f"The file .env cannot be read: {error.strerror}. Check its permissions."
        ) from None
