"""First service and interval of each car (CARE-02): those for its model and engine type where the store has some."""

import ibis
import ibis.expr.types as ir

KIND = ("brand", "model", "energy")
VALUES = ("first_months", "first_km", "months", "km")
UNKNOWN_ENERGY = ("", "unknown")  # counts as combustion


def with_intervals(cars: ir.Table, intervals: ir.Table, vehicles: ir.Table) -> ir.Table:
    """``first_months``, ``first_km``, ``later_months`` and ``later_km`` of each car: its kind's, else the store's values."""
    own = _chosen(intervals, vehicles)
    same = [cars.store_id == own.store_id, *(_of_car(cars, name) == own[f"of_{name}"] for name in KIND)]
    t = cars.join(own, same, how="left", rname="own_{name}")
    return t.mutate(
        first_months=t.own_first_months.fill_null(t.first_months),
        first_km=t.own_first_km.fill_null(ibis.ifelse(t.electric, t.first_km_ev, t.first_km)),
        later_months=t.own_months.fill_null(ibis.ifelse(t.electric, t.months_ev, t.months)),
        later_km=t.own_km.fill_null(ibis.ifelse(t.electric, t.km_ev, t.km)),
    )


def _chosen(intervals: ir.Table, vehicles: ir.Table) -> ir.Table:
    """The row of ``intervals`` that fits each kind of car best, if any does.

    Brand weighs more than model and engine type together, and model more than engine type.
    """
    cars = vehicles.semi_join(intervals, "store_id")  # nothing to look at in stores without intervals
    cars = cars.select("store_id", **{f"of_{name}": _of_car(cars, name) for name in KIND}).distinct()
    rows = intervals.select("store_id", *VALUES, **{name: _lower(intervals, name) for name in KIND})
    t = cars.join(rows, "store_id")
    for name in KIND:
        t = t.filter((t[name] == "") | (t[name] == t[f"of_{name}"]))
    weight = sum(ibis.ifelse(t[name] == "", 0, 2**n) for n, name in enumerate(reversed(KIND)))
    kind = ["store_id", *(f"of_{name}" for name in KIND)]
    best = ibis.window(group_by=kind, order_by=[ibis.desc(weight), *VALUES])
    t = t.mutate(place=ibis.row_number().over(best))
    return t.filter(t.place == 0).select(*kind, *VALUES)


def _lower(t: ir.Table, name: str) -> ir.StringValue:
    return t[name].fill_null("").lower()


def _of_car(t: ir.Table, name: str) -> ir.StringValue:
    value = _lower(t, name)
    return ibis.ifelse(value.isin(UNKNOWN_ENERGY), "ice", value) if name == "energy" else value
