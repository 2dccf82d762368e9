"""Values of all customers of a store: the model fitted and tried, or the plain rules when history is short."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np

from cheyuan.insight.scores.models import Fit
from cheyuan.insight.scores.value.buying import Buying, repeats_between, watched
from cheyuan.insight.scores.value.predicting import Model, Tested, fitted, held_out, predicted, usual
from cheyuan.insight.scores.visiting import churn, next_visit
from cheyuan.kernel.dates import add_months

RATES = ("churn_on_time", "churn_30", "churn_90", "churn_360", "churn_lost")


@dataclass
class Reckoned:
    """The figures of each customer, and what they rest on."""

    model: Model | None
    tested: Tested | None
    count: int
    repeating: int
    each: list[dict[str, Any]] = field(default_factory=list)

    def rows(self, fit_id: int) -> list[dict[str, Any]]:
        """As they are stored."""
        return [{**one, "fit_id": fit_id} for one in self.each]


@dataclass
class Known:
    """What the snapshot knows of each customer: spent by day, first day, cars still here, the next service due."""

    days: dict[int, dict[date, int]] = field(default_factory=dict)
    began: dict[int, date] = field(default_factory=dict)
    cars: dict[int, int] = field(default_factory=dict)
    due: dict[int, date] = field(default_factory=dict)


def known(cut: dict[str, Any], as_of: date) -> Known:
    """Gather the rows of the snapshot by customer."""
    found = Known()
    for row in cut["spending"].to_pylist():
        if row["visited_on"] <= as_of:
            mine = found.days.setdefault(row["customer_id"], {})
            mine[row["visited_on"]] = mine.get(row["visited_on"], 0) + (row["fen"] or 0)
    dues = {row["vehicle_id"]: row["service_due_on"] for row in cut["dues"].to_pylist()}
    for row in cut["owners"].to_pylist():
        who, since = row["customer_id"], row["since"]
        found.days.setdefault(who, {})
        found.cars[who] = found.cars.get(who, 0) + (1 if row["here"] else 0)
        if since and since <= as_of:
            found.began[who] = min(found.began.get(who, since), since)
        due = dues.get(row["vehicle_id"]) if row["here"] else None
        if due and (who not in found.due or due < found.due[who]):
            found.due[who] = due
    for who, mine in found.days.items():
        first = min(mine, default=None)
        if first and first < found.began.get(who, first):
            found.began[who] = first
    return found


def reckoned(cut: dict[str, Any], stored: dict[str, Any], as_of: date) -> Reckoned:
    """The figures of all customers who ever had a car or a visit here."""
    facts = known(cut, as_of)
    of = watched(facts.days, as_of, facts.began)
    repeating = int((of.of.x > 0).sum())
    model = fitted(of) if repeating >= stored["scores.least_customers"] else None
    found = Reckoned(model, _tried(facts, stored, as_of) if model else None, len(of), repeating)
    found.each = _figures(facts, of, model, stored, as_of)
    return found


def _tried(facts: Known, stored: dict[str, Any], as_of: date) -> Tested | None:
    return held_out(
        lambda until: watched(facts.days, until, facts.began),
        lambda keys, since, until: repeats_between(facts.days, keys, since, until),
        as_of,
        int(stored["scores.holdout_days"]),
    )


def _figures(
    facts: Known, of: Buying, model: Model | None, stored: dict[str, Any], as_of: date
) -> list[dict[str, Any]]:
    discount, years = stored["scores.discount_percent"] / 100, int(stored["scores.life_years"])
    rates = {name: int(stored[f"scores.{name}"]) for name in RATES}
    said = predicted(model, of, discount, years) if model else None
    mean, a_year = usual(of), add_months(as_of, -12)
    rows = []
    for n, who in enumerate(of.keys):
        mine = facts.days[who]
        cars = facts.cars.get(who, 0)
        coming = next_visit(sorted(mine), facts.due.get(who), int(stored["scores.visit_days"])) if cars else None
        late = max(0, (as_of - coming.until).days) if coming else 0
        alive = float(said.alive[n]) if said else None
        percent, why = churn(alive, late, cars, rates)
        past = sum(fen for day, fen in mine.items() if day > a_year)
        if said:
            visits, year, life = float(said.visits[n]), float(said.year[n]), float(said.life[n])
        else:
            visits, year, life = _plainly(mine, coming.every if coming else 0, mean, percent, discount, years, past)
        if not cars:
            visits = year = life = 0.0
        rows.append(
            {
                "customer_id": who, "past_fen": past, "year_fen": round(year), "life_fen": round(life),
                "alive": None if alive is None else round(alive, 4), "visits": round(visits, 3), "churn": percent,
                "next_from": coming.since if coming else None, "next_on": coming.on if coming else None,
                "next_until": coming.until if coming else None, "as_of": as_of,
                "reasons": [*why, *([{"code": f"next_{coming.by}", "days": coming.every}] if coming else []),
                            {"code": "visits" if said else "rules", "count": len(mine), "fen": round(usual_of(mine, mean))}],
            }
        )  # fmt: skip
    return rows


def usual_of(days: dict[date, int], mean: float) -> float:
    """What a visit of theirs brought on average, fen; everybody's when there was none."""
    return sum(days.values()) / len(days) if days else mean


def _plainly(
    days: dict[date, int], every: int, mean: float, percent: int, discount: float, years: int, past: int
) -> tuple[float, float, float]:
    """Without a model: visits at their rhythm (else two a year) at what one brought, less the chance to leave each year."""
    stays = 1 - percent / 100
    visits = (365.25 / every if every else 2.0) * stays
    year = visits * usual_of(days, mean)
    factors = np.array([(stays / (1 + discount)) ** n for n in range(years)])
    return visits, year, year * float(factors.sum()) / (1 + discount) ** 0.5


def keep(store_id: int, found: Reckoned, as_of: date, at: datetime) -> Fit:
    """A version of the model for every day on which it was fitted; the same day anew replaces its own."""
    facts = {
        "method": "model" if found.model else "rules", "at": at, "customers": found.count, "repeating": found.repeating,
        "parameters": found.model.facts() if found.model else {}, "tested": found.tested.facts() if found.tested else {},
    }  # fmt: skip
    fit, _new = Fit.objects.update_or_create(store_id=store_id, as_of=as_of, defaults=facts)
    kept: Fit = fit
    return kept
