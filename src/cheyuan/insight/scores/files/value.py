"""``cheyuan engine value``: transactions in, what each customer will bring out (INS-11)."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cheyuan.insight.scores.files import sheet
from cheyuan.insight.scores.value.buying import Buying, Days, repeats_between, watched
from cheyuan.insight.scores.value.predicting import Model, Predicted, fitted, held_out, predicted
from cheyuan.kernel import dates
from cheyuan.kernel.errors import Refused

KNOWN = {
    "customer_id": "customer", "cust_no": "customer", "id": "customer", "客户": "customer", "客户编号": "customer",
    "day": "date", "on": "date", "visited_on": "date", "日期": "date", "value": "amount", "spend": "amount", "金额": "amount",
}  # fmt: skip
COLUMNS = (
    "customer", "frequency", "recency_weeks", "observed_weeks", "mean_amount", "p_alive", "expected_transactions_12m",
    "expected_amount", "value_12m", "lifetime_value",
)  # fmt: skip
CDNOW = 5


def run(
    source: Path, target: Path, *, until: date | None, discount: float, years: int, holdout_days: int = 0
) -> dict[str, Any]:
    """Fit, predict, write one row per customer; answers parameters and sizes.

    ``until`` is the last day that counts (default: of the file). Refused("sheet_little") when there is too little to learn
    from; ("sheet_none") when no customer began by then.
    """
    days = transactions(source)
    last = max((day for mine in days.values() for day in mine), default=None)
    if last is None:
        raise Refused("sheet_empty", file=source.name)
    edge = until or last
    of = watched(days, edge)
    if not len(of):
        raise Refused("sheet_none", until=edge.isoformat())
    model = fitted(of)
    if model is None:
        raise Refused("sheet_little", customers=int((of.of.x > 0).sum()))
    said = predicted(model, of, discount, years)
    sheet.write(target, COLUMNS, rows(of, said))
    return _facts(days, of, model, edge, discount, years, holdout_days)


def transactions(source: Path) -> dict[str, Days]:
    """Customer → day → hundredths spent: a CSV with customer, date, amount, or the lines of the CDNOW sample."""
    days: dict[str, dict[date, int]] = {}
    for customer, day, amount in _cdnow(source) if _is_cdnow(source) else _csv(source):
        mine = days.setdefault(customer, {})
        mine[day] = mine.get(day, 0) + amount
    return {key: days[key] for key in days}


def _is_cdnow(source: Path) -> bool:
    first = next((line for _number, line in sheet.lines(source)), "")
    parts = first.split()
    return len(parts) == CDNOW and "," not in first and all(part.isdigit() for part in parts[:4])


def _cdnow(source: Path) -> Sequence[tuple[str, date, int]]:
    """Five columns: number in the whole, number in the sample, day, pieces, dollars."""
    found = []
    for number, line in sheet.lines(source):
        parts = line.split()
        if len(parts) != CDNOW:
            raise Refused("sheet_row", line=number)
        row = {"customer": parts[1], "date": parts[2], "amount": parts[4]}
        found.append(_one(row, number))
    return found


def _csv(source: Path) -> Sequence[tuple[str, date, int]]:
    return [_one(row, number) for number, row in sheet.table(source, ("customer", "date", "amount"), KNOWN)]


def _one(row: dict[str, str], line: int) -> tuple[str, date, int]:
    customer = sheet.cell(row, "customer", line, str, needed=True)
    return customer, sheet.cell(row, "date", line, dates.read, needed=True), sheet.cell(
        row, "amount", line, sheet.fen, needed=True
    )  # fmt: skip


def rows(of: Buying, said: Predicted) -> Sequence[Sequence[Any]]:
    """The lines of the answer, in the order of the file."""
    return [
        (
            key, int(of.of.x[n]), round(float(of.of.last[n]), 4), round(float(of.of.whole[n]), 4), _money(of.mean[n]),
            round(float(said.alive[n]), 6), round(float(said.visits[n]), 6), _money(said.each[n]), _money(said.year[n]),
            _money(said.life[n]),
        )
        for n, key in enumerate(of.keys)
    ]  # fmt: skip


def _money(hundredths: Any) -> float:
    return round(float(hundredths) / 100, 2)


def _facts(
    days: dict[str, Days], of: Buying, model: Model, edge: date, discount: float, years: int, holdout_days: int
) -> dict[str, Any]:
    money = model.facts()
    shown = {name: value for name, value in money.items() if name in ("r", "alpha", "a", "b", "p", "q")}
    facts: dict[str, Any] = {
        "customers": len(of), "repeating": int((of.of.x > 0).sum()), "until": edge.isoformat(), "unit": "weeks",
        "parameters": shown | {name: value / 100 for name, value in money.items() if name == "gamma" and value},
        "log_likelihood": round(model.coming.height, 4), "discount": discount, "years": years,
    }  # fmt: skip
    if holdout_days:
        tested = held_out(
            lambda until: watched(days, until), lambda keys, since, until: repeats_between(days, keys, since, until),
            edge, holdout_days,
        )  # fmt: skip
        facts["holdout"] = tested.facts() if tested else None
        facts["held_out_from"] = (edge - timedelta(days=holdout_days)).isoformat()
    return facts
