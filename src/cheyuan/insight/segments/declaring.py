"""What rooms above bring along: segments that ask for fields of theirs."""

from cheyuan.insight.segments.shipped import Shipped, every, no, register, some
from cheyuan.insight.segments.tree import Group, Leaf, Policy

__all__ = ["Group", "Leaf", "Policy", "Shipped", "every", "no", "register", "some"]
