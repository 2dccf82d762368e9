"""Pictures of the document in Typst's own shapes: no picture files, nothing to embed."""

from collections.abc import Sequence

from cheyuan.base.documents.markup import quoted

INK, QUIET, LINE, SUNK, ACCENT, OVER = '"#211E1A"', '"#57524A"', '"#DFD8CA"', '"#EBE6DB"', '"#0E5A66"', '"#A8301F"'
WIDE = 92
"""Millimetres of the longest bar."""


def bars(rows: Sequence[tuple[str, int, int]], *, counts: bool = False) -> str:
    """One row each of (label, whole, part): a pale bar with the dark part in it, drawn to the largest whole.

    ``counts``: only the part is said at its end.
    """
    most = max((whole for _label, whole, _part in rows), default=0) or 1
    return _grid([_bar(label, whole, part, most, counts) for label, whole, part in rows], "auto, 1fr, auto")


def _bar(label: str, whole: int, part: int, most: int, counts: bool) -> str:
    end = f"{part:,}" if counts else f"{part:,} / {whole:,}"
    drawn = (
        f"stack(spacing: -3.2mm, rect(width: {_mm(whole, most)}, height: 3.2mm, fill: rgb({SUNK})), "
        f"rect(width: {_mm(part, most)}, height: 3.2mm, fill: rgb({ACCENT})))"
    )
    return f"text(size: 8.5pt, {quoted(label)}), {drawn}, text(size: 8.5pt, {quoted(end)})"


def columns(days: Sequence[tuple[str, int, int]]) -> str:
    """Thin columns, one a day: due (pale) and made (dark), with the label under every fifth."""
    most = max((whole for _label, whole, _part in days), default=0) or 1
    drawn = ", ".join(_column(whole, part, most) for _label, whole, part in days)
    labels = ", ".join(
        f"text(size: 7pt, fill: rgb({QUIET}), {quoted(label if place % 5 == 0 else '')})"
        for place, (label, _whole, _part) in enumerate(days)
    )
    count = max(1, len(days))
    return f"#grid(columns: (1fr,) * {count}, column-gutter: 1mm, row-gutter: 1.2mm, align: bottom + center, {drawn}, {labels})"


def _column(whole: int, part: int, most: int) -> str:
    high = 26
    return (
        f"box(width: 100%, height: {high}mm, {{ place(bottom, rect(width: 100%, height: {_part(whole, most, high)}, "
        f"fill: rgb({SUNK}))); place(bottom, rect(width: 100%, height: {_part(part, most, high)}, fill: rgb({ACCENT}))) }})"
    )


def gauge(share: float | None, target: int, over: bool) -> str:
    """A rate as a bar of 100 % with a stroke at its target."""
    width, colour = 40, OVER if over else ACCENT
    filled = 0.0 if share is None else max(0.0, min(1.0, share))
    return (
        f"box(width: {width}mm, height: 3.2mm, {{ place(rect(width: 100%, height: 3.2mm, fill: rgb({SUNK}))); "
        f"place(rect(width: {filled * width:.2f}mm, height: 3.2mm, fill: rgb({colour}))); "
        f"place(dx: {target / 100 * width:.2f}mm, line(angle: 90deg, length: 3.2mm, stroke: 0.8pt + rgb({INK}))) }})"
    )


def _mm(value: int, most: int) -> str:
    return f"{value / most * WIDE:.2f}mm"


def _part(value: int, most: int, high: int) -> str:
    return f"{value / most * high:.2f}mm"


def _grid(cells: Sequence[str], columns: str) -> str:
    inside = ", ".join(cells)
    return (
        f"#grid(columns: ({columns}), column-gutter: 4mm, row-gutter: 2.4mm, align: horizon, {inside})" if cells else ""
    )
