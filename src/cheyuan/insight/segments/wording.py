"""Conditions as people say them, and what was found of somebody."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cheyuan.base.ui import human
from cheyuan.insight.segments import fields, words
from cheyuan.insight.segments.fields import Field
from cheyuan.insight.segments.tree import BARE, DAYS, Group, Leaf, Node
from cheyuan.kernel import money


def said(node: Node) -> str:
    """The whole tree as one sentence without its full stop."""
    if isinstance(node, Leaf):
        return condition(node)
    parts = [said(one) if isinstance(one, Leaf) or len(one.parts) < 2 else _bracketed(one) for one in node.parts]
    if node.mode == "none":
        return _("none of: %(conditions)s") % {"conditions": pgettext("conditions", ", ").join(parts)}
    return (_(", and ") if node.mode == "all" else _(", or ")).join(parts)


def _dated(op: str) -> str:
    return {
        "past": pgettext("condition", "%(field)s within the last %(value)s"),
        "longer": pgettext("condition", "%(field)s more than %(value)s ago"),
        "next": pgettext("condition", "%(field)s within the next %(value)s"),
        "later": pgettext("condition", "%(field)s more than %(value)s ahead"),
    }[op]


def _bracketed(node: Group) -> str:
    return pgettext("conditions", "(%(conditions)s)") % {"conditions": said(node)}


def condition(leaf: Leaf) -> str:
    """One condition."""
    known = fields.field(leaf.field)
    label, how = str(known.label), words.op(known.kind, leaf.op)
    if known.kind == "flag":
        return label if leaf.op == "yes" else pgettext("condition", "not: %(field)s") % {"field": label}
    if leaf.op in BARE:
        return pgettext("condition", "%(field)s %(how)s") % {"field": label, "how": how}
    facts = {"field": label, "how": how, "value": asked(known, leaf)}
    if leaf.op in DAYS:
        return _dated(leaf.op) % facts
    return pgettext("condition", "%(field)s %(how)s %(value)s") % facts


def asked(known: Field, leaf: Leaf) -> str:
    """What is compared with, in words."""
    value = leaf.value
    if leaf.op in DAYS:
        return counted(value, "days")
    if leaf.op == "between":
        first, last = (counted(one, known.unit) for one in value)
        return pgettext("condition", "%(first)s and %(last)s") % {"first": first, "last": last}
    if known.kind == "date":
        return human.full_date(date.fromisoformat(value))
    if isinstance(value, tuple):
        return pgettext("condition", " or ").join(_choice(known, one) for one in value)
    return counted(value, known.unit) if isinstance(value, int) else str(value)


def found(known: Field, value: Any) -> str:
    """What somebody's file says."""
    if value is None or value == "":
        return pgettext("value", "unknown")
    if known.kind == "flag":
        return _("yes") if value else _("no")
    if known.kind == "date":
        return human.full_date(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
    return counted(int(value), known.unit) if known.kind == "number" else _choice(known, str(value))


def counted(value: int, unit: str) -> str:
    """A number with its unit."""
    if unit == "fen":
        return money.show(value)
    if not unit:
        return str(value)
    return pgettext("number and unit", "%(count)s %(unit)s") % {"count": f"{value:,}", "unit": words.unit(unit)}


def _choice(known: Field, value: str) -> str:
    return str((known.choices or {}).get(value, value))
