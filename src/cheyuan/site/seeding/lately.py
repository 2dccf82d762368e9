"""The demo's last two days: the plan ran, people worked on it, and something is left for today. All by the real actions."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

WORKED = 0.93  # of what had to be done by then; the rest is overdue today
OUTCOMES = (
    ("no_answer", 30), ("will_come", 22), ("booked", 36), ("refused", 8), ("call_later", 8), ("switched_off", 6),
    ("done_elsewhere", 4), ("moved", 1), ("wrong_number", 1),
)  # fmt: skip
NOTES = (
    "",
    "",
    "",
    "客户态度很好",
    "说周末才有空",
    "家里老人接的，晚上再打",
    "问了价格，嫌贵",
    "想先看看活动",
    "正在开车，说得很短",
)
ROOMY = 5  # new tasks per rule, person and day: what three agents can really do


@dataclass(frozen=True)
class Day:
    """One day of work in a store; ``today`` is the day on which the demo is opened."""

    store_id: int
    group_id: int
    day: date
    today: date
    chance: random.Random

    def at(self, hour: int, minute: int = 0) -> datetime:
        """A moment of this day."""
        return moment(self.day, hour, minute)


def write(store: Any, accounts: Mapping[str, Any], seed: int, as_of: date) -> int:
    """Live the two days before ``as_of`` in a store; answers how many contacts were made."""
    by = system(store.group_id, (store.pk,), name="演示")
    import_string("cheyuan.base.policies.actions.set_value")(
        by, "care.offered_per_day", ROOMY, for_store=store.pk, valid_from=as_of - timedelta(days=3),
        reason="demo", at=moment(as_of - timedelta(days=3), 9),
    )  # fmt: skip
    plan = import_string("cheyuan.engage.care.actions.plan.run_plan")
    made = 0
    for back in (2, 1):
        chance = random.Random(f"{seed}:{store.code}:{back}")  # noqa: S311 - an invented world, reproducible
        day = Day(store.pk, store.group_id, as_of - timedelta(days=back), as_of, chance)
        plan(by, store.pk, as_of=day.day, at=day.at(5, 30))
        made += sum(1 for _ in _work(by, day, accounts))
    return made


def _work(by: Actor, day: Day, accounts: Mapping[str, Any]) -> Iterator[None]:
    report = import_string("cheyuan.engage.contact.actions.report")
    answer = import_string("cheyuan.engage.contact.answers.Answer")
    scope = import_string("cheyuan.base.tenancy.scope.scope")
    actor_of = import_string("cheyuan.base.accounts.actors.actor_of")
    by_id = {account.pk: account for account in accounts.values()}
    with scope(by):
        rows = list(_due(day).values_list("pk", "assignee_id", "rule", "vehicle_id"))
    actors: dict[int, Actor] = {}
    for number, (pk, account_id, rule, vehicle_id) in enumerate(rows):
        if account_id not in by_id or day.chance.random() > WORKED:
            continue
        who = actors.setdefault(account_id, actor_of(by_id[account_id], day.store_id))
        at = day.at(9) + timedelta(minutes=number * 11 % 190 + (0 if number % 3 else 330))
        report(who, pk, answer(**_answer(day, rule, vehicle_id, at, _free(by, day))), at=at)
        yield


def _free(by: Actor, day: Day) -> list[list[datetime]]:
    """The next days on which the store is open, each with the times at which a car still fits."""
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        days = import_string("cheyuan.engage.contact.slots.days")(day.store_id, moment(day.today, 8))
    free = ([slot.at for slot in one.slots if slot.left] for one in days)
    return [times for times in free if times]


def _due(day: Day) -> Any:
    tasks = apps.get_model("care", "Task").objects
    due = tasks.filter(store_id=day.store_id, state="open", attempts=0, offer_on__lte=day.day)
    return due.filter(deadline__lt=day.at(23) + timedelta(days=1)).order_by("deadline", "-value_fen", "pk")


def _answer(day: Day, rule: str, vehicle_id: int | None, at: datetime, free: list[list[datetime]]) -> dict[str, Any]:
    chance = day.chance
    outcome = chance.choices([name for name, _ in OUTCOMES], [weight for _, weight in OUTCOMES])[0]
    if rule in ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R14") and outcome not in (
        "no_answer",
        "switched_off",
    ):
        outcome = "will_come"
    if vehicle_id is None and outcome == "done_elsewhere":
        outcome = "refused"
    if outcome == "booked" and not free:
        outcome = "will_come"
    given: dict[str, Any] = {
        "outcome": outcome, "note": chance.choice(NOTES),
        "seconds": chance.randrange(8, 30) if outcome in ("no_answer", "switched_off") else chance.randrange(45, 400),
    }  # fmt: skip
    if outcome == "booked":
        times = free[min(chance.choice((0, 0, 0, 1, 2, 3)), len(free) - 1)]
        slot = chance.choice(times)
        given |= {"book_at": slot, "what": chance.choice(("定期保养", "保养和空调滤芯", "质保检查"))}
    elif outcome == "call_later":
        given["call_at"] = moment(day.today, chance.choice((10, 11, 15, 18, 19)))
    elif outcome == "refused":
        given["why"] = chance.choice(("嫌贵", "没时间", "再说吧"))
    elif outcome == "done_elsewhere":
        given |= {"shop": "路口快修", "done_on": at.date() - timedelta(days=9), "price": 38000}
    elif outcome == "moved":
        given["city"] = "佛山"
    return given
