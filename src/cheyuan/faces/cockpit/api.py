"""The cockpit over the API: the tiles of the caller, as their page shows them, with the way to the rows behind each."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.cockpit import queries, reading
from cheyuan.faces.cockpit.wish import Wish, wish_of
from cheyuan.insight.metrics import queries as metrics

router = Router()
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]
Word = Annotated[str, Field(max_length=121)]


class CockpitIn(In):
    """As the page is asked: a period and the day with which it begins, or free days; what to compare with; filters."""

    period: Literal["month", "quarter", "year", "free"] = "month"
    first: Day | None = Field(None, description="A day of the period; of free days the first one")
    last: Day | None = Field(None, description="The last of free days")
    compare: Literal["before", "year"] = "before"
    store_id: Id | None = None
    brand: Word = ""
    model: Word = Field("", description="With its brand, as the figures name it")

    def wish(self) -> Wish:
        """The same in the words of the page; days after today end today."""
        return wish_of({
            "p": self.period, "from": self.first or "", "to": self.last or "", "cmp": self.compare,
            "store": self.store_id or "", "brand": self.brand, "model": self.model,
        })  # fmt: skip


class CockpitTileOut(Out):
    """One figure: a ratio 0–1, fen, days, minutes or points, as its unit says; null where there was nothing to count."""

    code: str
    name: str
    unit: Literal["ratio", "count", "fen", "days", "minutes", "score"]
    num: int
    den: int
    figure: float | None
    before: float | None = Field(description="That of the days to compare with")
    change: float | None
    better: bool | None = Field(description="Whether the change is one for the better")
    target: float | None
    mark: Literal["", "well", "over"] = Field(description="Meets its target, misses it, or there is none")
    said: str = Field(description="The figure in words of the caller's language")
    formula: str
    meaning: str
    grain: str = Field(description="What one row is")
    outside: str = Field(description="Which filters it does not follow and why: it has no figure then")
    rows: str = Field(description="Address of the rows behind it")
    course: str = Field(description="Address of its course by month")


class CockpitOut(Out):
    """The tiles, the days they are of, and the moment as of which they are."""

    first: date
    last: date
    before_first: date
    before_last: date
    as_of: datetime | None
    sentence: str
    tiles: list[CockpitTileOut]


@router.get("", response=CockpitOut, summary="The cockpit of the caller", operation_id="cockpit")
def cockpit(request: Any, asked: Query[CockpitIn]) -> Any:
    """The tiles that the caller chose, else those of the role, in their order."""
    by, wish = request.actor, asked.wish()
    with scope(by):
        own = queries.choice_of(by)
        found = reading.read(by, wish, own.tiles)
        known = {one.code: one for one in metrics.dictionary(by)}
        as_of = metrics.as_of(by, stores=wish.stores)
        return {
            "first": wish.first, "last": wish.last, "before_first": wish.before[0], "before_last": wish.before[1],
            "as_of": as_of, "sentence": reading.sentence(found.tiles),
            "tiles": [_tile(one, known[one.code], found, wish) for one in found.tiles],
        }  # fmt: skip


def _tile(tile: reading.Tile, one: Any, found: reading.Reading, wish: Wish) -> dict[str, Any]:
    value = found.values[tile.code]
    same = {
        name: getattr(tile, name) for name in ("code", "name", "mark", "said", "formula", "meaning", "grain", "outside")
    }
    return same | {
        "unit": one.unit, "num": value.num, "den": value.den, "figure": value.figure, "change": value.change,
        "before": value.before.figure if value.before else None, "better": tile.better,
        "target": found.targets.get(tile.code), "rows": _address("metric_rows", one, wish),
        "course": _address("metric_series", one, wish),
    }  # fmt: skip


def _address(operation: str, one: Any, wish: Wish) -> str:
    """The same days and filters, as far as the metric follows them, for another operation."""
    known = {name: value if name in one.dims else None for name, value in wish.filters.items()}
    asked = wish.rows_query(**{"from": None, "to": None, "store": None}, first=wish.first, last=wish.last,
                            store_id=wish.store, **known)  # fmt: skip
    return f"{reverse(f'api:{operation}', args=[one.code])}?{asked}"
