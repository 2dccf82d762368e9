"""What is known about one embedded server: its passwords and socket folder, kept 0600 in the data folder."""

import fcntl
import json
import os
import secrets
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from cheyuan.site.embedded.programs import can_enter, server_user

PATIENCE = 120.0
"""Seconds for which a start, or the wait for somebody else's start, is tried."""
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107
"""Bytes that the system allows for the path of a unix socket."""


class EmbeddedError(RuntimeError):
    """The embedded database cannot be started or used; the text says why in one line."""


@dataclass(frozen=True)
class Urls:
    """Addresses for libpq: the owner of the tables, the application role, and the bootstrap superuser."""

    owner: str = field(repr=False)
    app: str = field(repr=False)
    superuser: str = field(repr=False)


@dataclass(frozen=True)
class Facts:
    """The kept facts of one server."""

    super_password: str
    owner_password: str
    app_password: str
    socket: str = ""
    home: str = ""
    """The data folder the socket folder was chosen for: a copied data folder gets a socket of its own."""
    prepared: int = 0
    """Which version of ``bootstrap.prepare`` has been run."""


def _file(data: Path) -> Path:
    return data / "db.json"


def read(data: Path) -> Facts | None:
    """The facts kept in this data folder, None before the first start."""
    try:
        return Facts(**json.loads(_file(data).read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as broken:
        raise EmbeddedError(f"{_file(data)} is damaged: {broken}") from broken


def write(data: Path, facts: Facts) -> Facts:
    """Replace the kept facts in one step."""
    target = _file(data)
    fresh = target.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(asdict(facts), out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(target)
    return facts


def invent() -> Facts:
    """Fresh passwords."""
    return Facts(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(24))


def urls(facts: Facts, database: str = "cheyuan") -> Urls:
    """The addresses for these facts."""
    host = quote(facts.socket, safe="")

    def url(user: str, password: str) -> str:
        return f"postgresql://{user}:{quote(password, safe='')}@/{database}?host={host}"

    return Urls(
        owner=url("cheyuan_owner", facts.owner_password),
        app=url("cheyuan_app", facts.app_password),
        superuser=url("postgres", facts.super_password),
    )


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """One process at a time may create, start or stop this server."""
    handle = os.open(data / "db.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait_for(handle, data)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, data: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            if time.monotonic() > until:
                raise EmbeddedError(f"another process has been starting the database in {data} for 120 s") from held
            time.sleep(0.05)


def socket_folder(data: Path, facts: Facts) -> Facts:
    """A private folder for the socket: inside the data folder when the path is short enough and open to the server."""
    if facts.home == str(data) and _is_private(Path(facts.socket)):
        return facts
    inside = data / "sock"
    user = server_user()
    fits = len(os.fsencode(inside / SOCKET_NAME)) <= SOCKET_LIMIT
    if fits and (user is None or can_enter(data, user)):
        inside.mkdir(mode=0o700, exist_ok=True)
        chosen = inside
    else:
        chosen = Path(tempfile.mkdtemp(prefix="cheyuan-", dir="/tmp"))
    chosen.chmod(0o700)
    if user is not None:
        os.chown(chosen, user.pw_uid, user.pw_gid)
    return write(data, replace(facts, socket=str(chosen), home=str(data)))


def _is_private(folder: Path) -> bool:
    user = server_user()
    mine = os.geteuid() if user is None else user.pw_uid
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == mine and stat.S_IMODE(found.st_mode) == 0o700
