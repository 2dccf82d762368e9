"""Brings the embedded database back when it is gone, for as long as a server or worker runs."""

import logging
import threading
from pathlib import Path

from cheyuan.site import embedded

log = logging.getLogger(__name__)
EVERY = 1.0
"""Seconds between two looks."""


class Guardian(threading.Thread):
    """Watches one data folder until ``leave()``."""

    def __init__(self, data: Path) -> None:
        super().__init__(name="database guardian", daemon=True)
        self._data = data
        self._leaving = threading.Event()

    def run(self) -> None:
        """Look, mend, wait."""
        while not self._leaving.wait(EVERY):
            if embedded.is_running(self._data):
                continue
            try:
                embedded.ensure(self._data)
                log.warning("database brought back")
            except (embedded.EmbeddedError, OSError) as wrong:
                log.error("database cannot be brought back: %s", wrong)

    def leave(self) -> None:
        """Stop watching."""
        self._leaving.set()
