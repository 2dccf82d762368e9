"""Several named streams in one, of unknown lengths: [name length (2) · name · blocks of (length (4) · bytes) · 0 (4)]…, 0 (2)."""

import struct
from collections.abc import Iterable, Iterator
from typing import Protocol

BLOCK = 256 * 1024


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes) -> object:
        """Take some bytes."""


def put(out: Sink, name: str, blocks: Iterable[bytes]) -> int:
    """Write one member; its size in bytes."""
    label, size = name.encode(), 0
    out.write(struct.pack(">H", len(label)) + label)
    for block in blocks:
        if block:
            out.write(struct.pack(">I", len(block)) + block)
            size += len(block)
    out.write(struct.pack(">I", 0))
    return size


def end(out: Sink) -> None:
    """No more members."""
    out.write(struct.pack(">H", 0))


class Unpacker:
    """Reads members back, strictly one after the other."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._have = bytearray()

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Each member's name and blocks; blocks not taken are skipped."""
        while length := struct.unpack(">H", self._take(2))[0]:
            name = self._take(length).decode()
            blocks = self._blocks()
            yield name, blocks
            for _ in blocks:
                pass
        for _ in self._pieces:  # to the last chunk: it proves that nothing was cut off
            pass

    def _blocks(self) -> Iterator[bytes]:
        while length := struct.unpack(">I", self._take(4))[0]:
            yield self._take(length)

    def _take(self, size: int) -> bytes:
        while len(self._have) < size:
            self._have += next(self._pieces)
        taken = bytes(self._have[:size])
        del self._have[:size]
        return taken
