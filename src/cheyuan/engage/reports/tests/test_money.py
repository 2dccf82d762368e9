"""CARE-42: deductions and rewards follow from the figures with their proof; contested, decided, approved, kept."""

from datetime import date

import pytest
from django.db import DatabaseError

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions, findings
from cheyuan.engage.reports.models import Proposal, ProposalStep
from cheyuan.engage.reports.queries import closings, proposals
from cheyuan.engage.reports.tests.conftest import CLOSED, OCTOBER, at
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(lived, boss):
    """October, closed; → its proposals by kind."""
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        found = {row.kind: row for row in Proposal.objects.filter(closing=one)}
        found["report"] = closings.report_of(boss, one.pk)
    return found


def test_care_42_what_follows_from_a_month_with_the_rows_that_prove_it(lived, closed, agent, boss):
    assert {kind: (one.amount_fen, one.account_id) for kind, one in closed.items() if kind != "report"} == {
        "unfollowed": (2000, agent.account_id), "birthday": (5000, agent.account_id), "late": (5000, agent.account_id),
        "missed": (10000, agent.account_id),
    }  # fmt: skip
    proof = {kind: proposals.evidence_ids(closed[kind]) for kind in ("unfollowed", "birthday", "late", "missed")}
    assert proof == {
        "unfollowed": [lived.failed.pk], "birthday": [lived.birthday.pk], "late": [lived.late.pk], "missed": [lived.missed.pk],
    }  # fmt: skip


def held(boss):
    """From October on, in the boss's store."""
    return {"for_store": boss.store_id, "valid_from": OCTOBER, "reason": "Probe", "at": moment(OCTOBER)}


def test_care_42_the_amounts_are_policies(lived, boss, actor):
    chief = actor("general_manager")
    set_value(chief, "reports.fen_birthday", 7700, **held(boss))
    set_value(chief, "reports.fen_late", 0, **held(boss))
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        found = dict(Proposal.objects.filter(closing=one).values_list("kind", "amount_fen"))
    assert found["birthday"] == 7700
    assert "late" not in found, "what costs nothing is not proposed"


def test_care_42_a_failed_insurance_audit_counts_in_the_month_it_was_judged(lived, world, boss, agent):
    for rule, judged in (
        ("R13", moment(date(2026, 10, 2))),
        ("R13", moment(date(2026, 9, 30))),
        ("R09", moment(date(2026, 10, 2))),
    ):
        task = world.task(world.car(), rule, due=date(2026, 9, 20))
        call = world.call(task, date(2026, 9, 19), account_id=agent.account_id)
        about = {"task_id": task.pk, "attempt": call, "customer_id": task.customer_id, "called_at": call.at}
        world._make(
            "audits.Audit", month=date(2026, 9, 1), rule=rule, agent_id=agent.account_id, agent_name="李", state="failed",
            drawn_at=judged, judged_at=judged, score=20, **about,
        )  # fmt: skip
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        found = Proposal.objects.get(closing=one, kind="audit")
    assert (found.amount_fen, found.account_id, found.count) == (2000, agent.account_id, 1)
    assert [len(rows["ids"]) for rows in found.evidence["rows"]] == [1, 1]


def test_care_42_coverage_late_figures_report_and_plan_are_the_managers(lived, world, boss):
    for number in range(3):
        world.task(world.car(), "R08a", due=date(2026, 10, 9), cycle=f"n{number}")
    september = actions.close(boss, boss.store_id, date(2026, 9, 1), at=CLOSED)
    one = actions.close(boss, boss.store_id, OCTOBER, at=at(20))
    with scope(boss):
        mine = Proposal.objects.filter(closing=one, account_id=boss.account_id)
        found = {row.kind: row for row in mine}
        assert {kind: row.amount_fen for kind, row in found.items()} == {
            "coverage": 20000, "lapse": 20000, "report": 20000, "plan": 30000,
        }  # fmt: skip
        assert found["coverage"].evidence == {"figure": "first_coverage", "part": 1, "whole": 4, "target": 95}
        report = closings.report_of(boss, september.pk)
        assert found["report"].evidence["rows"] == [{"kind": "month_report", "ids": [report.pk]}]


def test_care_42_figures_of_lapsed_owners_that_change_were_false(lived, world, boss):
    old = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    world.visit(lived.cars[1], date(2026, 10, 30))
    new = actions.reopen(boss, old.pk, "漏录一次进厂", at=at(3))
    with scope(boss):
        one = Proposal.objects.get(closing=new, kind="lapse")
    assert one.evidence["before"] != [one.evidence["part"], one.evidence["whole"]]


def test_care_42_whoever_made_everything_is_rewarded_by_policy(world, boss, agent, actor):
    chief = actor("general_manager")
    task = world.task(world.car(), assignee_id=agent.account_id)
    world.call(task, date(2026, 10, 5), "booked", agent.account_id)
    set_value(chief, "reports.fen_reward", 10000, **held(boss))
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        row = Proposal.objects.get(closing=one)
    assert (row.kind, row.reward, row.account_id, row.amount_fen) == ("reward", True, agent.account_id, 10000)


