"""The one gate to segments, their members and their history."""

from cheyuan.insight.segments.queries.counted import archived, behind
from cheyuan.insight.segments.queries.found import (
    Found,
    choices,
    every,
    known,
    one,
    policy_values,
    resolved_tree,
    versions,
)
from cheyuan.insight.segments.queries.members import (
    badges,
    entered_and_left,
    in_segment,
    last_run,
    member,
    members,
    sizes,
    trend,
)

__all__ = [
    "Found", "archived", "badges", "behind", "choices", "entered_and_left", "every", "in_segment", "known", "last_run",
    "member", "members", "one", "policy_values", "resolved_tree", "sizes", "trend", "versions",
]  # fmt: skip
