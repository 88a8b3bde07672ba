"""Settings, from the environment and from ``.env``. No other module reads the environment."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import SettingError

BUNDLED_MODEL = "all-MiniLM-L6-v2"


class Access(StrEnum):
    """Who may ask the bot in Telegram."""

    ALLOWLIST = "allowlist"
    OPEN = "open"


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
    max_file_mb: int = Field(default=50, ge=1)

    telegram_bot_token: SecretStr | None = None
    telegram_api_base_url: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    access: Access | None = None
    allowed_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    log_level: str = "INFO"

    @field_validator("allowed_ids", "admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(value.replace(",", " ").split())
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        level = value.upper()
        if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return level


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingError: names each setting that makes no sense, and why. Values are not repeated:
            one of them may be the token.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = "; ".join(
            f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()
        )
        message = f"Please correct these settings (environment or .env): {faults}."
        raise SettingError(message) from None
