"""A tree of conditions: read from plain values, checked, and plain again. Nothing in it is ever run as code.

``{"all": […]}``, ``{"any": […]}`` and ``{"none": […]}`` hold further ones; ``{"field": "car_age", "op": "least", "value": 36}``
is one condition; groups without any are left out. A shipped tree may name a policy where a value stands (``Policy``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cheyuan.insight.segments import fields
from cheyuan.insight.segments.fields import Field
from cheyuan.kernel.errors import Refused

MODES = ("all", "any", "none")
DEPTH, MOST, WIDE, LONGEST, LARGEST = 5, 40, 30, 60, 10**12
BARE = {"known", "unknown", "yes", "no"}
DAYS = {"past", "longer", "next", "later"}
FAR = 36_500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Policy:
    """Stands for the value of a policy in the store that is asked."""

    key: str


@dataclass(frozen=True)
class Leaf:
    """One condition. ``value``: None, a whole number, two of them, a day in ISO, one word or several."""

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Group:
    """Conditions of which all, any or none must hold. An empty one of ``all`` holds for everybody."""

    mode: str
    parts: tuple["Node", ...] = ()


Node = Leaf | Group


def read(plain: Any, *, guarded: bool = True) -> Group:
    """The tree of plain values. ``guarded`` False refuses fields that the law protects.

    Refused("segment_shape") for what is no tree, ("segment_large") beyond depth or number, ("segment_empty") without any
    condition, ("segment_field"), ("segment_value") with the field, ("segment_guarded").
    """
    found = _group(plain, 1)
    leaves = list(leaves_of(found))
    if len(leaves) > MOST:
        raise Refused("segment_large", most=MOST)
    if not leaves:
        raise Refused("segment_empty")
    for one in leaves:
        if fields.field(one.field).guarded and not guarded:
            raise Refused("segment_guarded", field=one.field)
    return found


def plain(node: Node) -> dict[str, Any]:
    """Plain values again."""
    if isinstance(node, Group):
        return {node.mode: [plain(one) for one in node.parts]}
    said = {"field": node.field, "op": node.op}
    if isinstance(node.value, Policy):
        return {**said, "value": {"policy": node.value.key}}
    value = list(node.value) if isinstance(node.value, tuple) else node.value
    return said if value is None else {**said, "value": value}


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Every condition, in its place."""
    if isinstance(node, Leaf):
        yield node
    else:
        for one in node.parts:
            yield from leaves_of(one)


def resolved(node: Node, values: Callable[[str], Any]) -> Node:
    """The tree with the values of the policies that it names."""
    if isinstance(node, Group):
        return replace(node, parts=tuple(resolved(one, values) for one in node.parts))
    if not isinstance(node.value, Policy):
        return node
    found = values(node.value.key)
    if isinstance(found, str):
        found = words(found) or ("—",)
    return replace(node, value=checked(fields.field(node.field), node.op, found))


def words(typed: str) -> tuple[str, ...]:
    """Several words as people write them, in the order given."""
    parts = (one.strip() for one in re.split(r"[,，、;；\n]", typed))
    return tuple(dict.fromkeys(one for one in parts if one))


def _group(plain: Any, depth: int) -> Group:
    if depth > DEPTH:
        raise Refused("segment_large", most=DEPTH)
    if not isinstance(plain, Mapping) or len(plain) != 1:
        raise Refused("segment_shape")
    mode, parts = next(iter(plain.items()))
    if mode not in MODES or not isinstance(parts, list) or len(parts) > MOST:
        raise Refused("segment_shape")
    found = (_node(one, depth + 1) for one in parts)
    return Group(mode, tuple(one for one in found if isinstance(one, Leaf) or one.parts))


def _node(plain: Any, depth: int) -> Node:
    if isinstance(plain, Mapping) and "field" in plain:
        return _leaf(plain)
    return _group(plain, depth)


def _leaf(plain: Mapping[str, Any]) -> Leaf:
    code, op, value = plain.get("field"), plain.get("op"), plain.get("value")
    if not isinstance(code, str) or not isinstance(op, str) or set(plain) - {"field", "op", "value"}:
        raise Refused("segment_shape")
    known = fields.field(code)
    if op not in fields.OPS[known.kind]:
        raise Refused("segment_value", field=code)
    return Leaf(code, op, checked(known, op, value))


def checked(known: Field, op: str, value: Any) -> Any:
    """The value if it fits the question, lists as tuples. Refused("segment_value") with the field."""
    if op in BARE:
        fits = value is None
    elif known.kind == "number":
        fits = _pair(value) if op == "between" else _whole(value, LARGEST)
    elif known.kind == "date":
        fits = _whole(value, FAR) and value >= 0 if op in DAYS else _day(value)
    else:
        fits = _texts(known, value) if op in ("is", "is_not") else _text(value)
    if not fits:
        raise Refused("segment_value", field=known.code)
    return tuple(value) if isinstance(value, (list, tuple)) else value


def _whole(value: Any, most: int) -> bool:
    return type(value) is int and -most <= value <= most


def _pair(value: Any) -> bool:
    return (
        isinstance(value, (list, tuple)) and len(value) == 2 and all(_whole(one, LARGEST) for one in value)
        and value[0] <= value[1]
    )  # fmt: skip


def _day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST and value.isprintable()


def _texts(known: Field, value: Any) -> bool:
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= WIDE:
        return False
    return all(_text(one) for one in value) and (known.choices is None or all(one in known.choices for one in value))
