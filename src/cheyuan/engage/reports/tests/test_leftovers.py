"""PPL-08: when a person is erased, their name and number go out of what colleagues wrote into reports and plans."""

from datetime import date

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions
from cheyuan.engage.reports.models import Measure, Report
from cheyuan.engage.reports.tests.conftest import CLOSED, OCTOBER, at
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import subject

pytestmark = pytest.mark.django_db


def test_ppl_08_a_persons_name_and_number_go_out_of_reports_and_plans(lived, boss, chief):
    one = customers.create(chief, boss.store_id, at=CLOSED, name="欧阳埋点", phone="13900077101")
    other = customers.create(chief, boss.store_id, at=CLOSED, name="诸葛还在", phone="13900077102")
    actions.close(boss, boss.store_id, OCTOBER, at=CLOSED)
    with scope(boss):
        report = Report.objects.get()
    what = "每周给欧阳埋点(13900077101)回电，也给诸葛还在"
    actions.add_measure(boss, report.pk, what, weak="", owner_id=boss.account_id, due_on=date(2026, 12, 1), at=at(2))
    actions.submit(boss, report.pk, "欧阳埋点投诉两次，已解决；诸葛还在很满意。", at=at(2))
    receipt = subject.erase(chief, one.pk, at=at(3))
    with scope(boss):
        texts = [Report.objects.get().summary, Measure.objects.get().what]
    assert not any(mark in text for text in texts for mark in ("欧阳埋点", "13900077101"))
    assert all(other.name in text for text in texts), "nobody else's words go"
    assert texts[0] == "□□投诉两次，已解决；诸葛还在很满意。"
    assert "report_signed" in receipt.kept
