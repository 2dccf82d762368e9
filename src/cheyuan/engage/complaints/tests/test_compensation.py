"""CARE-32, PLT-03: compensation by the limits of the roles, along the department's ladder, in effect with the signature."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.approvals import queries as asked_of
from cheyuan.base.journal.models import TimelineEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.complaints import actions, queries
from cheyuan.engage.complaints.tests.conftest import NINE
from cheyuan.kernel.errors import Conflict, Denied, Refused
from cheyuan.kernel.ref import Ref

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=2)


@pytest.fixture
def of(led, boss):
    """A complaint in work of a department."""

    def make(department="service"):
        one = led("start")
        return actions.classify(boss, one.pk, department=department, kind="waiting", severity="normal", at=LATER)

    return make


def paid(one, fresh):
    return fresh(one).compensation_fen


@pytest.mark.parametrize(
    ("department", "chain"),
    [
        ("care", ["care_manager", "general_manager"]),
        ("service", ["service_manager"]),
        ("sales", ["sales_manager"]),
        ("parts", ["service_manager"]),
    ],
)
def test_care_32_the_department_says_who_signs(of, boss, actor, department, chain):
    by = actor("care_agent")
    asked = actions.compensate(by, of(department).pk, 150_000, "等了半天", at=LATER)
    assert (asked.state, asked.chain) == ("waiting", chain)


def test_care_32_within_the_own_limit_it_counts_at_once(of, boss, fresh):
    one = of("care")
    assert actions.compensate(boss, one.pk, 50_000, "送一次保养", at=LATER).state == "approved"
    assert paid(one, fresh) == 50_000
    with scope(boss):
        assert [row.step for row in queries.steps(boss, one.pk)][-2:] == ["compensate", "granted"]
        told = TimelineEntry.objects.filter(customer_id=one.customer_id, verb="complaint.granted").get()
        assert told.facts["amount"] == "¥500"


def test_care_32_pending_approved_and_refused_show_on_the_complaint(of, boss, actor, fresh, client_as):
    one, head = of("service"), actor("service_manager", name="韩经理")
    asked = actions.compensate(actor("care_agent"), one.pk, 100_000, "等了半天", at=LATER)
    page = reverse("complaints:page", args=[one.pk])
    client = client_as("care_manager")
    assert "¥1,000" in client.get(page).content.decode()
    assert paid(one, fresh) == 0
    approvals.decide(head, asked.pk, yes=True, at=LATER)
    assert paid(one, fresh) == 100_000
    second = actions.compensate(boss, one.pk, 190_000, "再送一次", at=LATER)
    approvals.decide(head, second.pk, yes=False, remark="够了", at=LATER)
    assert paid(one, fresh) == 100_000
    with scope(boss):
        assert [row.state for row in asked_of.of(boss, Ref("complaint", one.pk))] == ["refused", "approved"]
    shown = client.get(page).content.decode()
    assert "¥1,900" in shown


def test_care_32_one_question_at_a_time_and_a_true_amount(of, actor):
    by, one = actor("care_agent"), of("service")
    for amount in (0, -5):
        with pytest.raises(Refused, match="compensation_amount"):
            actions.compensate(by, one.pk, amount, "等了半天", at=LATER)
    actions.compensate(by, one.pk, 100_000, "等了半天", at=LATER)
    with pytest.raises(Conflict, match="approval_asked"):
        actions.compensate(by, one.pk, 100_000, "等了半天", at=LATER)


def test_care_32_a_closed_complaint_is_compensated_no_more(led, boss, actor):
    one = led("close")
    with pytest.raises(Conflict, match="compensation_state"):
        actions.compensate(boss, one.pk, 100, "晚了", at=one.closed_at)
    with pytest.raises(Denied):
        actions.compensate(actor("front_desk"), one.pk, 100, "晚了", at=one.closed_at)


def test_care_32_asked_from_the_page_in_yuan(of, client_as, fresh):
    one, client = of("care"), client_as("care_manager")
    address = reverse("complaints:step", args=[one.pk, "compensate"])
    assert client.post(address, {"amount": "", "words": "送券"}).status_code == 422
    assert client.post(address, {"amount": "120.5", "words": "送券"}).status_code == 302
    assert paid(one, fresh) == 12_050
