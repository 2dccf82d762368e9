"""What other apps may read of care tasks, rules and due dates."""

from cheyuan.engage.care.queries.dues import dues
from cheyuan.engage.care.queries.intervals import interval_history, intervals
from cheyuan.engage.care.queries.own import own_row, own_rules, own_versions
from cheyuan.engage.care.queries.rules import Found, rule, rule_title, rules
from cheyuan.engage.care.queries.runs import Backlog, backlog, offered_today, open_by_rule, run, runs
from cheyuan.engage.care.queries.segments import Segments, rules_for, segments
from cheyuan.engage.care.queries.tasks import in_hand, numbered, open_tasks_of_customer, task, tasks
from cheyuan.engage.care.why import sentence as why

__all__ = [
    "Backlog",
    "Found",
    "Segments",
    "backlog",
    "dues",
    "in_hand",
    "interval_history",
    "intervals",
    "numbered",
    "offered_today",
    "open_by_rule",
    "open_tasks_of_customer",
    "own_row",
    "own_rules",
    "own_versions",
    "rule",
    "rule_title",
    "rules",
    "rules_for",
    "run",
    "runs",
    "segments",
    "task",
    "tasks",
    "why",
]
