"""What a book says of figures that we reckon ourselves: compared, listed, never taken over (exchange format)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from cheyuan.base.intake import actions, queries
from cheyuan.base.intake.tests.conftest import NOW, TODAY, car, number, person, visit
from cheyuan.base.tenancy.scope import scope

pytestmark = pytest.mark.django_db


def differences(by: Any, one: Any) -> dict[tuple[str, str], tuple[str, str]]:
    with scope(by):
        return {(row.vin, row.field): (row.theirs, row.ours) for row in queries.differences(by, one.pk)}


def test_ppl_05_the_last_service_is_compared_with_the_visits(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    rows = [car(place, last_service_date="2025-05-05") for place in (1, 2, 3)]
    visits = [visit(1, "2025-05-05"), visit(2, "2025-06-06"), visit(2, "2025-07-07", kind="维修")]
    one = bring(by, book(customers=[person(place) for place in (1, 2, 3)], vehicles=rows, services=visits))
    assert differences(by, one) == {
        (number(2), "last_service_date"): ("2025-05-05", "2025-06-06"),
        (number(3), "last_service_date"): ("2025-05-05", ""),
    }
    with scope(by):
        assert apps.get_model("vehicles", "Vehicle").objects.get(vin=number(3)).last_service_on is None


def test_ppl_05_other_figures_wait_for_the_plan_and_are_compared_then(actor: Any, book: Any, bring: Any) -> None:
    by = actor()
    one = bring(by, book(customers=[person(1), person(2)], vehicles=[car(1, km_per_day=30), car(2, km_per_day=30)]))
    assert differences(by, one) == {}
    with scope(by):
        assert queries.opinion_counts(by, one.pk) == {("km_per_day", False): 2}
        for place, km in ((1, 30), (2, 45)):
            vehicle = apps.get_model("vehicles", "Vehicle").objects.get(vin=number(place))
            apps.get_model("care", "Due").objects.create(
                vehicle=vehicle, store_id=vehicle.store_id, cared=True, pace_km=km, pace_days=1, pace_known=True,
                service_due_on=TODAY + timedelta(days=1), as_of=date(2026, 11, 21),
            )  # fmt: skip
        actions.compare_open(by, at=NOW)
    assert differences(by, one) == {(number(2), "km_per_day"): ("30", "45")}
    assert actions.compare(by, one.pk, at=NOW) == 1
