"""CARE-40: a month closes once, whoever asks how often; it stays as it was; it is opened again only with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions, freezing, jobs
from cheyuan.engage.reports.actions import closing as inside
from cheyuan.engage.reports.models import Closing, Proposal, Report
from cheyuan.engage.reports.period import month_before
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.tests.conftest import CLOSED, OCTOBER, at, house
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.site.testing.threads import at_once

pytestmark = pytest.mark.django_db


def test_care_40_a_closed_month_stays_as_it_was_when_the_data_change(lived, world, boss, agent):
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    world.call(lived.missed, date(2026, 10, 19), "booked", agent.account_id)
    world.visit(world.car(), date(2026, 10, 2))
    with scope(boss):
        stored = Closing.objects.get(pk=one.pk)
        assert stored.figures == one.figures
        assert freezing.digest(stored.figures, stored.inputs) == stored.digest == one.digest
        anew, _inputs = freezing.measured(boss, boss.store_id, OCTOBER)
        assert anew != stored.figures, "control: the figures of now are others"
        assert AuditEntry.objects.get(verb="month.closed").facts["digest"] == one.digest


def test_care_40_nobody_rewrites_what_was_frozen(lived, boss):
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    for change in (lambda rows: rows.update(figures={}), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="permission denied"), scope(boss):
            change(Closing.objects.filter(pk=one.pk))


def test_care_40_frozen_figures_hold_no_word_about_a_person(lived, boss, agent):
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        text = freezing.canonical([one.figures, one.inputs, *Proposal.objects.values_list("evidence", flat=True)])
    for word in ("王小伟", lived.cars[0].vin, "别家快修", "林晓", "周敏"):
        assert word not in text
    assert str(agent.account_id) in one.figures["agents"]


def test_care_40_a_month_closes_when_it_is_over_and_once(lived, boss, agent, tenants):
    with pytest.raises(Refused, match="month_runs"):
        actions.close(boss, boss.store_id, OCTOBER, at=moment(date(2026, 10, 31), 23))
    with pytest.raises(Denied):
        actions.close(agent, boss.store_id, OCTOBER, at=CLOSED)
    with pytest.raises(Missing):
        actions.close(boss, tenants.sister.pk, OCTOBER, at=CLOSED)
    first = actions.close(boss, boss.store_id, date(2026, 10, 17), at=CLOSED)
    assert actions.close(boss, boss.store_id, OCTOBER, at=at(9)).pk == first.pk
    assert (first.month, first.version) == (OCTOBER, 1)


def test_care_40_a_month_is_opened_again_with_a_reason_only(lived, world, boss, agent):
    old = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with pytest.raises(Refused, match="reopen_reason"):
        actions.reopen(boss, old.pk, "  ", at=at(2))
    world.call(lived.missed, date(2026, 10, 19), "booked", agent.account_id)
    new = actions.reopen(boss, old.pk, "漏记了一通电话", at=at(2))
    assert (new.version, new.reason) == (2, "漏记了一通电话")
    assert new.figures["whole"]["tally"][1] == old.figures["whole"]["tally"][1] + 1
    with scope(boss):
        assert Closing.objects.get(pk=old.pk).figures == old.figures
        assert set(Proposal.objects.filter(closing=old).values_list("state", flat=True)) == {"dropped"}
        assert AuditEntry.objects.get(verb="month.reopened").facts["reason"] == "漏记了一通电话"
        assert Report.objects.count() == 2
    with pytest.raises(Conflict, match="closing_old"):
        actions.reopen(boss, old.pk, "noch einmal", at=at(2))


def test_care_40_a_report_that_waits_is_not_pulled_away(lived, boss):
    one = actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        report = closings.report_of(boss, one.pk)
    actions.submit(boss, report.pk, "十月总体平稳", at=at(1))
    with pytest.raises(Conflict, match="report_waits"):
        actions.reopen(boss, one.pk, "再算一次", at=at(2))


def test_care_40_the_night_closes_the_month_before_and_makes_up_for_a_missed_night(world, tenants):
    today = day_of(now())
    store = apps.get_model("tenancy", "Store").objects
    jobs.nightly(house(tenants.store), today)
    with scope(house(tenants.store)):
        assert not Closing.objects.exists(), "the store did not exist then"
    store.filter(pk=tenants.store.pk).update(created_at=moment(date(2020, 1, 1)))
    for _night in range(2):
        jobs.nightly(house(tenants.store), today)
    with scope(house(tenants.store)):
        assert [one.month for one in Closing.objects.all()] == [month_before(today)]


@pytest.mark.django_db(transaction=True)
def test_care_40_two_at_once_close_a_month_once(lived, boss):
    found = at_once(*(lambda: actions.close(boss, boss.store_id, OCTOBER, at=CLOSED).pk for _ in range(4)))
    assert len(set(found)) == 1
    with scope(boss):
        assert (Closing.objects.count(), Report.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_care_40_control_without_the_lock_the_second_breaks(lived, boss):
    def unguarded(_number: int) -> str:
        try:
            with scope(boss):
                gate.wait(10)
                inside._freeze(boss, boss.store_id, OCTOBER, None, "", CLOSED)
            return "frozen"
        except IntegrityError:
            return "broken"
        finally:
            connection.close()

    gate = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(unguarded, range(2))) == ["broken", "frozen"]
    with transaction.atomic(), scope(boss):
        assert Closing.objects.count() == 1
