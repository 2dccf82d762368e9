"""The builder's state: a form whose names say where each condition stands. What is not complete yet is kept, not counted.

``m-0`` is the mode of the outer group, ``f-0.2`` the field of its third part, ``o-`` how it is asked, ``v-`` and ``w-`` the
values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Any

from cheyuan.insight.segments import fields, tree
from cheyuan.insight.segments.fields import Field
from cheyuan.insight.segments.tree import BARE, DAYS, DEPTH, MODES, MOST, Group, Leaf
from cheyuan.kernel import text
from cheyuan.kernel.errors import Refused

ROOT, FIRST = "0", "car_age"
_NAME = re.compile(r"[fm]-(0(?:\.\d{1,2}){0,6})")
_DO = re.compile(r"(add|group|drop):(0(?:\.\d{1,2}){0,6})")


@dataclass
class Row:
    """One condition as it stands in the form."""

    field: Field
    op: str
    values: list[str] = kept(default_factory=list)
    second: str = ""
    path: str = ""
    trouble: bool = False
    fresh: bool = False

    @property
    def first(self) -> str:
        """What was typed."""
        return self.values[0] if self.values else ""


@dataclass
class Box:
    """Conditions together."""

    mode: str
    parts: list[Row | Box] = kept(default_factory=list)
    path: str = ROOT
    depth: int = 1

    @property
    def may_nest(self) -> bool:
        """Whether there is room for a group inside."""
        return self.depth < DEPTH - 1


def parsed(data: Any) -> Box:
    """The form (a QueryDict) as it was sent; whatever is no condition is passed over."""
    known: dict[str, list[int]] = {}
    for name in list(data)[: MOST * 8]:
        match = _NAME.fullmatch(name)
        if match and "." in match[1]:
            parent, _dot, place = match[1].rpartition(".")
            known.setdefault(parent, []).append(int(place))
    return _box(data, known, ROOT, 1)


def _box(data: Any, known: Mapping[str, Sequence[int]], path: str, depth: int) -> Box:
    mode = data.get(f"m-{path}", "all")
    found = Box(mode if mode in MODES else "all", path=path, depth=depth)
    for place in sorted(set(known.get(path, ()))):
        inner = f"{path}.{place}"
        if f"f-{inner}" in data:
            found.parts.append(_row(data, inner))
        elif depth < DEPTH:
            found.parts.append(_box(data, known, inner, depth + 1))
    return found


def _row(data: Any, path: str) -> Row:
    code = data.get(f"f-{path}", "")
    known = fields.field(code if fields.known(code) else FIRST)
    op = data.get(f"o-{path}", "")
    ops = fields.OPS[known.kind]
    values = [one.strip()[:200] for one in data.getlist(f"v-{path}") if "\x00" not in one]
    return Row(known, op if op in ops else ops[0], values, data.get(f"w-{path}", "").strip()[:40], path)


def drawn(node: Group, path: str = ROOT, depth: int = 1) -> Box:
    """A tree as a form."""
    found = Box(node.mode, path=path, depth=depth)
    for place, part in enumerate(node.parts):
        inner = f"{path}.{place}"
        found.parts.append(drawn(part, inner, depth + 1) if isinstance(part, Group) else _drawn(part, inner))
    return found


def _drawn(leaf: Leaf, path: str) -> Row:
    known, value = fields.field(leaf.field), leaf.value
    if leaf.op == "between":
        return Row(known, leaf.op, [_typed(known, leaf.op, value[0])], _typed(known, leaf.op, value[1]), path)
    if isinstance(value, tuple):
        several = list(value) if known.choices else ["、".join(value)]
        return Row(known, leaf.op, several, "", path)
    return Row(known, leaf.op, [] if value is None else [_typed(known, leaf.op, value)], "", path)


def _typed(known: Field, op: str, value: Any) -> str:
    if known.unit == "fen" and isinstance(value, int) and op not in DAYS:
        return f"{value // 100}" if value % 100 == 0 else f"{value / 100:.2f}"
    return str(value)


def changed(box: Box, do: str) -> Box:
    """The form after "add:0.1", "group:0", "drop:0.2"; anything else leaves it as it is. Places are numbered anew."""
    match = _DO.fullmatch(do)
    if match:
        verb, path = match[1], match[2]
        if verb == "drop":
            _drop(box, path)
        elif (inside := _find(box, path)) is not None and _count(box) < MOST:
            _add(inside, verb)
    return _numbered(box, ROOT, 1)


def _add(box: Box, verb: str) -> None:
    fresh = Row(fields.field(FIRST), fields.OPS[fields.field(FIRST).kind][0], fresh=True)
    if verb == "add":
        box.parts.append(fresh)
    elif box.may_nest:
        box.parts.append(Box("any" if box.mode == "all" else "all", [fresh]))


def _drop(box: Box, path: str) -> None:
    box.parts = [one for one in box.parts if one.path != path]
    for one in box.parts:
        if isinstance(one, Box):
            _drop(one, path)


def _find(box: Box, path: str) -> Box | None:
    if box.path == path:
        return box
    inner = (_find(one, path) for one in box.parts if isinstance(one, Box))
    return next((one for one in inner if one is not None), None)


def _count(box: Box) -> int:
    return sum(_count(one) if isinstance(one, Box) else 1 for one in box.parts)


def _numbered(box: Box, path: str, depth: int) -> Box:
    box.path, box.depth = path, depth
    for place, one in enumerate(box.parts):
        if isinstance(one, Box):
            _numbered(one, f"{path}.{place}", depth + 1)
        else:
            one.path = f"{path}.{place}"
    return box


def plain(box: Box) -> dict[str, Any]:
    """The complete conditions as a plain tree; rows with a value that does not fit get their ``trouble``."""
    found = []
    for one in box.parts:
        said = plain(one) if isinstance(one, Box) else _plain(one)
        if said is not None:
            found.append(said)
    return {box.mode: found}


def troubled(box: Box) -> bool:
    """Whether some condition is not complete, or does not fit; after ``plain``."""
    return any(troubled(one) if isinstance(one, Box) else one.trouble for one in box.parts)


def _plain(row: Row) -> dict[str, Any] | None:
    try:
        value = _value(row)
        said = {"field": row.field.code, "op": row.op}
        checked = tree.checked(row.field, row.op, value)
    except (Refused, ValueError, OverflowError):
        row.trouble = True
        return None
    return said if checked is None else {**said, "value": list(checked) if isinstance(checked, tuple) else checked}


def _value(row: Row) -> Any:
    if row.op in BARE:
        return None
    if row.op in DAYS:
        return text.whole(row.first)
    if row.field.kind == "number":
        first = _number(row.field, row.first)
        return [first, _number(row.field, row.second)] if row.op == "between" else first
    if row.op in ("is", "is_not"):
        return [one for one in row.values if one] if row.field.choices else list(tree.words(row.first))
    return row.first


def _number(known: Field, typed: str) -> int:
    return text.fen(typed) if known.unit == "fen" else text.whole(typed)
