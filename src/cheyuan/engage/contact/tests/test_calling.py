"""CARE-08 on the task page: whether the customer may be called now, why not, and what a person may decide."""

from datetime import date, time

import pytest
from django.apps import apps
from django.urls import reverse

from cheyuan.base.channels import actions as channels
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions
from cheyuan.engage.contact.calling import call_now
from cheyuan.kernel.clock import moment
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import actions as customers

MONDAY = date(2026, 11, 23)


def at(hour, minute=0):
    return moment(MONDAY, hour, minute)


@pytest.fixture
def ask(actor, task):
    """``ask(task, moment)`` → the policy's word; without a task about a service."""
    by, known = actor("care_agent"), []

    def word(when, one=None):
        known[:] = [one or (known[0] if known else task("R09", at=at(9)))]
        with scope(by):
            return call_now(by, known[0], when)

    return word


@pytest.mark.parametrize(
    ("when", "code", "decidable"),
    [
        (at(10), "", False), (at(7, 59), "quiet_hours", False), (at(21), "quiet_hours", False),
        (at(12, 30), "lunch", True), (at(19), "after_hours", True), (at(8, 5), "after_hours", True),
    ],
)  # fmt: skip
def test_care_08_a_service_call_by_the_hour(ask, when, code, decidable):
    said = ask(when)
    assert (said.code, said.decidable, said.allowed) == (code, decidable, not code)
    assert bool(said.words) == bool(code)
    assert said.opens is None if not code else said.opens > when


def test_care_08_a_closed_day_is_a_persons_decision_by_day_and_nobodys_at_night(ask, tenants):
    apps.get_model("tenancy", "SpecialDay").objects.create(store=tenants.store, day=MONDAY)
    assert (ask(at(10)).code, ask(at(10)).decidable) == ("closed_day", True)
    assert ask(at(23)).code == "quiet_hours"


def test_care_08_a_store_that_entered_no_hours_calls_in_the_usual_ones(ask, tenants):
    apps.get_model("tenancy", "OpeningHours").objects.filter(store=tenants.store).delete()
    assert (ask(at(10)).code, ask(at(19)).code) == ("", "after_hours")


def test_care_08_offers_ask_for_consent_and_keep_the_households_budget(actor, task, person, ask):
    by, one = actor("care_agent"), person()
    customers.change_phone(by, one.pk, "13912340001", at=at(8, 30))
    offer = task("R17", about=one, at=at(9))
    assert (ask(at(10), offer).code, ask(at(10), offer).decidable) == ("no_consent", True)
    customers.record_consent(by, one.pk, "marketing", True, at=at(9), source="store", on=("call",))
    assert ask(at(10), offer).allowed
    channels.touch(by, phone="13912340001", purpose="marketing", channel="call", at=at(9, 30))
    assert (ask(at(10), offer).code, ask(at(10), offer).decidable) == ("frequency", True)
    assert ask(at(10), task("R09", about=one, at=at(9))).allowed, "a service call is no offer"


def test_p6_whoever_refused_is_not_called_whatever_one_decides(actor, task, person, ask):
    by, one = actor("care_agent"), person()
    customers.change_phone(by, one.pk, "13912340002", at=at(8, 30))
    matter = task("R09", about=one, at=at(9))
    customers.stop_contact(by, one.pk, scope="everything", at=at(9))
    assert (ask(at(10), matter).code, ask(at(10), matter).decidable) == ("refused", False)
    for anyway in (False, True):
        with pytest.raises(Refused, match="call_not_now"):
            actions.dial(by, matter.pk, anyway=anyway, at=at(10))


def test_care_08_a_time_that_the_customer_named_is_theirs_but_not_at_night(actor, task, ask):
    lunch = task("R09", at=at(9), next_at=at(12, 30), waits_for_customer=True)
    assert ask(at(12, 40), lunch).allowed
    night = task("R09", at=at(9), next_at=at(21, 30), waits_for_customer=True)
    assert ask(at(21, 30), night).code == "quiet_hours"


def test_care_08_calling_anyway_is_a_decision_that_the_audit_keeps(actor, task):
    by, one = actor("care_agent"), task("R09", at=at(9))
    with pytest.raises(Refused, match="call_not_now"):
        actions.dial(by, one.pk, at=at(12, 30))
    assert actions.dial(by, one.pk, anyway=True, at=at(12, 30)) == one.customer.phone
    with pytest.raises(Refused, match="call_not_now"):
        actions.dial(by, one.pk, anyway=True, at=at(22))
    with scope(by):
        kept = apps.get_model("journal", "AuditEntry").objects.get(verb="contact.called_anyway")
    assert (kept.object_id, kept.facts["why"]) == (one.pk, "lunch")


def test_care_08_the_page_says_so_and_has_no_button_at_night(client_as, task, tenants, no_night):
    one, page = task("R09"), client_as("care_agent")
    hours = apps.get_model("tenancy", "OpeningHours").objects.filter(store=tenants.store)
    hours.update(opens=time(0), closes=time(23, 59, 59), lunch_from=time(23, 59), lunch_to=time(23, 59, 30))
    dial, place = reverse("contact:dial", args=[one.pk]), reverse("contact:task", args=[one.pk])
    assert dial in page.get(place).content.decode()
    hours.update(opens=time(0), closes=time(0, 0, 1))
    said = page.get(place).content.decode()
    assert '"anyway": "1"' in said
    assert page.post(dial).status_code == 422
    assert page.post(dial, {"anyway": "1"}).status_code == 200
