"""CARE-02: first service and interval per model and engine type, decided on a page, kept with their history, used by the plan."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.actions.intervals import remove_interval, set_interval
from cheyuan.engage.care.models import Interval
from cheyuan.engage.care.planning.drawn import Drawn
from cheyuan.engage.care.queries.intervals import intervals
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Denied, Missing, Refused

TODAY = date(2026, 11, 21)
AT = moment(TODAY)
VALUES = {"first_months": 3, "first_km": 4_000, "months": 9, "km": 12_000}
pytestmark = pytest.mark.django_db


def decide(by: Any, **changed: Any) -> Interval:
    return set_interval(by, **{"brand": "海悦", "valid_from": TODAY, "at": AT, **VALUES, **changed})


def in_force(by: Any, on: date = TODAY) -> list[tuple[str, str, str, int]]:
    with scope(by):
        return [(row.brand, row.model, row.energy, row.months) for row in intervals(by, on)]


def test_care_02_a_decision_holds_from_its_day_and_the_newest_counts(tenants: Any, actor: Any) -> None:
    by = actor("care_manager", tenants.store)
    decide(by)
    decide(by, brand=" 海悦 ", months=10)
    decide(by, model="L5", energy="EV", months=11)
    decide(by, months=12, valid_from=TODAY + timedelta(days=10))
    assert in_force(by) == [("海悦", "", "", 10), ("海悦", "L5", "ev", 11)]
    assert in_force(by, TODAY + timedelta(days=10))[0][3] == 12
    assert in_force(by, TODAY - timedelta(days=1)) == []


def test_care_02_letter_case_makes_no_second_row_and_a_removed_one_is_gone_from_its_day(
    tenants: Any, actor: Any
) -> None:
    by = actor("care_manager", tenants.store)
    decide(by, brand="BYD")
    decide(by, brand="byd", months=7)
    assert in_force(by) == [("byd", "", "", 7)]
    remove_interval(by, brand="Byd", valid_from=TODAY + timedelta(days=1), at=AT)
    assert in_force(by) == [("byd", "", "", 7)]
    assert in_force(by, TODAY + timedelta(days=1)) == []
    with pytest.raises(Missing):
        remove_interval(by, brand="byd", valid_from=TODAY + timedelta(days=1), at=AT)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"brand": "  "}, "interval_kind"),
        ({"energy": "steam"}, "interval_kind"),
        ({"months": 0}, "policy_value"),
        ({"km": 1_000_001}, "policy_value"),
        ({"valid_from": TODAY - timedelta(days=1)}, "rule_past"),
    ],
)
def test_care_02_what_makes_no_sense_is_refused(tenants: Any, actor: Any, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(actor("care_manager", tenants.store), **changed)
    assert refused.value.code == code


def test_plt_05_decisions_are_audited_kept_and_only_for_those_who_may(tenants: Any, actor: Any) -> None:
    by = actor("care_manager", tenants.store)
    decide(by)
    with scope(by):
        entry = AuditEntry.objects.get(verb="care.interval")
    assert (entry.facts["months"], entry.facts["valid_from"]) == (9, TODAY.isoformat())
    with pytest.raises(Denied):
        decide(actor("care_agent", tenants.store))
    with scope(by), pytest.raises(ProgrammingError), transaction.atomic():
        Interval.objects.update(months=99)
    with pytest.raises(Refused) as refused:
        decide(replace(by, store_id=None))
    assert refused.value.code == "store_needed"


def test_plt_02_a_neighbours_intervals_are_not_seen(tenants: Any, actor: Any) -> None:
    decide(actor("care_manager", tenants.store))
    assert in_force(actor("care_manager", tenants.sister)) == []
    assert in_force(actor("care_manager", tenants.stranger)) == []


@pytest.mark.django_db(transaction=True)
def test_care_02_the_plan_uses_them_and_its_tasks_show_them(place: Any, actor: Any) -> None:
    by = actor("care_manager", place.store)
    car = place.car(date(2026, 1, 10))
    with scope(place.by):
        (before,) = Drawn(place.by, TODAY).whole().dues.to_pylist()
    decide(by, model="l5", energy="ice", first_km=90_000, first_months=10)
    with scope(place.by):
        drawn = Drawn(place.by, TODAY).whole()
    (after,) = drawn.dues.to_pylist()
    assert before["vehicle_id"] == after["vehicle_id"] == car.pk
    assert (before["service_due_on"], before["target_km"]) == (date(2026, 6, 2), 5_000)
    assert (after["service_due_on"], after["target_km"]) == (date(2026, 11, 10), 90_000)
    shown = [row["facts"] for row in drawn.tasks.to_pylist() if row["rule"] == "R08b"]
    assert len(shown) == 1
    assert '"months":10,"km":90000' in shown[0]


def test_care_02_the_page_adds_changes_and_removes(tenants: Any, client_as: Any) -> None:
    client = client_as("care_manager", tenants.store)
    sent = {"brand": "海悦", "model": "L7", "energy": "phev", **VALUES}
    assert client.post("/care/intervals", sent).status_code == 302
    page = client.get("/care/intervals").content.decode()
    assert "海悦 L7" in page
    assert 'value="12000"' in page
    client.post("/care/intervals", {**sent, "km": 13_000})
    assert 'value="13000"' in client.get("/care/intervals").content.decode()
    wrong = client.post("/care/intervals", {**sent, "months": 999})
    assert wrong.status_code == 422
    client.post("/care/intervals", {"do": "remove", **sent})
    assert 'value="13000"' not in client.get("/care/intervals").content.decode()


def test_care_02_who_may_only_look_sees_no_form(tenants: Any, client_as: Any, actor: Any) -> None:
    at = now()
    set_interval(actor("care_manager", tenants.store), brand="海悦", **VALUES, valid_from=day_of(at), at=at)
    client = client_as("care_agent", tenants.store)
    page = client.get("/care/intervals").content.decode()
    assert "海悦" in page
    assert 'name="km"' not in page
    assert client.post("/care/intervals", {"brand": "X", **VALUES}).status_code == 403
