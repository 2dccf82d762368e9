"""CARE-10, CARE-08: the queue calls nothing "good to call now" while the store lets nobody be called."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import translation

from cheyuan.base.channels.queries import calls_open
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.queries import queue
from cheyuan.engage.contact.queries.queue import Wish
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def label(by, at):
    with scope(by), translation.override("en"):
        groups = {group.key: str(group.label) for group in queue(by, Wish(who="team"), at).groups}
    return groups["now"]


def test_care_10_a_closed_day_is_not_good_for_calls(actor, task, tenants):
    by = actor("care_agent")
    task("R09", store=tenants.store, at=moment(MONDAY, 9), deadline=moment(MONDAY + timedelta(days=9), 18))
    assert label(by, moment(MONDAY, 10)) == "Good to call now"
    assert label(by, moment(MONDAY, 12, 30)).startswith("Next: calls are fine from")
    with scope(by):
        closed = apps.get_model("tenancy", "SpecialDay")
        closed.objects.create(store=tenants.store, day=MONDAY, opens=None, closes=None)
        assert calls_open(by.store_id, moment(MONDAY, 10)) == moment(MONDAY + timedelta(days=1), 8, 30)
        assert calls_open(by.store_id, moment(MONDAY + timedelta(days=1), 10)) is None
    assert label(by, moment(MONDAY, 10)).startswith("Next: calls are fine from")
