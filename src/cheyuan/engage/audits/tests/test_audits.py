"""CARE-16: the month's sample, judging by a score sheet, the answer of who was judged, the figures."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits import actions, jobs, queries
from cheyuan.engage.audits.models import Audit, Scorecard
from cheyuan.engage.audits.scoring import Criterion
from cheyuan.engage.audits.tests.conftest import NIGHT, OCTOBER, all_of, card_of, judged
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.site.testing.threads import at_once

pytestmark = pytest.mark.django_db


def count(by):
    with scope(by):
        return Audit.objects.count()


def test_care_16_sixty_percent_of_the_months_insurance_reminders_are_drawn_once(boss, calls):
    calls(10)
    calls(4, rule="R09")
    assert actions.draw(boss, boss.store_id, date(2026, 10, 17), at=NIGHT) == 6
    assert actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT + timedelta(days=1)) == 0
    with scope(boss):
        rows = list(Audit.objects.all())
        entry = AuditEntry.objects.get(verb="audit.drawn")
    assert {(one.rule, one.month, one.state) for one in rows} == {("R13", OCTOBER, "open")}
    assert entry.facts["count"] == 6


def test_care_16_the_share_is_a_policy_of_the_store_with_history(boss, calls):
    calls(4, rule="R09")
    set_value(
        house(_store(boss)), "audits.share.R09", 50, for_store=boss.store_id, valid_from=OCTOBER, reason="t", at=NIGHT
    )
    assert actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT) == 2


def _store(by):
    from django.apps import apps  # noqa: PLC0415

    return apps.get_model("tenancy", "Store").objects.get(pk=by.store_id)


def test_care_16_calls_taken_back_or_still_to_be_taken_back_and_other_months_are_left_out(boss, calls):
    calls(2, undone_at=NIGHT)
    calls(2, at=NIGHT - timedelta(days=40))
    calls(2, outcome="corrected")
    assert actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT) == 0
    calls(1, at=NIGHT)
    november = date(2026, 11, 1)
    assert actions.draw(boss, boss.store_id, november, at=NIGHT + timedelta(minutes=5)) == 0
    assert actions.draw(boss, boss.store_id, november, at=NIGHT + timedelta(minutes=60)) == 1
    with pytest.raises(Refused, match="audit_month"):
        actions.draw(boss, boss.store_id, date(2026, 12, 1), at=NIGHT)


def test_care_16_the_last_call_of_a_task_is_the_one_that_is_heard(boss, calls):
    (first,) = calls(1)
    with scope(boss):
        second = type(first).objects.get(pk=first.pk)
        second.pk, second.at = None, first.at + timedelta(days=1)
        second.save(force_insert=True)
    assert actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT) == 1
    with scope(boss):
        assert Audit.objects.get().attempt_id == second.pk


def test_care_16_the_night_of_the_first_draws_the_month_before(boss, calls):
    calls(5)
    by = house(_store(boss))
    jobs.nightly(by, date(2026, 11, 9))
    assert count(boss) == 0
    jobs.nightly(by, date(2026, 11, 1))
    jobs.nightly(by, date(2026, 11, 2))
    assert count(boss) == 3


def test_p9_only_in_ones_own_store(boss, calls, tenants, actor):
    calls(5, store=tenants.sister)
    assert actions.draw(boss, boss.store_id, OCTOBER, at=NIGHT) == 0
    with pytest.raises(Missing):
        actions.draw(boss, tenants.sister.pk, OCTOBER, at=NIGHT)
    with pytest.raises(Denied):
        actions.draw(actor("care_agent"), boss.store_id, OCTOBER, at=NIGHT)
    sister = actor("care_manager", tenants.sister)
    assert actions.draw(sister, tenants.sister.pk, OCTOBER, at=NIGHT) == 3
    assert count(boss) == 0


@pytest.mark.django_db(transaction=True)
def test_care_16_two_draws_at_once_give_one_sample(boss, calls, actor):
    calls(10)
    people = (boss, actor("general_manager"))
    answers = at_once(*(lambda by=by: actions.draw(by, boss.store_id, OCTOBER, at=NIGHT) for by in people))
    assert sorted(answers) == [0, 6]
    assert count(boss) == 6


def test_care_16_a_call_is_judged_by_the_sheet_and_fails_with_a_finding(boss, drawn):
    first, second, third = drawn()
    good = judged(boss, first)
    assert (good.state, good.score, good.judged_by_name) == ("passed", 100, "周敏")
    with pytest.raises(Conflict, match="audit_judged"):
        judged(boss, first)
    with pytest.raises(Refused, match="audit_findings"):
        judged(boss, second, "no")
    bad = judged(boss, second, "yes", "到期日说错了", ends_on="no")
    assert (bad.state, bad.score) == ("failed", 80), "a must that was missed fails whatever the score"
    with pytest.raises(Refused, match="audit_marks"):
        actions.judge(boss, third.pk, {}, scorecard_id=card_of(boss).pk, at=NIGHT)


def test_care_16_nobody_judges_their_own_call_and_agents_none(boss, drawn, agents, calls):
    row = drawn()[0]
    with scope(boss):
        Audit.objects.filter(pk=row.pk).update(agent_id=boss.account_id)
    with pytest.raises(Refused, match="audit_own"):
        judged(boss, row)
    with pytest.raises(Denied):
        actions.judge(agents[0], row.pk, {}, scorecard_id=1, at=NIGHT)


def test_care_16_an_agent_sees_the_own_results_only_and_answers_once(boss, drawn, agents):
    rows = drawn(10)
    mine = next(one for one in rows if one.agent_id == agents[0].account_id)
    other = next(one for one in rows if one.agent_id == agents[1].account_id)
    agent = agents[0]
    with scope(agent):
        assert list(queries.audits(agent)) == [], "nobody learns beforehand which call was drawn"
    judged(boss, mine, "partly", "没有核对车牌")
    judged(boss, other)
    with scope(agent):
        assert [one.pk for one in queries.audits(agent)] == [mine.pk]
        with pytest.raises(Missing):
            queries.audit(agent, other.pk)
    with pytest.raises(Refused, match="audit_words"):
        actions.answer(agent, mine.pk, " ", at=NIGHT)
    assert actions.answer(agent, mine.pk, "客户已经报过车牌", at=NIGHT).answered_at == NIGHT
    with pytest.raises(Conflict, match="audit_answered"):
        actions.answer(agent, mine.pk, "再说一次", at=NIGHT)
    with pytest.raises(Denied):
        actions.answer(boss, mine.pk, "替他说", at=NIGHT)
    assert actions.reopen(boss, mine.pk, at=NIGHT).state == "open"
    again = judged(boss, mine)
    assert (again.state, again.answer) == ("passed", "客户已经报过车牌")


def test_care_16_a_used_sheet_is_never_changed_a_new_version_judges_from_now_on(boss, drawn):
    first, second = drawn()[:2]
    old = card_of(boss)
    judged(boss, first)
    new = actions.save_card(boss, "R13", [Criterion("x", "语速合适", 50), Criterion("y", "结束语", 50)], 90, at=NIGHT)
    assert (new.number, card_of(boss).pk) == (2, new.pk)
    with scope(boss):
        assert Audit.objects.select_related("scorecard").get(pk=first.pk).scorecard.criteria == old.criteria
    with pytest.raises(Conflict, match="audit_card"):
        actions.judge(boss, second.pk, all_of(old), scorecard_id=old.pk, at=NIGHT)
    assert judged(boss, second, "yes", "语速太快", x="partly").state == "failed"
    with scope(boss), pytest.raises(ProgrammingError), transaction.atomic():
        Scorecard.objects.filter(pk=old.pk).update(pass_mark=1)


@pytest.mark.parametrize(
    ("lines", "mark", "code"),
    [
        ([], 80, "card_lines"),
        ([Criterion("x", "甲", 0)], 80, "card_weight"),
        ([Criterion("x", "甲", 9)], 0, "card_pass"),
    ],
)
def test_care_16_a_sheet_that_judges_nothing_is_refused(boss, lines, mark, code):
    with pytest.raises(Refused, match=code):
        actions.save_card(boss, "", lines, mark, at=NIGHT)


def test_care_16_figures_by_agent_and_month_and_the_failed_ones_as_evidence(boss, drawn, agents):
    rows = drawn(10)
    judged(boss, rows[0])
    bad = judged(boss, rows[1], "no", "没有说到期日")
    with scope(boss):
        found = {one.agent_id: one for one in queries.figures(boss, OCTOBER)}
        evidence = queries.failed(boss, boss.store_id, date(2026, 11, 20))
        assert queries.failed(boss, boss.store_id, OCTOBER) == [], "judged in November"
        samples = queries.samples(boss, boss.store_id, OCTOBER, NIGHT)
    assert sum(one.drawn for one in found.values()) == 6
    assert sum(one.judged for one in found.values()) == 2
    assert found[bad.agent_id].failed == 1
    assert [(one.audit_id, one.agent_name, one.score, one.rule) for one in evidence] == [
        (bad.pk, bad.agent_name, 0, "R13")
    ]
    assert [(one.rule, one.called, one.share, one.drawn, one.judged) for one in samples] == [("R13", 10, 60, 6, 2)]
    other = next(one for one in agents if one.account_id != bad.agent_id)
    with scope(other):
        assert queries.failed(other, boss.store_id, date(2026, 11, 20)) == []
