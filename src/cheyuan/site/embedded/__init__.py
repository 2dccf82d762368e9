"""The database that comes with the house: PostgreSQL from a wheel, on a private socket in the data folder.

``ensure(data)`` answers the two addresses that everyone uses; it starts, creates or brings back the server as needed
and may be called from any number of processes at once. Nothing stops the server but ``stop(data)``.
"""

from pathlib import Path

from cheyuan.site.embedded.bootstrap import PREPARED, prepare
from cheyuan.site.embedded.cluster import create_if_missing
from cheyuan.site.embedded.facts import EmbeddedError, Facts, Urls, locked, read, socket_folder, urls
from cheyuan.site.embedded.postmaster import is_ready, start, terminate
from cheyuan.site.embedded.programs import program

__all__ = ["EmbeddedError", "Urls", "ensure", "is_running", "log_file", "program", "stop", "super_url"]


def ensure(data: Path) -> Urls:
    """The addresses of a running, prepared server with its files in ``data``/db; EmbeddedError after 120 s."""
    data = data.resolve()
    facts = read(data)
    if facts is not None and facts.prepared >= PREPARED and is_ready(data):
        return urls(facts)
    data.mkdir(parents=True, exist_ok=True, mode=0o711)
    with locked(data):
        return urls(_ensure_locked(data))


def _ensure_locked(data: Path) -> Facts:
    facts = create_if_missing(data)
    if not is_ready(data):
        facts = socket_folder(data, facts)
        start(data, facts)
    return facts if facts.prepared >= PREPARED else prepare(data, facts)


def is_running(data: Path) -> bool:
    """Does the server of this data folder take connections?"""
    return is_ready(data.resolve())


def stop(data: Path) -> bool:
    """Stop the server in an orderly way (open sessions are ended); False when none was running."""
    data = data.resolve()
    if read(data) is None:
        return False
    with locked(data):
        return terminate(data)


def super_url(data: Path, database: str = "postgres") -> str:
    """The bootstrap superuser's address, for backups and repairs of the embedded server only."""
    facts = read(data.resolve())
    if facts is None:
        raise EmbeddedError(f"no embedded database in {data}")
    return urls(facts, database).superuser


def log_file(data: Path) -> Path:
    """Where the server writes its log (no statements, no row values)."""
    return data.resolve() / "db" / "server.log"
