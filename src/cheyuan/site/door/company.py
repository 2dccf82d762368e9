"""How busy each web process is, seen by all of them: connections stay open, and chance may give most of them to one process.

A process with clearly more to do than another ends the connection with its answer; the guest's next request finds a door anew.
"""

import mmap
import os
import struct
import threading

PLACES = 64
"""Web processes that know each other; more than these balance only among themselves."""
CLEARLY = 2
_PLACE = struct.Struct("=ii")  # process, requests in its house

_wall: mmap.mmap | bytearray = bytearray(PLACES * _PLACE.size)  # of a process alone


def hang() -> None:
    """Make the wall that the web processes share: called before they part."""
    global _wall  # one for the whole house
    _wall = mmap.mmap(-1, PLACES * _PLACE.size)


class Company:
    """One process among others that hang on the same wall."""

    def __init__(self, wall: mmap.mmap | bytearray | None = None, process: int | None = None) -> None:
        self._wall = _wall if wall is None else wall
        self._process = process or os.getpid()
        self._here, self._lock = 0, threading.Lock()
        self._place = self._find_place()

    def come(self) -> None:
        """One more request is in the house."""
        with self._lock:
            self._here += 1
            self._write(self._here)

    def go(self) -> None:
        """One has gone."""
        with self._lock:
            self._here -= 1
            self._write(self._here)

    def is_busier(self) -> bool:
        """Whether another living process has clearly less to do."""
        if self._here < CLEARLY:
            return False
        for place in range(PLACES):
            process, requests = self._read(place)
            if process in (0, self._process) or requests + CLEARLY > self._here:
                continue
            if _lives(process):
                return True
            _PLACE.pack_into(self._wall, place * _PLACE.size, 0, 0)
        return False

    def _find_place(self) -> int:
        """The first free place from a start of its own; processes that start together have different starts."""
        for step in range(PLACES):
            place = (self._process + step) % PLACES
            process, _ = self._read(place)
            if process in (0, self._process) or not _lives(process):
                _PLACE.pack_into(self._wall, place * _PLACE.size, self._process, 0)
                return place
        return self._process % PLACES

    def _read(self, place: int) -> tuple[int, int]:
        process, requests = _PLACE.unpack_from(self._wall, place * _PLACE.size)
        return int(process), int(requests)

    def _write(self, requests: int) -> None:
        _PLACE.pack_into(self._wall, self._place * _PLACE.size, self._process, requests)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
