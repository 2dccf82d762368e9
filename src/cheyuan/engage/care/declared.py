"""What customer care makes known to the other rooms: rights, policies, kinds, sentences of the timeline, the nightly plan."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.inbox import digesting, records
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.intake import loaders
from cheyuan.base.jobs import schedule, work
from cheyuan.base.journal import verbs
from cheyuan.base.journal.events import subscribe
from cheyuan.base.lists import spec as lists
from cheyuan.base.search import sources
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.care import (
    columns,
    events,
    exports,
    facing,
    jobs,
    leftovers,
    merged,
    queries,
    reactions,
    rights,
    segmenting,
    words,
)
from cheyuan.engage.care.actions.imports import compare_import, undo_import
from cheyuan.engage.care.plan.policy import specs
from cheyuan.engage.care.plan.rules import RULES
from cheyuan.insight.metrics import declaring
from cheyuan.insight.scores import declaring as scoring
from cheyuan.kernel import policy, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.customers import panels, persons
from cheyuan.records.duplicates import merging
from cheyuan.records.vehicles import lives

POLICIES = (
    PolicySpec(
        "care.offered_per_day", 12, _("New tasks offered per rule, person and day"), least=1, most=5000, group=_("Care plan"),
        help=_("A new book does not flood the first day: the plan is complete, this limit only spreads when tasks are offered."),
    ),
)  # fmt: skip
VERBS = {
    "task.opened": _("To be contacted: %(rule)s, due %(due)s"),
    "task.closed": _("No longer to be contacted: %(rule)s, %(reason)s"),
}


def _queue(_facts: Any) -> str:
    return reverse("contact:queue")


NOTICES = (
    notices.Kind(reactions.GIVEN, _("Tasks given to you"), _("%(who)s gave you %(count)s care tasks"), "phone", _queue),
    notices.Kind(
        reactions.TAKEN, _("Tasks taken over"), _("%(who)s passed on %(count)s of your care tasks"), "phone", _queue
    ),
)


def _today(by: Actor, day: date) -> list[digesting.Line]:
    """One line: how much is offered today, and how much of it is late."""
    rows = queries.tasks(by).filter(state="open", offer_on__lte=day, assignee_id=by.account_id or 0)
    found = rows.aggregate(all=Count("pk"), late=Count("pk", filter=Q(deadline__lt=moment(day))))
    if not found["all"]:
        return []
    said = gettext("%(count)s care tasks are yours today, %(late)s of them late")
    return [digesting.Line(said % {"count": found["all"], "late": found["late"]}, reverse("contact:queue"))]


def _rules(by: Actor, codes: Collection[str]) -> dict[str, object]:
    """How rules are called beside figures."""
    return {code: queries.rule_title(by, code, day_of(now())) for code in codes if code}


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    declaring.tell("rule", _rules)
    policy.register(*specs(_), *POLICIES)
    segmenting.declare()
    verbs.register(VERBS)
    verbs.vocabulary({"rule": {one.code: _(one.title) for one in RULES}, "reason": words.REASONS})
    ref.register(
        ref.Kind(
            "task",
            _("Care task"),
            lambda one: reverse("contact:task", args=[one]),
            "care.tasks.view",
            "phone",
            rights.sees_all,
        )
    )
    ref.register(
        ref.Kind(
            "plan_run", _("Run of the plan"), lambda one: reverse("care:run", args=[one]), "care.rules.view", "rules"
        )
    )
    ref.register(ref.Kind("care_rule", _("Care rule"), lambda one: reverse("care:rules"), "care.rules.view", "rules"))
    records.register(records.Record("task", "care.tasks.view", queries.tasks, lambda row: row.customer.name))
    sources.register(sources.Source("task", _("Care tasks"), "care.tasks.view", order=90, direct=queries.numbered))
    notices.register(*NOTICES)
    digesting.register(digesting.Part("care", _("Care tasks"), _today, "care.tasks.work", 30))
    subscribe(events.Given, reactions.given)
    subscribe(events.Taken, reactions.taken)
    loaders.register_undo(10, undo_import)
    loaders.register_comparer(compare_import)
    sentences.register(words.SENTENCES)
    nav.register(
        nav.Entry("care", pgettext_lazy("rail", "Rules"), "rules", "care:rules", right="care.rules.view", order=60)
    )
    work.register(jobs.NAME, jobs.work, _("Care plan"))
    schedule.register(jobs.NAME, jobs.HOUR, jobs.MINUTE, jobs.nightly)
    register_router("care", "cheyuan.engage.care.api.router")
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    merging.register("care", merged.settle)
    lists.extend("customers", columns.MORE)
    lives.provide_dues(facing.dues_of)
    scoring.provide_dues(exports.SCORED_DUES)
