"""The demo's surveys: half a year of answers by link, slip and call, some low ones, some questions; by the real actions."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment, now
from cheyuan.site.seeding import complaints

ROOM = "cheyuan.engage.surveys."
DAYS, EVERY = 185, 3
"""How far back, and a day with invitations so often."""
SHARE = 0.62
"""Of those invited who answer."""
LOW = (
    ("delivery", 2, 9.4, 4, "说好的行车记录仪没装，交车也晚了两个小时。"),
    ("service", 5, 10.2, 5, "等了快三个小时，中间没人来说一声。"),
    ("service", 47, 15.1, 3, "空调异响还在，等于白跑一趟。"),
    ("delivery", 83, 11.5, 5, "车里有前面客户留下的垃圾，交车太赶。"),
    ("visit", 121, 16.3, 6, "进店十分钟没人招呼。"),
)
"""Survey, days ago, hour, mark, words: what became a complaint."""
WORDS = (
    "", "", "", "都挺好的。", "顾问很耐心，讲得清楚。", "休息区的咖啡机坏了。", "希望周末多开一个接车通道。", "价格透明，放心。",
    "洗车再仔细一点就更好了。", "交车仪式很用心，谢谢。",
)  # fmt: skip
ASKED = (
    ("首保大概什么时候做，要预约吗？", 20, "交车满半年或五千公里，到期前我们会打电话约时间。"),
    ("延保现在还能补买吗？", 9, "出厂质保期内都可以补买，资料已发到您微信。"),
    ("上次说的脚垫什么时候能到？", 3, ""),
    ("临牌快到期了，正式牌照什么时候下来？", 0.6, ""),
)
"""A question, how many days ago, and what was answered; empty: nobody has yet."""


APART = len(LOW) + len(ASKED)
"""So many cars are in none of the other answers: one invitation a day, car and survey."""


def write(store: Any, accounts: Mapping[str, Any], seed: int, as_of: date) -> int:
    """Answers of the last half year in a store; answers how many. Complaints of the old low ones are worked to their end."""
    chance = random.Random(f"{seed}:{store.code}:surveys")  # noqa: S311 - an invented world, reproducible
    people = complaints.people_of(store, accounts)
    told, cars = _cars(store)[:APART], _cars(store)[APART:]
    if not cars:
        return 0
    count = 0
    for back in range(DAYS, 0, -EVERY):
        car = cars[chance.randrange(len(cars))]
        at = _moment(as_of - timedelta(days=back), 9 + chance.random() * 9)
        one = _invited(people, car, chance.choice(("delivery", "service", "service", "visit")), at, chance)
        if chance.random() < SHARE:
            mood = chance.choices((10, 9, 8, 7), (5, 6, 4, 2))[0]
            _answer(one, mood, chance, at + timedelta(hours=chance.randrange(1, 60)), chance.choice(WORDS))
            count += 1
    for number, (code, days, hour, mark, words) in enumerate(LOW):
        at = _moment(as_of - timedelta(days=days), hour)
        row = _answer(_invited(people, told[number], code, at, chance), mark, chance, at, words)
        _lead(people, row, code, at, as_of)
    _questions(people, told[len(LOW) :], chance)
    return count + len(LOW)


def _moment(day: date, hour: float) -> datetime:
    return min(moment(day, int(hour), int(hour % 1 * 60)), now() - timedelta(minutes=30))


def _cars(store: Any) -> list[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(system(store.group_id, (store.pk,))):
        rows = apps.get_model("vehicles", "Vehicle").objects.filter(store=store, status="active", owner__erased_at=None)
        return list(rows.exclude(owner=None).order_by("pk")[:90])


def _invited(people: dict[str, Any], car: Any, code: str, at: datetime, chance: random.Random) -> Any:
    by = people["service_advisor" if code == "service" else "sales_consultant"]
    channel = chance.choice(("slip", "slip", "link"))
    return import_string(f"{ROOM}actions.invite")(
        by, car.owner_id, code, vehicle_id=car.pk, channel=channel, at=at - timedelta(hours=2)
    )


def _answer(one: Any, mark: int, chance: random.Random, at: datetime, words: str, question: str = "") -> Any:
    """As the customer answers behind the link: about the same mark everywhere."""
    guest = import_string(f"{ROOM}links.guest")(one.store_id)
    asked = import_string(f"{ROOM}sheet.items")(one.version.questions)
    low = mark <= 6
    values: dict[str, Any] = {}
    for item in asked:
        if item.kind == "choice":
            values[item.key] = item.options[1 if low else 0].key
        elif item.scale:
            values[item.key] = (
                max(1, mark + chance.choice((0, 0, 1, 2))) if low else min(10, mark + chance.choice((-1, 0, 0, 1)))
            )
    values = {key: value if low or isinstance(value, str) else max(7, value) for key, value in values.items()}
    texts = {item.key: words for item in asked if item.kind == "text" and words}
    given = import_string(f"{ROOM}actions.answering.Given")(values, texts, question)
    return import_string(f"{ROOM}actions.answer")(guest, one.pk, given, at=min(at, now() - timedelta(minutes=5)))


def _lead(people: dict[str, Any], row: Any, code: str, at: datetime, as_of: date) -> None:
    """The complaint that came of it, worked on for as long as there was time."""
    if row.complaint_id is None:
        return
    department = "service" if code == "service" else "sales"
    kind = "waiting" if department == "service" else "delivery"
    until = "close" if (as_of - row.day).days > 10 else "solve" if (as_of - row.day).days > 3 else "answer"
    told = complaints.Told(0, 0, "survey", department, kind, "", until, solution="已致电道歉，约客户到店处理完毕。")
    complaints.live(people, row.complaint_id, told, at)


def _questions(people: dict[str, Any], cars: list[Any], chance: random.Random) -> None:
    for car, (text, days, reply) in zip(cars, ASKED, strict=False):
        at = now() - timedelta(days=days)
        one = _invited(people, car, "delivery", at, chance)
        row = _answer(one, 9, chance, at, "", text)
        if reply:
            with import_string("cheyuan.base.tenancy.scope.scope")(system(one.store.group_id, (one.store_id,))):
                asked = apps.get_model("surveys", "Question").objects.get(answer_id=row.pk)
            hours = 7 if days > 10 else 55
            import_string(f"{ROOM}actions.reply")(people["care_agent"], asked.pk, reply, at=at + timedelta(hours=hours))
