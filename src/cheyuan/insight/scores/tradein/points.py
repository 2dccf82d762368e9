"""The points of each car (SAL-10). Whole numbers and days only, so that every engine gives the same rows."""

import ibis
import ibis.expr.types as ir

from cheyuan.insight.scores.tradein.tables import CAR, POINTS, SCORES, Tables
from cheyuan.insight.scores.tradein.values import MILLION, OLDEST

HUNDRED = 100
REPAIR = "repair"
SEEN = ("valuation", "looked", "family")


def scores(tables: Tables) -> ir.Table:
    """One row per car: its score, the points of each reason and the figures behind them (columns ``tables.SCORES``)."""
    t = tables.cars.join(tables.policies, "store_id")
    t = t.mutate(begun=ibis.coalesce(t.delivered_on, t.registered_on))
    t = t.filter(t.begun.isnull() | (t.begun <= t.as_of))
    t = t.mutate(age=_years(t.begun, t.as_of))
    for right in (_workshop(tables), _warranties(tables)):
        t = _with(t, right, CAR)
    t = _signed(t, tables)
    t = _priced(t, tables)
    t = t.mutate(repairs=t.repairs.fill_null(0), bills_fen=t.bills_fen.fill_null(0))
    t = t.mutate(warranty_on=ibis.coalesce(t.warranty_ends_on, t.warranty_end))
    t = t.mutate(warranty_on=_if(t.warranty_on <= t.as_of, t.warranty_on, "date"))
    t = t.mutate(**{f"{name}_points": points for name, points in _points(t).items()})
    whole = t[f"{POINTS[0]}_points"]
    for name in POINTS[1:]:
        whole = whole + t[f"{name}_points"]
    t = t.mutate(score=ibis.least(whole, ibis.literal(HUNDRED, "int64")))
    return t.mutate(shown=t.score >= t.candidate).drop("candidate").rename(candidate="shown").select(*SCORES.names)


def _points(t: ir.Table) -> dict[str, ir.IntegerValue]:
    def given(reason: ir.BooleanValue, points: ir.IntegerValue) -> ir.IntegerValue:
        return ibis.ifelse(reason.fill_null(False), points, ibis.literal(0, "int64"))

    aged = ibis.cases(
        (t.age < t.age_from, ibis.literal(0, "int64")),
        (t.age < t.age_strong, t.age_from_points),
        (t.age <= t.age_until, t.age_strong_points),
        (t.age > t.age_until, t.age_old_points),
        else_=ibis.literal(0, "int64"),
    )
    far = ibis.cases(
        (t.km >= t.km_high, t.km_high_points), (t.km >= t.km_least, t.km_points), else_=ibis.literal(0, "int64")
    )
    return {
        "age": aged,
        "km": far,
        "repairs": given(t.repairs >= t.repairs_least, t.repairs_points),
        "bills": given(t.bills_fen * HUNDRED > t.worth_fen * t.bills_percent, t.bills_points),
        "valuation": given(t.valuation_on > t.valuation_since, t.valuation_points),
        "looked": given(t.looked_on > t.looked_since, t.looked_points),
        "warranty": given(t.warranty_on > t.warranty_since, t.warranty_points),
        "family": given(t.family_on > t.family_since, t.family_points),
    }


def _years(since: ir.DateValue, until: ir.DateValue) -> ir.IntegerValue:
    """Full years; who was born on 29 February is a year older on 1 March."""
    later = since.month().cast("int64") * 100 + since.day().cast("int64")
    sooner = until.month().cast("int64") * 100 + until.day().cast("int64")
    years = until.year().cast("int64") - since.year().cast("int64")
    return years - ibis.ifelse(later > sooner, ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def _if(test: ir.BooleanValue, value: ir.Value, kind: str) -> ir.Value:
    return ibis.ifelse(test.fill_null(False), value, ibis.null(kind))


def _with(left: ir.Table, right: ir.Table, key: tuple[str, ...]) -> ir.Table:
    joined = left.join(right, list(key), how="left", rname="twin_{name}")
    return joined.drop(*(f"twin_{name}" for name in key))


def _workshop(tables: Tables) -> ir.Table:
    """Days with a repair and bills, each in its months."""
    t = tables.bills.join(tables.policies.select("store_id", "as_of", "repairs_since", "bills_since"), "store_id")
    t = t.filter(t.visited_on <= t.as_of)
    return t.group_by(*CAR).agg(
        repairs=t.visited_on.nunique(where=(t.kind == REPAIR) & (t.visited_on > t.repairs_since)).cast("int64"),
        bills_fen=t.fen.sum(where=t.visited_on > t.bills_since).cast("int64"),
    )


def _warranties(tables: Tables) -> ir.Table:
    return tables.ends.group_by(*CAR).agg(warranty_ends_on=tables.ends.warranty_ends_on.max())


def _signed(t: ir.Table, tables: Tables) -> ir.Table:
    """The newest sign of each kind: those of the car, and those of its owner that name no car."""
    signs = tables.signs.join(tables.policies.select("store_id", "as_of"), "store_id")
    signs = signs.filter(signs.seen_on <= signs.as_of)
    own = _newest(signs.filter(signs.vehicle_id.notnull()), CAR, "own")
    owners = _newest(signs.filter(signs.vehicle_id.isnull()), ("store_id", "customer_id"), "any")
    t = _with(_with(t, own, CAR), owners, ("store_id", "customer_id"))
    return t.mutate(**{f"{kind}_on": _later(t[f"own_{kind}"], t[f"any_{kind}"]) for kind in SEEN})


def _newest(signs: ir.Table, key: tuple[str, ...], mark: str) -> ir.Table:
    return signs.group_by(*key).agg(**{f"{mark}_{kind}": signs.seen_on.max(where=signs.kind == kind) for kind in SEEN})


def _later(one: ir.DateValue, other: ir.DateValue) -> ir.DateValue:
    """The later of two days of which either may be unknown."""
    return ibis.ifelse((one >= other).fill_null(False), one, ibis.coalesce(other, one))


def _priced(t: ir.Table, tables: Tables) -> ir.Table:
    """What the car is worth until somebody values it: the list price of its trim, else of the dearest one of its model."""
    prices = tables.prices
    named = {name: prices[name].fill_null("").strip().lower() for name in ("brand", "model", "trim")}
    prices = prices.select("store_id", "price_fen", **{f"{name}_key": word for name, word in named.items()})
    t = t.mutate(**{f"{name}_key": t[name].fill_null("").strip().lower() for name in ("brand", "model", "trim")})
    model = ("store_id", "brand_key", "model_key")
    exact = prices.group_by(*model, "trim_key").agg(trim_fen=prices.price_fen.max())
    dearest = prices.group_by(*model).agg(model_fen=prices.price_fen.max())
    t = _with(_with(t, exact, (*model, "trim_key")), dearest, model)
    t = t.mutate(age_key=ibis.least(ibis.greatest(t.age, 0), OLDEST).cast("int64"))
    worth = tables.worth.rename(age_key="age")
    t = _with(t, worth, ("store_id", "age_key"))
    return t.mutate(worth_fen=(ibis.coalesce(t.trim_fen, t.model_fen) * t.ppm) // MILLION)
