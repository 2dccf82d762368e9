"""A QR code as the path of one SVG shape: drawn by the page, without any picture file."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class Square:
    """Its side in modules, the quiet zone of four included, and the path of the dark ones."""

    side: int
    path: str


def square(text: str) -> Square:
    """The code of a text (ISO/IEC 18004, error correction M: readable with a crease in the paper)."""
    code = segno.make(text, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    parts = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark]
    return Square(len(rows), "".join(parts))
