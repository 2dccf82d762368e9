"""The demo's visitor book: some weeks of visits, key accounts among them, calls to important guests, interviews, a finding.

Everybody in it is on file already: owners, and people whose car is sold and who look for another. Older calls are made here;
those of the last days are left to the plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment
from cheyuan.site.seeding.complaints import people_of

ROOM = "cheyuan.records.receptions.actions."
WEEKS = 6
LEFT_TO_THE_PLAN = 6
"""Visits of so many days have no call yet: the plan makes it."""
KEY_ACCOUNTS = 3
WANTED = ("海悦 L5", "海悦 X7", "启辰星 S5", "启辰星 E6", "")
SAID = (
    (9, "", "讲得很细，没有催。"), (8, "展厅有点热", ""), (10, "", "小伙子很专业，试驾路线也好。"), (7, "停车位不好找", ""),
    (4, "等了二十分钟没人接待", "进门没人招呼，后来才有人过来。"), (9, "", ""), (8, "", "报价单能当天发就更好了。"),
    (6, "试驾车没电，改了时间", "人是客气的，就是白跑一趟。"), (9, "", "谢谢回访。"), (10, "", ""),
)  # fmt: skip
ANSWER = "晨会重申三分钟内接待，前台到客即呼叫；试驾车每晚检查电量。"
GUEST_NOTES = ("一切满意，夸了前台。", "希望下次有固定的接待人。", "等候区咖啡机坏了，请修一下。")


@dataclass(frozen=True)
class Scene:
    """One store with who works there and who comes."""

    store: Any
    people: Mapping[str, Any]
    consultants: Sequence[Any]
    agents: Sequence[Any]
    owners: Sequence[Any]
    lookers: Sequence[Any]
    guests: Sequence[Any]
    chance: Random


def write(store: Any, accounts: Mapping[str, Any], seed: int, as_of: date) -> int:
    """Live it by the real actions; answers how many visits were noted."""
    by = system(store.group_id, (store.pk,), name="演示")
    _key_accounts(by, store, as_of)
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        scene = _scene(store, accounts, seed)
    if not scene.consultants or "front_desk" not in scene.people:
        return 0
    visits = list(_visits(scene, as_of))
    for number, row in enumerate(one for one in visits if one.purpose in ("new_car", "test_drive")):
        if row.came_on < as_of - timedelta(days=LEFT_TO_THE_PLAN) and number % 2 == 0:
            _interview(scene, row, SAID[number // 2 % len(SAID)])
    for number, row in enumerate(one for one in visits if one.customer_id in {who.pk for who in scene.guests}):
        if row.came_on < as_of - timedelta(days=2):
            _call(scene, row, GUEST_NOTES[number % len(GUEST_NOTES)])
    _findings(by, scene, as_of)
    return len(visits)


def _key_accounts(by: Actor, store: Any, as_of: date) -> None:
    """The companies with most cars have an agreement."""
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("customers", "Customer").objects.filter(store=store, kind="company", erased_at=None)
        ids = list(rows.order_by("-is_vip", "pk").values_list("pk", flat=True)[:KEY_ACCOUNTS])
    for one in ids:
        edit = import_string("cheyuan.records.customers.actions.edit")
        edit(by, one, at=moment(as_of - timedelta(days=60), 10), is_key_account=True)


def _scene(store: Any, accounts: Mapping[str, Any], seed: int) -> Scene:
    customers = apps.get_model("customers", "Customer").objects.filter(store=store, erased_at=None).order_by("pk")
    customers = customers.exclude(phone_key=None)
    cars = apps.get_model("vehicles", "Vehicle").objects.filter(store=store, status="active").exclude(delivered_on=None)
    with_car = set(cars.exclude(owner=None).values_list("owner_id", flat=True))
    some = list(customers[:400])
    guests = list(customers.filter(Q(is_vip=True) | Q(is_key_account=True), pk__in=with_car)[:5])
    return Scene(
        store, people_of(store, accounts), _actors(store, accounts, "sales_consultant"),
        _actors(store, accounts, "care_agent"), [one for one in some if one.pk in with_car],
        list(customers.exclude(pk__in=with_car)[:60]), guests, Random(f"{seed}:{store.code}:receptions"),  # noqa: S311
    )  # fmt: skip


def _actors(store: Any, accounts: Mapping[str, Any], role: str) -> list[Any]:
    actor_of = import_string("cheyuan.base.accounts.actors.actor_of")
    posts = apps.get_model("accounts", "Membership").objects.filter(store=store, role=role).order_by("pk")
    by_id = {account.pk: account for account in accounts.values()}
    return [actor_of(by_id[pk], store.pk) for pk in posts.values_list("account_id", flat=True) if pk in by_id]


def _visits(scene: Scene, as_of: date) -> Iterator[Any]:
    """Six weeks: every day somebody looks at cars (if anybody without one is on file) and an owner comes by."""
    for back in range(WEEKS * 7, -1, -1):
        day = as_of - timedelta(days=back)
        for number, who in enumerate(_of_day(scene, back)):
            looks = who in scene.lookers
            purpose = ("new_car", "test_drive")[number % 2] if looks else ("service", "parts", "other")[back % 3]
            at = moment(day, 9 + (3 * number + back) % 8, (17 * back + 23 * number) % 60)
            yield _came(scene, who, purpose, at, stays=back == 0 and number == 0)


def _of_day(scene: Scene, back: int) -> list[Any]:
    lookers = [scene.lookers[(back + 7 * n) % len(scene.lookers)] for n in range(1 + back % 2)] if scene.lookers else []
    owners = [scene.owners[(3 * back) % len(scene.owners)]] if scene.owners else []
    guests = [scene.guests[back // 4 % len(scene.guests)]] if scene.guests and back % 4 == 1 else []
    return list(dict.fromkeys([*lookers, *owners, *guests]))


def _came(scene: Scene, who: Any, purpose: str, at: datetime, *, stays: bool) -> Any:
    visit, receive = import_string(f"{ROOM}Visit"), import_string(f"{ROOM}receive")
    sales = purpose in ("new_car", "test_drive")
    receiver = scene.chance.choice(scene.consultants) if sales else scene.people.get("service_advisor")
    model = scene.chance.choice(WANTED) if sales else ""
    row = receive(
        scene.people["front_desk"], scene.store.pk,
        visit(
            purpose, customer_id=who.pk, people=scene.chance.choice((1, 1, 2, 2, 3)), wanted_model=model,
            received_by_id=receiver.account_id if receiver else None, came_at=at,
        ),
        at=at,
    )  # fmt: skip
    if not stays:
        later = at + timedelta(minutes=scene.chance.randint(15, 110))
        import_string(f"{ROOM}leave")(scene.people["front_desk"], row.pk, at=later)
    return row


def _interview(scene: Scene, row: Any, said: tuple[int, str, str]) -> None:
    task = _task(scene, row, "R20", {"visited_on": row.came_on.isoformat(), "reception": row.pk}, f"/{row.pk}")
    score, missing, words = said
    _report(scene, task, row, score=score, missing=missing, said=words)


def _call(scene: Scene, row: Any, words: str) -> None:
    facts = {"visited_on": row.came_on.isoformat(), "showroom": True, "workshop": False}
    task = _task(scene, row, "R19", facts, "")
    if task is not None:
        _report(scene, task, row, note=words)


def _task(scene: Scene, row: Any, rule: str, facts: dict[str, Any], mark: str) -> Any:
    """The task as the plan of that day would have made it; None when there is one."""
    agent = scene.agents[row.pk % len(scene.agents)]
    opens = row.came_on + timedelta(days=1 if rule == "R20" else 0)
    with import_string("cheyuan.base.tenancy.scope.scope")(system(scene.store.group_id, (scene.store.pk,))):
        who = apps.get_model("customers", "Customer").objects.get(pk=row.customer_id)
        made, new = apps.get_model("care", "Task").objects.get_or_create(
            store_id=row.store_id, rule=rule, subject_kind="customer", subject_id=who.pk,
            cycle=f"{row.came_on.isoformat()}{mark}",
            defaults={
                "subject": who.cust_no, "customer_id": who.pk, "due_on": opens, "opens_on": opens,
                "closes_on": opens + timedelta(days=7), "deadline": moment(row.came_on + timedelta(days=3), 23, 59),
                "role": "care_agent", "assignee_id": agent.account_id, "offer_on": opens, "facts": facts,
                "created_on": opens, "created_at": moment(opens, 5, 30), "updated_at": moment(opens, 5, 30),
            },
        )  # fmt: skip
    return made if new else None


def _report(scene: Scene, task: Any, row: Any, **said: Any) -> None:
    names = ("actions.report", "answers.Answer")
    report, answer = (import_string(f"cheyuan.engage.contact.{name}") for name in names)
    agent = scene.agents[row.pk % len(scene.agents)]
    at = moment(row.came_on + timedelta(days=1), 10 + row.pk % 7, row.pk * 13 % 60)
    report(agent, task.pk, answer("talked", seconds=80 + row.pk % 90, **said), at=at)


def _findings(by: Actor, scene: Scene, as_of: date) -> None:
    """What a worker would have opened by now; the first finding is answered by the sales manager."""
    room = "cheyuan.engage.audits."
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        low = list(
            apps.get_model("interviews", "Interview").objects.filter(store_id=scene.store.pk, low=True).order_by("at")
        )
        open_finding = import_string(f"{room}finding.open_finding")
        rows = [open_finding(by, said, at=said.at) for said in low]
    if len(rows) > 1 and rows[0] is not None and "sales_manager" in scene.people:
        import_string(f"{room}actions.answer")(
            scene.people["sales_manager"], rows[0].pk, ANSWER, at=rows[0].judged_at + timedelta(days=1)
        )
