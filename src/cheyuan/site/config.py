"""What may differ between installations. Only this module reads the environment; it checks names and values."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from cheyuan.site import embedded

KNOWN = {
    "CHEYUAN_DATA": "data folder (default ./var)",
    "CHEYUAN_ENV": "production (default), development or test",
    "CHEYUAN_BIND": "address:port of the web server (default 127.0.0.1:8000)",
    "CHEYUAN_HOSTS": "host names answered, separated by commas (default: the loopback names)",
    "CHEYUAN_ORIGIN": "address of the pages as staff open them, https://…; passkeys belong to it (default on loopback: http://localhost:port)",
    "CHEYUAN_TLS_CERT": "certificate file for TLS without a proxy",
    "CHEYUAN_TLS_KEY": "key file for TLS without a proxy",
    "CHEYUAN_TRUSTED_PROXY": "1 when a proxy in front ends TLS and sets X-Forwarded-Proto",
    "CHEYUAN_WORKERS": "web processes (default 1)",
    "CHEYUAN_JOBS": "jobs at once in one worker process (default 4)",
    "CHEYUAN_DEMO": "1 for the demo: short passwords, no forced second factor",
    "CHEYUAN_SECRET_KEY": "secret of at least 32 characters (default: generated, kept in the data folder)",
    "CHEYUAN_FIELD_KEYS": "id:base64 of 32 bytes, separated by commas; the first one encrypts (default: generated)",
    "CHEYUAN_BACKUP_KEY": "base64 of 32 bytes that encrypts backups (default: generated)",
    "CHEYUAN_APP_DATABASE_URL": "address for web and workers (default: the owner's, as cheyuan_app)",
    "CHEYUAN_DB_ROLE": "app (default) or owner: as whom this process connects; set by commands that need the owner",
    "CHEYUAN_PROVIDERS": "name=address,…: where providers of messages listen instead (local doubles, an own mail server)",
    "CHEYUAN_WEATHER": "folder with JSON files of weather events, or the address of a weather service (https://…)",
    "CHEYUAN_WEATHER_KEY": "key that the weather service gave",
    "CHEYUAN_ENGINE": "where the night plan is computed: duckdb (default, in the process), postgres (in the database) or spark",
    "CHEYUAN_ENGINE_MEMORY": "memory that the embedded engine may take before it spills into the data folder (default 1GB)",
    "CHEYUAN_SPARK_MASTER": "address of the Spark cluster: spark://host:7077, yarn, k8s://…, or local[2] to try it",
    "CHEYUAN_SPARK_FOLDER": "folder that this machine and the cluster see under one name; tables travel through it as Parquet",
    "CHEYUAN_SPARK": "required: tests on a Spark cluster fail instead of being left out when there is no Java or pyspark",
    "CHEYUAN_SHARED": "folder with books and rules to try things out",
    "CHEYUAN_BROWSER": "required: browser tests fail instead of being left out when there is no browser",
}
"""Every variable with our prefix, and what it says."""
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


class ConfigError(SystemExit):
    """A setting is wrong. Nobody needs to catch it: the program ends with this one line and exit code 1."""

    def __init__(self, line: str) -> None:
        super().__init__(f"cheyuan: {line}")


@dataclass(frozen=True)
class Config:
    """All settings of this installation; ``load()`` makes it. Secrets never appear in its text form."""

    data: Path
    env: str
    bind: str
    hosts: tuple[str, ...]
    origin: str
    tls_cert: Path | None
    tls_key: Path | None
    trusted_proxy: bool
    workers: int
    jobs: int
    demo: bool
    shared: Path | None
    engine: str
    engine_memory: str
    spark_master: str
    spark_folder: Path | None
    providers: Mapping[str, str]
    weather: str
    weather_key: str = field(repr=False)
    db_role: str
    secret_key: str = field(repr=False)
    field_keys: Mapping[str, bytes] = field(repr=False)
    field_key_id: str
    backup_key: bytes = field(repr=False)
    database_url: str = field(repr=False)
    app_database_url: str = field(repr=False)

    @property
    def embedded(self) -> bool:
        """Is the database the one in the data folder?"""
        return not self.database_url

    @property
    def loopback(self) -> bool:
        """Does the web server listen to this machine only?"""
        return _is_loopback(self.bind)

    @property
    def safe_bind(self) -> bool:
        """May the web server listen there: on loopback, or with TLS, or behind a trusted proxy?"""
        return self.loopback or self.trusted_proxy or bool(self.tls_cert and self.tls_key)

    def owner_url(self) -> str:
        """Address as owner of the tables, for migrations; starts the embedded database when it is not running."""
        return self.database_url or embedded.ensure(self.data).owner

    def app_url(self) -> str:
        """Address as the application role, which row-level security binds; starts the embedded database too."""
        if self.embedded:
            return embedded.ensure(self.data).app
        return self.app_database_url or _as_app(self.database_url, self.app_password)

    def url(self) -> str:
        """The address for this process's own role (``CHEYUAN_DB_ROLE``)."""
        return self.owner_url() if self.db_role == "owner" else self.app_url()

    @property
    def app_password(self) -> str:
        """The application role's password on an outside server, unless CHEYUAN_APP_DATABASE_URL says another."""
        if self.app_database_url:
            return urlsplit(self.app_database_url).password or ""
        return hmac.new(self.secret_key.encode(), b"database role cheyuan_app", hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def load() -> Config:
    """The settings of this process, read once; ends the program with one line when a name or value is wrong."""
    return read(os.environ)


def read(env: Mapping[str, str]) -> Config:
    """The settings that ``env`` says; files for generated secrets are made in the data folder when they are missing."""
    _check_names(env)
    data = Path(env.get("CHEYUAN_DATA") or "var").resolve()
    bind = _bind(env.get("CHEYUAN_BIND") or "127.0.0.1:8000")
    keys = _field_keys(env.get("CHEYUAN_FIELD_KEYS") or _kept(data, "field.keys", _new_field_key))
    return Config(
        data=data,
        env=_choice(env, "CHEYUAN_ENV", ("production", "development", "test")),
        bind=bind,
        hosts=_hosts(env),
        origin=_origin(env, bind),
        tls_cert=_file(env, "CHEYUAN_TLS_CERT"),
        tls_key=_file(env, "CHEYUAN_TLS_KEY"),
        trusted_proxy=_flag(env, "CHEYUAN_TRUSTED_PROXY"),
        workers=_number(env, "CHEYUAN_WORKERS", 1),
        jobs=_number(env, "CHEYUAN_JOBS", 4),
        demo=_flag(env, "CHEYUAN_DEMO"),
        shared=_file(env, "CHEYUAN_SHARED"),
        engine=_engine(env),
        engine_memory=_memory(env),
        spark_master=_spark(env),
        spark_folder=_file(env, "CHEYUAN_SPARK_FOLDER"),
        weather=_weather(env),
        weather_key=env.get("CHEYUAN_WEATHER_KEY") or "",
        providers=_providers(env.get("CHEYUAN_PROVIDERS") or ""),
        db_role=_choice(env, "CHEYUAN_DB_ROLE", ("app", "owner")),
        secret_key=_secret(env.get("CHEYUAN_SECRET_KEY") or _kept(data, "secret.key", _new_secret)),
        field_keys=keys,
        field_key_id=next(iter(keys)),
        backup_key=_key("CHEYUAN_BACKUP_KEY", env.get("CHEYUAN_BACKUP_KEY") or _kept(data, "backup.key", _new_key)),
        database_url=_url(env, "DATABASE_URL"),
        app_database_url=_url(env, "CHEYUAN_APP_DATABASE_URL"),
    )


def _check_names(env: Mapping[str, str]) -> None:
    unknown = sorted(name for name in env if name.startswith("CHEYUAN_") and name not in KNOWN)
    if unknown:
        raise ConfigError(f"unknown setting {unknown[0]} in the environment; known are {', '.join(KNOWN)}")


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = env.get(name) or choices[0]
    if value not in choices:
        raise ConfigError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = (env.get(name) or "0").lower()
    if value not in ("0", "1", "true", "false", "yes", "no"):
        raise ConfigError(f"{name} must be 1 or 0, not {value!r}")
    return value in ("1", "true", "yes")


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 64:
        raise ConfigError(f"{name} must be a whole number from 1 to 64, not {value!r}")
    return int(value)


def _file(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name)
    if not value:
        return None
    if not Path(value).exists():
        raise ConfigError(f"{name} names {value}, which does not exist")
    return Path(value).resolve()


def _bind(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise ConfigError(f"CHEYUAN_BIND must look like 127.0.0.1:8000, not {value!r}")
    return value


def _providers(text: str) -> dict[str, str]:
    """``name=address`` pairs; an address begins with https://, http:// or smtp://."""
    named = [part.strip().partition("=") for part in text.split(",") if part.strip()]
    for name, _, address in named:
        if not name or urlsplit(address).scheme not in ("https", "http", "smtp"):
            raise ConfigError(f"CHEYUAN_PROVIDERS must look like smtp=smtp://127.0.0.1:2525, not {name}={address!r}")
    return {name: address for name, _, address in named}


def _weather(env: Mapping[str, str]) -> str:
    """A folder that exists, or the address of a service; http only where CHEYUAN_PROVIDERS names a local double."""
    value = env.get("CHEYUAN_WEATHER") or ""
    if not value or urlsplit(value).scheme == "https":
        return value
    return str(_file(env, "CHEYUAN_WEATHER"))


def _engine(env: Mapping[str, str]) -> str:
    """A cluster needs its address."""
    name = _choice(env, "CHEYUAN_ENGINE", ("duckdb", "postgres", "spark"))
    if name == "spark" and not env.get("CHEYUAN_SPARK_MASTER"):
        raise ConfigError("CHEYUAN_ENGINE=spark needs the cluster's address in CHEYUAN_SPARK_MASTER")
    return name


def _memory(env: Mapping[str, str]) -> str:
    value = env.get("CHEYUAN_ENGINE_MEMORY") or "1GB"
    if not re.fullmatch(r"[1-9][0-9]{0,4}(MB|GB)", value):
        raise ConfigError(f"CHEYUAN_ENGINE_MEMORY must look like 800MB or 4GB, not {value!r}")
    return value


def _spark(env: Mapping[str, str]) -> str:
    value = env.get("CHEYUAN_SPARK_MASTER") or ""
    if value and not re.fullmatch(r"spark://\S+:\d+|k8s://\S+|yarn|local(\[(\d+|\*)\])?", value):
        raise ConfigError(f"CHEYUAN_SPARK_MASTER must look like spark://host:7077, yarn or k8s://…, not {value!r}")
    return value


def _is_loopback(bind: str) -> bool:
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(env: Mapping[str, str]) -> tuple[str, ...]:
    named = tuple(part.strip() for part in (env.get("CHEYUAN_HOSTS") or "").split(",") if part.strip())
    if "*" in named:
        raise ConfigError("CHEYUAN_HOSTS must name hosts; * would answer any")
    return named + LOOPBACK_HOSTS


def _origin(env: Mapping[str, str], bind: str) -> str:
    """``https://name``; a browser makes no passkey for a number such as 127.0.0.1, and without TLS only for localhost."""
    value = (env.get("CHEYUAN_ORIGIN") or "").rstrip("/")
    if not value:
        return f"http://localhost:{bind.rpartition(':')[2]}" if _is_loopback(bind) else ""
    found = re.fullmatch(r"(https?)://([a-z0-9.-]+)(:[0-9]{1,5})?", value.lower())
    scheme, name = found.group(1, 2) if found else ("", "")
    if _is_number(name) or (scheme != "https" and (scheme, name) != ("http", "localhost")):
        raise ConfigError(f"CHEYUAN_ORIGIN must look like https://cheyuan.example.com, not {value!r}")
    return value.lower()


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def _url(env: Mapping[str, str], name: str) -> str:
    value = env.get(name) or ""
    if value and urlsplit(value).scheme not in ("postgresql", "postgres"):
        raise ConfigError(f"{name} must begin with postgresql:// (PostgreSQL 15 or newer is the only database)")
    return value


def _as_app(url: str, password: str) -> str:
    parts = urlsplit(url)
    where = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"cheyuan_app:{quote(password, safe='')}@{where}"))


def _secret(value: str) -> str:
    if len(value) < 32:
        raise ConfigError("CHEYUAN_SECRET_KEY must have at least 32 characters")
    return value


def _field_keys(text: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        name, colon, value = part.strip().partition(":")
        if not colon or not name.isalnum() or len(name) > 8 or name in keys:
            raise ConfigError("CHEYUAN_FIELD_KEYS must look like id:base64,id:base64 with different short ids")
        keys[name] = _key("CHEYUAN_FIELD_KEYS", value)
    return keys


def _key(name: str, value: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ConfigError(f"{name} must hold 32 bytes in base64")
    return key


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _new_field_key() -> str:
    return f"k{time.strftime('%y%m%d')}:{_new_key()}"


def _kept(data: Path, name: str, make: Callable[[], str]) -> str:
    """A generated secret, 0600 in ``data``/keys; the first process that asks makes it, backups leave it out."""
    target = data / "keys" / name
    try:
        if target.exists():
            return target.read_text().strip()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f"{name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(make() + "\n")
        with suppress(FileExistsError):
            os.link(draft, target)
        draft.unlink()
        return target.read_text().strip()
    except OSError as wrong:
        raise ConfigError(f"cannot keep {target}: {wrong.strerror}") from wrong
