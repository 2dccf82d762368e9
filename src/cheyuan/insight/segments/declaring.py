"""What rooms above bring along: segments that ask for fields of theirs, and what of theirs uses segments."""

from cheyuan.insight.segments.shipped import Shipped, every, no, register, some
from cheyuan.insight.segments.tree import Group, Leaf, Policy
from cheyuan.insight.segments.uses import Use, User, Uses
from cheyuan.insight.segments.uses import register as uses

__all__ = ["Group", "Leaf", "Policy", "Shipped", "Use", "User", "Uses", "every", "no", "register", "some", "uses"]
