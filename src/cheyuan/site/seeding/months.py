"""The demo's two last months, closed: one signed by the general manager with everything settled, one waiting for it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import moment, now
from cheyuan.site.seeding.complaints import people_of

ROOM = "cheyuan.engage.reports."
PLANS = {
    "first_return": "首保名单每周一由客服经理核对，未预约的当天补打，次日抽查",
    "periodic_return": "定保到期前 14 天加发微信提醒，附预约链接",
    "recall": "流失客户按区域分给两名专员，每人每天 8 通，周五复盘原因",
    "lapse": "连续 60 天未进厂的车主由原销售顾问上门或电话关怀一次",
    "booking": "话术改为给两个具体时段二选一，早会演练三天",
    "made": "每天 16:00 看板清零，未完成的当场分给有空的同事",
    "first_coverage": "交车当天建立首保提醒，交车单与系统逐台核对",
}
SUMMARIES = (
    "本月生日和质保提醒全部完成，定保邀约稳步上升；首保回厂仍偏低，主要是异地车主。已安排逐台核对。",
    "国庆后进厂量恢复，定保和邀约都好于上月；流失客户一个也没有回来，是十一月的重点，需要销售部一起跟进。",
)


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Close the two months before ``as_of`` as people would have; answers how many are closed."""
    people = people_of(store, accounts)
    boss, chief, agent = people["care_manager"], people["general_manager"], people["care_agent"]
    last = (as_of.replace(day=1) - timedelta(days=1)).replace(day=1)
    before = (last - timedelta(days=1)).replace(day=1)
    for place, month in enumerate((before, last)):
        report, at = _close(store, month), _next(month)
        _plan(boss, report, at)
        asked = _act("submit")(boss, report.pk, SUMMARIES[place], at=_past(at, days=1, hours=10))
        if month == before:
            _sign(boss, chief, report, asked, at)
        else:
            _contest(agent, report, at)
    return 2


def _act(name: str) -> Any:
    return import_string(f"{ROOM}actions.{name}")


def _next(month: date) -> datetime:
    """The first moment after a month."""
    return moment((month.replace(day=28) + timedelta(days=4)).replace(day=1))


def _past(at: datetime, **later: float) -> datetime:
    return min(at + timedelta(**later), now())


def _close(store: Any, month: date) -> Any:
    by = system(store.group_id, (store.pk,), name="演示")
    closing = _act("close")(by, store.pk, month, at=_past(_next(month), hours=2.5))
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        return import_string(f"{ROOM}queries.closings.report_of")(by, closing.pk)


def _plan(boss: Any, report: Any, at: datetime) -> None:
    """A measure for each weak point."""
    freezing, weak = (import_string(f"{ROOM}{name}") for name in ("freezing", "weak"))
    found = weak.weak_points(freezing.read(report.closing), freezing.targets(report.closing.inputs))
    for place, one in enumerate(found):
        due = (at + timedelta(days=14 + 5 * place)).date()
        _act("add_measure")(
            boss, report.pk, PLANS[one.name], weak=one.name, owner_id=boss.account_id, due_on=due, at=_past(at, hours=9)
        )


def _sign(boss: Any, chief: Any, report: Any, asked: Any, at: datetime) -> None:
    decide = import_string("cheyuan.base.approvals.actions.decide")
    decide(chief, asked.pk, yes=True, remark="同意。首保名单下周例会我要看。", at=_past(at, days=2, hours=9.5))
    _act("print_report")(boss, report.pk, at=_past(at, days=2, hours=9.6))
    rows = _proposals(report)
    for place, one in enumerate(rows):
        who, half = (chief if one.account_id == boss.account_id else boss), one.amount_fen // 2
        fen, why = (half, "情况属实，首次发生，减半。") if place % 4 == 1 else (one.amount_fen, "核对无误。")
        _act("decide")(who, one.pk, fen, why, at=_past(at, days=3, hours=10))
    if rows:
        money = _act("send_money")(boss, report.pk, "本月扣罚明细已逐条核对，请批准。", at=_past(at, days=3, hours=11))
        decide(chief, money.pk, yes=True, at=_past(at, days=4, hours=9))


def _contest(agent: Any, report: Any, at: datetime) -> None:
    """One of theirs is not right."""
    words = "其中两位客户当天到店，前台已接待，没有再打电话的必要。"
    for one in [one for one in _proposals(report) if one.account_id == agent.account_id][:1]:
        _act("contest")(agent, one.pk, words, at=_past(at, days=3, hours=15))


def _proposals(report: Any) -> list[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(system(report.store.group_id, (report.store_id,))):
        return list(apps.get_model("reports", "Proposal").objects.filter(closing_id=report.closing_id).order_by("pk"))
