"""The demo's complaints: a dozen in every state, led by the real actions at the hours at which people would have done so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment, now

ROOM = "cheyuan.engage.complaints.actions."
MANAGER = {"care": "care_manager", "sales": "sales_manager", "service": "service_manager", "parts": "service_manager"}
WORKER = {"care": "care_agent", "sales": "sales_consultant", "service": "service_advisor", "parts": "service_advisor"}


@dataclass(frozen=True)
class Told:
    """One complaint: how many days ago and when it came, about what, how far it went and what was said."""

    days: int
    hour: float
    channel: str
    department: str
    kind: str
    text: str
    until: str
    severity: str = "normal"
    solution: str = ""
    answered: int = 25
    wait: str = ""
    again: str = ""
    yuan: int = 0


STORIES = (
    Told(24, 9.6, "hotline", "service", "waiting", "预约了九点，十点半才有人接车，保养做完已经下午了。", "close",
         solution="当面致歉，赠送下次工时券，预约时段增加一个接车工位。", yuan=300),
    Told(19, 14.2, "wechat", "sales", "delivery", "说好十五号提车，拖了四天，没有人主动打电话。", "close",
         solution="销售经理登门致歉，赠送脚垫和一次精洗。", again="脚垫尺寸不对，还是没人管。"),
    Told(17, 10.4, "front_desk", "parts", "parts", "右后视镜等了三周还没到货，车一直不能开高速。", "close", severity="urgent",
         solution="从广州中心库调货，次日到店安装。"),
    Told(11, 16.1, "survey", "service", "attitude", "顾问说话不耐烦，问两句就说自己看手册。", "revisit",
         solution="顾问当面道歉，服务经理重新讲解了用车功能。"),
    Told(9, 11.0, "site", "service", "technical", "空调异响修了两次，一过减速带还是响。", "tell",
         solution="更换鼓风机总成，试车 20 公里无异响。", yuan=800),
    Told(4, 9.2, "hotline", "service", "price", "工时费比电话里报的多了两百，结账才知道。", "tell",
         solution="核对工单，退还差额，今后报价先发短信确认。", yuan=200),
    Told(2, 15.5, "call", "sales", "delivery", "交车时说送的行车记录仪一直没装。", "solve", solution="已约本周六到店安装。"),
    Told(2, 10.1, "listening", "service", "waiting", "在点评上写：周末洗车排队一个多小时，没有人解释。", "start", answered=200),
    Told(1, 11.4, "wechat", "service", "technical", "中控屏重启了三次，导航时最怕它黑屏。", "start", severity="urgent",
         answered=18,
         wait="等客户把车开到店里，约了后天上午。"),
    Told(1, 16.4, "front_desk", "parts", "parts", "定的原厂雨刷到货通知我，来了又说被别人拿走了。", "assign"),
    Told(0, 8.7, "hotline", "care", "attitude", "一天接到三个保养提醒电话，说过不需要了。", "classify"),
    Told(0, 8.8, "site", "service", "price", "线上看到的套餐价和店里不一样。", "receive", answered=0),
)  # fmt: skip
ORDER = ("answer", "classify", "assign", "start", "solve", "tell", "revisit", "close")


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Live the complaints of a store's last four weeks; answers how many. Whoever is needed has an account there."""
    people = people_of(store, accounts)
    cars = _cars(store)
    for number, told in enumerate(STORIES):
        _lead(store, people, cars[number % len(cars)], told, as_of)
    _improve(store, people["care_manager"], as_of)
    with import_string("cheyuan.base.tenancy.scope.scope")(by := system(store.group_id, (store.pk,), name="演示")):
        import_string(f"{ROOM}escalate")(by, at=now())
    return len(STORIES)


def people_of(store: Any, accounts: Mapping[str, Any]) -> dict[str, Any]:
    """Role → an actor of the store who has it."""
    actor_of = import_string("cheyuan.base.accounts.actors.actor_of")
    posts = apps.get_model("accounts", "Membership").objects.filter(store=store).order_by("pk")
    by_id = {account.pk: account for account in accounts.values()}
    found: dict[str, Any] = {}
    for account_id, role in posts.values_list("account_id", "role"):
        if role not in found and account_id in by_id:
            found[role] = actor_of(by_id[account_id], store.pk)
    return found


