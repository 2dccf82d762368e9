"""Segments that the product brings along (INS-10). Their numbers are policies, so each store has its own."""

from dataclasses import dataclass

from cheyuan.insight.segments.fields import Subject
from cheyuan.insight.segments.tree import Group, Leaf, Policy, leaves_of

PREFIX = "segments."


@dataclass(frozen=True)
class Shipped:
    """One of them; ``name`` lazily translated. Rooms above register those that need their fields."""

    code: str
    name: object
    aim: str
    subject: Subject
    tree: Group
    order: int = 50


_shipped: dict[str, Shipped] = {}


def register(*more: Shipped) -> None:
    """Bring some along; done in AppConfig.ready."""
    _shipped.update({one.code: one for one in more})


def all_shipped() -> list[Shipped]:
    """All of them, in order."""
    return sorted(_shipped.values(), key=lambda one: (one.order, one.code))


def get(code: str) -> Shipped | None:
    """One by its code."""
    return _shipped.get(code)


def _p(name: str) -> Policy:
    return Policy(PREFIX + name)


def every(*parts: Group | Leaf) -> Group:
    """All of these."""
    return Group("all", parts)


def some(*parts: Group | Leaf) -> Group:
    """Any of these."""
    return Group("any", parts)


def no(*parts: Group | Leaf) -> Group:
    """None of these."""
    return Group("none", parts)


OWNS = Leaf("cars", "least", 1)
PREMIUM = Leaf("brand", "is", _p("premium_brands"))
INTENDS = Leaf("looked_on", "past", _p("intent_days"))
HIGH = some(
    every(PREMIUM, Leaf("customer_spend", "least", _p("premium_high_fen"))),
    every(no(PREMIUM), Leaf("customer_spend", "least", _p("high_fen"))),
)
POTENTIAL = every(Leaf("customer_spend", "below", _p("potential_fen")), INTENDS)
TREES: dict[str, Group] = {
    "life-prospect": every(Leaf("cars", "below", 1)),
    "life-new": every(Leaf("newest_car", "below", _p("new_months"))),
    "life-settled": every(
        Leaf("newest_car", "least", _p("new_months")), Leaf("newest_car", "below", _p("replace_months"))
    ),
    "life-replace": every(OWNS, some(Leaf("newest_car", "least", _p("replace_months")), INTENDS)),
    "value-high": HIGH,
    "value-potential": POTENTIAL,
    "value-regular": every(OWNS, no(HIGH, POTENTIAL)),
    "need-family": some(
        Leaf("usage", "is", ("family",)),
        Leaf("children", "least", 1),
        Leaf("household_size", "least", _p("family_size")),
    ),
    "need-business": some(Leaf("customer_kind", "is", ("company",)), Leaf("usage", "is", ("business",))),
    "need-young": some(Leaf("usage", "is", ("young",)), Leaf("age", "below", _p("young_years"))),
}
"""``age`` is asked for the need "young" alone, as the spec has it; value and life cycle know neither age nor gender."""


def policies_of(tree: Group) -> list[str]:
    """The policies that a tree names."""
    return [one.value.key for one in leaves_of(tree) if isinstance(one.value, Policy)]
