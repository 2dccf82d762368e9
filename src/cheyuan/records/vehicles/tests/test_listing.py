"""The cars' list: pages by key in both directions, sort, filters, the same number of queries whatever the rows."""

from datetime import date

import pytest
from django.http import QueryDict

from cheyuan.base.lists import spec
from cheyuan.base.lists.paging import cut, order_of
from cheyuan.base.lists.rows import fits, fitting, page
from cheyuan.base.lists.wish import Wish, parsed
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.errors import Refused
from cheyuan.records.vehicles.models import Vehicle

pytestmark = pytest.mark.django_db
DAYS = [None, date(2026, 1, 1), date(2026, 3, 1), date(2026, 3, 1), None, date(2025, 6, 1), date(2026, 5, 5), None]


@pytest.fixture
def fleet(actor, car):
    by = actor("service_manager")
    cars = [car(by, model=f"M{number % 3}") for number in range(len(DAYS))]
    with scope(by):
        for one, day in zip(cars, DAYS, strict=True):
            Vehicle.objects.filter(pk=one.pk).update(last_visit_on=day)
    return by


def walked(by, fields, descending, size=3):
    """All ids by pages forwards, and the same pages backwards."""
    with scope(by):
        rows = Vehicle.objects.all()
        order = order_of(rows, fields, descending=descending)
        ahead, after = [], ""
        while True:
            part = cut(rows, order, size, after)
            ahead.append([one.pk for one in part.rows])
            last, after = part, part.older
            if not after:
                break
        back, before = [ahead[-1]], last.newer
        while before:
            part = cut(rows, order, size, before=before)
            back.insert(0, [one.pk for one in part.rows])
            before = part.newer
    return ahead, back


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("fields", [("last_visit_on",), ("delivered_on",), ("brand", "model"), ("plate",)])
def test_ppl_11_pages_hold_every_row_once_in_order_both_ways(fleet, fields, descending):
    ahead, back = walked(fleet, fields, descending)
    assert ahead == back
    seen = [pk for part in ahead for pk in part]
    with scope(fleet):
        rows = {one.pk: one for one in Vehicle.objects.all()}
    assert sorted(seen) == sorted(rows)
    values = [tuple(getattr(rows[pk], name) for name in fields) for pk in seen]
    full = [value for value in values if None not in value]
    assert full == sorted(full, reverse=descending)
    assert values[: len(full)] == full, "rows without a value come last, whatever the direction"


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WzEsMl0", "WyJuZXZlciIsMV0", "WyIyMDI2LTAxLTAxXHUwMDAwIiwxXQ"])
def test_ppl_11_a_wrong_place_is_refused(fleet, cursor):
    with scope(fleet):
        rows = Vehicle.objects.all()
        order = order_of(rows, ("last_visit_on",), descending=False)
        with pytest.raises(Refused, match="page_gone"):
            cut(rows, order, 3, cursor)


def test_ppl_11_filters_narrow_and_count(fleet):
    one = spec.get("vehicles")
    with scope(fleet):
        wish = parsed(one, QueryDict("model=M1&visited_from=2026-01-01&sort=-visited&nonsense=1&col=vin&col=bad"))
        assert wish.raw == {"model": "M1", "visited_from": "2026-01-01"}
        assert (wish.sort, wish.columns) == ("-visited", ("car", "vin"))
        found = fits(one, fleet, wish)
        assert (found.count, found.capped) == (1, False)
        assert [row.last_visit_on for row in page(one, found.rows, wish).rows] == [date(2026, 1, 1)]


def test_ppl_11_sort_without_index_is_ignored():
    one = spec.get("vehicles")
    assert parsed(one, QueryDict("sort=owner")).sort == ""
    assert parsed(one, QueryDict("sort=-delivered")).sort == "-delivered"


def test_ppl_11_beyond_a_thousand_it_says_so(fleet, monkeypatch):
    monkeypatch.setattr("cheyuan.base.lists.rows.LOOK", 5)
    with scope(fleet):
        found = fits(spec.get("vehicles"), fleet, Wish())
        assert (found.count, found.capped) == (5, True)
        assert fitting(spec.get("vehicles"), fleet, Wish()).count() == len(DAYS)


def test_ppl_11_every_saved_sort_has_an_index():
    indexes = {tuple(name.lstrip("-") for name in index.fields) for index in Vehicle._meta.indexes}
    for column in spec.get("vehicles").columns:
        if column.sort:
            assert any(index[: 1 + len(column.sort)] == ("store", *column.sort) for index in indexes), column.key


def test_ppl_11_far_days_do_not_fall_over(fleet):
    with scope(fleet):
        one = spec.get("vehicles")
        wish = Wish({"delivered_from": "-9999d", "km_from": "99999999999"})
        assert fits(one, fleet, wish).count == 0