def _cars(store: Any) -> list[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(system(store.group_id, (store.pk,))):
        rows = apps.get_model("vehicles", "Vehicle").objects.filter(store=store, status="active", owner__erased_at=None)
        return list(rows.order_by("-odometer_km", "pk")[3 : 3 + 5 * len(STORIES) : 5])


def _lead(store: Any, people: dict[str, Any], car: Any, told: Told, as_of: date) -> None:
    began = moment(as_of - timedelta(days=told.days), int(told.hour), round(told.hour % 1 * 60))
    began = min(began, now() - timedelta(minutes=10 + round(told.hour)))
    heard = import_string(f"{ROOM}Heard")(told.channel, told.text, car.owner_id, car.pk, severity=told.severity)
    one = import_string(f"{ROOM}take")(people["care_agent"], store.pk, heard, at=began)
    live(people, one.pk, told, began)


def live(people: dict[str, Any], complaint_id: int, told: Told, began: datetime) -> None:
    """Lead a complaint as far as it is told, each step at its hour."""
    boss, worker = people[MANAGER[told.department]], people[WORKER[told.department]]
    steps = ORDER[: ORDER.index(told.until) + 1] if told.until in ORDER else ()
    for step, at in _moments(told, steps, began):
        if at <= now():
            _step(boss, worker, complaint_id, told, step, at)
    waits = began + timedelta(hours=3)
    if told.wait and waits <= now():
        import_string(f"{ROOM}wait")(worker, complaint_id, told.wait, at=waits)


def _moments(told: Told, steps: tuple[str, ...], began: datetime) -> Iterator[tuple[str, datetime]]:
    """When each step was made: minutes after the call, hours for the work, a week for the revisit."""
    hours = {"classify": 0.6, "assign": 0.7, "start": 1.2, "solve": 5.5, "tell": 7, "revisit": 169, "close": 169.5}
    for step in steps:
        yield step, began + (timedelta(minutes=told.answered) if step == "answer" else timedelta(hours=hours[step]))
        if step == "tell" and told.again:
            for name, later in (("reopen", 30), ("solve", 34), ("tell", 36)):
                yield name, began + timedelta(hours=later)


def _step(boss: Any, worker: Any, pk: int, told: Told, step: str, at: datetime) -> None:
    act = import_string(ROOM + step)
    if step == "classify":
        act(boss, pk, department=told.department, kind=told.kind, severity=told.severity, at=at)
    elif step == "assign":
        act(boss, pk, worker.account_id, at=at)
    elif step == "start":
        act(worker, pk, at=at)
    elif step == "revisit":
        act(boss, pk, "yes", "现在满意了，谢谢回访。", at=at + timedelta(days=2))
    elif step == "close":
        act(boss, pk, "已纳入晨会案例。", at=at + timedelta(days=2))
    else:
        words = {
            "answer": "已电话致歉，说明会在时限内答复。",
            "solve": told.solution,
            "tell": "客户表示接受。",
            "reopen": told.again,
        }
        act(boss if step in ("answer", "reopen") else worker, pk, words[step], at=at)
    if step == "solve" and told.yuan and not told.again:
        import_string(f"{ROOM}compensate")(worker, pk, told.yuan * 100, "按情况给客户工时券。", at=at)


def _improve(store: Any, boss: Any, as_of: date) -> None:
    monday = as_of - timedelta(days=as_of.weekday())
    add, finish = import_string(f"{ROOM}improve"), import_string(f"{ROOM}finish")
    rows = (
        ("周末增加一名接车人员，等候超过 20 分钟主动说明", "waiting", monday - timedelta(days=7), 4),
        ("报价一律短信确认后再施工", "price", monday, 9),
        ("到货配件贴客户姓名标签，七天内不得挪用", "parts", monday, 12),
    )
    made = [
        add(boss, store.pk, what, kind=kind, owner_id=boss.account_id, due_on=week + timedelta(days=days), week=week,
            at=min(now(), moment(week, 16)))
        for what, kind, week, days in rows
    ]  # fmt: skip
    finish(boss, made[0].pk, at=min(now(), moment(monday, 17)))