def test_care_42_other_rooms_can_prove_more(lived, boss, agent):
    row = findings.Finding("audit", agent.account_id, 2, 4000, {"rows": [{"kind": "audit", "ids": [1, 2]}]})
    findings.register("audit", lambda by, month: iter([row]))
    try:
        one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    finally:
        findings._finders.pop("audit")
    with scope(boss):
        assert Proposal.objects.get(closing=one, kind="audit").count == 2


def test_care_42_contested_decided_approved_and_never_changed(closed, agent, boss, chief):
    one = closed["missed"]
    actions.contest(agent, one.pk, "客户当天已到店，不需要再打", at=at(3))
    assert actions.decide(boss, one.pk, 5000, "减半：到店属实，但没有记录", at=at(4)).state == "upheld"
    actions.contest(agent, one.pk, "还是不对", at=at(5))
    with pytest.raises(Refused, match="proposals_open"):
        actions.send_money(boss, closed["report"].pk, "请批准", at=at(5))
    actions.decide(boss, one.pk, 0, "接待记录补到了", at=at(6))
    for kind in ("unfollowed", "birthday", "late"):
        actions.decide(boss, closed[kind].pk, closed[kind].amount_fen, "属实", at=at(6))
    asked = actions.send_money(boss, closed["report"].pk, "请批准", at=at(6))
    assert "¥120" in asked.title
    with pytest.raises(Conflict, match="money_waits"):
        actions.decide(boss, closed["late"].pk, 0, "再想想", at=at(6))
    approvals.decide(chief, asked.pk, yes=True, at=at(7))
    with scope(boss):
        states = dict(Proposal.objects.values_list("kind", "state"))
        assert states == {"missed": "dropped", "unfollowed": "settled", "birthday": "settled", "late": "settled"}
        said = [(step.step, step.amount_fen) for step in proposals.steps(boss, one.pk)]
    assert said == [("propose", 10000), ("contest", None), ("uphold", 5000), ("contest", None), ("drop", 0)]
    for act in (
        lambda: actions.contest(agent, closed["late"].pk, "晚了", at=at(8)),
        lambda: actions.decide(boss, closed["late"].pk, 0, "晚了", at=at(8)),
    ):
        with pytest.raises(Conflict, match="wrong_state"):
            act()
    with pytest.raises(DatabaseError, match="permission denied"), scope(boss):
        ProposalStep.objects.update(words="anders")


def test_care_42_settled_ones_are_not_proposed_again(closed, boss, chief):
    for kind in ("unfollowed", "birthday", "late", "missed"):
        actions.decide(boss, closed[kind].pk, closed[kind].amount_fen, "属实", at=at(2))
    asked = actions.send_money(boss, closed["report"].pk, "请批准", at=at(2))
    approvals.decide(chief, asked.pk, yes=True, at=at(2))
    new = actions.reopen(boss, closed["late"].closing_id, "复核", at=at(3))
    with scope(boss):
        assert not Proposal.objects.filter(closing=new).exists()
        assert Proposal.objects.filter(state="settled").count() == 4


def test_care_42_refused_the_manager_decides_anew(closed, boss, chief):
    for kind in ("unfollowed", "birthday", "late", "missed"):
        actions.decide(boss, closed[kind].pk, closed[kind].amount_fen, "属实", at=at(2))
    asked = actions.send_money(boss, closed["report"].pk, "请批准", at=at(2))
    approvals.decide(chief, asked.pk, yes=False, remark="生日那条请再核实", at=at(3))
    assert actions.decide(boss, closed["birthday"].pk, 0, "核实：电话停机", at=at(3)).state == "dropped"


def test_care_42_everyone_sees_and_contests_their_own_only(closed, agent, boss, actor, tenants):
    other, stranger = actor("care_agent", name="别人"), actor("care_manager", tenants.sister)
    with scope(other):
        assert not proposals.proposals(other).exists()
    with pytest.raises(Missing):
        actions.contest(other, closed["late"].pk, "不对", at=at(2))
    with pytest.raises(Denied, match="proposal_others"):
        actions.contest(boss, closed["late"].pk, "不对", at=at(2))
    with pytest.raises(Missing):
        actions.decide(stranger, closed["late"].pk, 0, "不对", at=at(2))
    with pytest.raises(Denied):
        actions.decide(agent, closed["late"].pk, 0, "不对", at=at(2))
    with pytest.raises(Conflict, match="contest_late"):
        actions.contest(agent, closed["late"].pk, "不对", at=at(25))
    with pytest.raises(Refused, match="proposal_amount"):
        actions.decide(boss, closed["late"].pk, 5001, "更多", at=at(2))


def test_care_42_nobody_decides_about_themselves(lived, world, boss, chief):
    world.task(world.car(), "R08a", due=date(2026, 10, 9), cycle="x")
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        mine = Proposal.objects.get(closing=one, kind="coverage")
    with pytest.raises(Denied, match="proposal_own"):
        actions.decide(boss, mine.pk, 0, "放过自己", at=at(2))
    assert actions.decide(chief, mine.pk, 0, "名单晚到", at=at(2)).state == "dropped"
