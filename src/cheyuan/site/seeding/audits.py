"""The demo's quality audits: insurance calls of the last days, a sample of them and of last month's reminders, most judged."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment, now
from cheyuan.site.seeding.complaints import people_of

ROOM = "cheyuan.engage.audits."
SHARES = {"R09": 15, "R08b": 20}
CALLS = 14
FINDINGS = (
    "没有核对车辆，到期日是客户自己说的。",
    "只问了要不要续保，没有讲方案，也没有约下一步。",
    "备注写“已讲方案”，通话里没有讲。",
)
ANSWERS = ("客户在开车，只能先约下次，备注没写清楚，以后注意。", "当时系统里的到期日还没更新，我已请资料同事更正。")


def write(store: Any, accounts: Mapping[str, Any], as_of: date) -> int:
    """Live it by the real actions; answers how many calls were audited."""
    by, boss = system(store.group_id, (store.pk,), name="演示"), people_of(store, accounts)["care_manager"]
    for rule, share in SHARES.items():
        import_string("cheyuan.base.policies.actions.set_value")(
            by, f"audits.share.{rule}", share, for_store=store.pk, valid_from=as_of - timedelta(days=90), reason="demo",
            at=moment(as_of - timedelta(days=90), 9),
        )  # fmt: skip
    _insurance(by, store, accounts, as_of)
    drawn = import_string(f"{ROOM}actions.draw")
    for day in {as_of, as_of - timedelta(days=1), as_of.replace(day=1) - timedelta(days=1)}:
        drawn(by, store.pk, day, at=now())
    return _judged(boss, store, accounts)


def _insurance(by: Actor, store: Any, accounts: Mapping[str, Any], as_of: date) -> None:
    """Yesterday some insurance reminders were called about."""
    names = ("actions.report", "answers.Answer")
    report, answer = (import_string(f"cheyuan.engage.contact.{name}") for name in names)
    actor_of = import_string("cheyuan.base.accounts.actors.actor_of")
    by_id = {account.pk: account for account in accounts.values()}
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        tasks = apps.get_model("care", "Task").objects.filter(store_id=store.pk, rule="R13", state="open", attempts=0)
        rows = list(tasks.filter(assignee_id__in=list(by_id)).order_by("pk").values_list("pk", "assignee_id")[:CALLS])
    for number, (pk, account) in enumerate(rows):
        at = moment(as_of - timedelta(days=1), 9 + number % 8, 7 * number % 60)
        given = {"note": ("说月底前回店续保", "要两家报价比较", "")[number % 3], "seconds": 60 + 17 * number}
        report(
            actor_of(by_id[account], store.pk),
            pk,
            answer("no_answer" if number % 5 == 4 else "will_come", **given),
            at=at,
        )


def _judged(boss: Actor, store: Any, accounts: Mapping[str, Any]) -> int:
    """All but the last few are judged; every fifth fails, and the first of these is answered."""
    judge, reply = import_string(f"{ROOM}actions.judge"), import_string(f"{ROOM}actions.answer")
    actor_of = import_string("cheyuan.base.accounts.actors.actor_of")
    with import_string("cheyuan.base.tenancy.scope.scope")(boss):
        rows = list(apps.get_model("audits", "Audit").objects.filter(store_id=store.pk).order_by("called_at", "pk"))
        cards = import_string(f"{ROOM}cards.in_force")(boss, sorted({row.rule for row in rows}), now())
    by_id = {account.pk: account for account in accounts.values()}
    done = 0
    for number, row in enumerate(rows):
        if number >= len(rows) * 0.75 or row.agent_id == boss.account_id:
            continue
        keys = [line["key"] for line in cards[row.rule].criteria]
        fails = number % 5 == 3
        marks = {key: "no" if fails and place % 2 else "yes" for place, key in enumerate(keys)}
        if not fails:
            marks[keys[number % len(keys)]] = ("partly", "yes", "na")[number % 3]
        words = FINDINGS[number % len(FINDINGS)] if fails else ""
        judge(boss, row.pk, marks, words, scorecard_id=cards[row.rule].pk, at=now() - timedelta(hours=2))
        if fails and number % 2 and row.agent_id in by_id:
            reply(actor_of(by_id[row.agent_id], store.pk), row.pk, ANSWERS[number % len(ANSWERS)], at=now())
        done += 1
    return done
