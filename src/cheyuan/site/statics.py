"""Collects the built front end into the data folder, only when something in it changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Collect, hash and compress the static files; False when they were up to date."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _digest()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)
    return True


def _digest() -> str:
    total = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            total.update(f"{path}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return total.hexdigest()
