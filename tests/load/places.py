"""Where planted marks are looked for: every byte under some folders and files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

STEP = 1 << 24


def found(marks: Iterable[str], *places: Path) -> set[tuple[str, str]]:
    """(mark, file) for every mark that stands readable anywhere, as UTF-8, UTF-16, hexadecimal or JSON's escapes."""
    spelled = {spelling: mark for mark in marks for spelling in _spellings(mark)}
    hits = set()
    for file in _files(places):
        for block in _blocks(file, max(map(len, spelled))):
            hits |= {(mark, file.name) for spelling, mark in spelled.items() if spelling in block}
    return hits


def _spellings(mark: str) -> set[bytes]:
    plain = mark.encode()
    escaped = mark.encode("ascii", "backslashreplace")
    return {plain, mark.encode("utf-16-le"), plain.hex().encode(), escaped}


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from [place] if place.is_file() else (one for one in sorted(place.rglob("*")) if one.is_file())


def _blocks(file: Path, overlap: int) -> Iterator[bytes]:
    """The content in pieces that share their ends, so that nothing hides on a border."""
    try:
        with file.open("rb") as stream:
            end = b""
            while block := stream.read(STEP):
                yield end + block
                end = block[-overlap:]
    except (FileNotFoundError, PermissionError):
        return
