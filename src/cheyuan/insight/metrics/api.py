"""Metrics over the API: the dictionary, figures of a period, courses in time, and the rows behind a figure."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import queries
from cheyuan.insight.metrics.declaring import DIMS, Metric

router = Router()
Word = Annotated[str, Field(max_length=121)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))]


class MetricOut(Out):
    """One metric of the dictionary."""

    code: str
    name: str
    formula: str
    meaning: str
    grain: str
    unit: Literal["ratio", "count", "fen", "days", "minutes", "score"]
    owner: str = Field(description="The role that answers for it")
    better: Literal["up", "down"]
    dims: list[str] = Field(description="By what it can be filtered and split, beside its store")
    target: float | None = Field(None, description="What is wished for, in the unit of the figure")


class MetricDaysIn(In):
    """Days, both included, and filters; whoever does not see the whole store gets their own work."""

    first: Day
    last: Day
    store_id: Id | None = None
    brand: Word = ""
    model: Word = Field("", description="With its brand, as the figures name it")
    rule: Word = ""
    agent: Word = Field("", description="Number of an account")
    kind: Word = ""
    channel: Word = ""
    cohort: Word = Field("", description="Year of delivery")
    department: Word = ""

    def given(self) -> dict[str, Any]:
        """Stores and filters, for queries."""
        filters = {name: getattr(self, name) for name in DIMS}
        return {"stores": [self.store_id] if self.store_id else None, "filters": filters}


class MetricValuesIn(MetricDaysIn):
    """Which metrics (all when none is named), and the days to compare with."""

    code: list[Annotated[str, Field(max_length=40)]] = Field(default=[], max_length=100)
    before_first: Day | None = None
    before_last: Day | None = None


class MetricSumsOut(Out):
    """Sums and their figure; null where there was nothing to count."""

    num: int
    den: int
    figure: float | None


class MetricValueOut(MetricSumsOut):
    """A figure, and that of the days to compare with."""

    code: str
    applies: bool = Field(description="False where the metric knows nothing of a filter")
    before: MetricSumsOut | None = None


class MetricValuesOut(Out):
    """Figures and the moment as of which they are."""

    as_of: datetime | None
    values: list[MetricValueOut]


class MetricSeriesIn(MetricDaysIn):
    """In which steps, and split by which dim ("store" too)."""

    step: Literal["day", "week", "month"] = "month"
    split: Literal["", "store", "brand", "model", "rule", "agent", "kind", "channel", "cohort", "department"] = ""


class MetricPointOut(MetricSumsOut):
    """One step; ``part`` is the value of the dim it is split by."""

    day: date
    part: str


class MetricSeriesOut(Out):
    """A course in time."""

    as_of: datetime | None
    step: str
    split: str
    points: list[MetricPointOut]


class MetricRowsIn(MetricDaysIn):
    """Which part of the rows; ``part``: only those that count, or do not."""

    after: Annotated[int, Field(ge=0, le=10**7, description="How many to leave out")] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 25
    part: Literal["", "yes", "no"] = ""


class MetricRowOut(Out):
    """One counted thing."""

    store_id: int
    day: date
    num: int
    den: int
    ref_kind: str
    ref_id: int
    label: str = Field(description="Empty where the record is none of the caller's")
    dims: dict[str, str]

    @staticmethod
    def resolve_ref_kind(one: Any) -> str:
        """Kind of the record."""
        return str(one.ref.kind)

    @staticmethod
    def resolve_ref_id(one: Any) -> int:
        """Its number."""
        return int(one.ref.id)


class MetricRowsOut(Out):
    """Rows as they are now, with the sums of all of them."""

    num: int
    den: int
    figure: float | None
    count: int
    next: int | None = Field(description="``after`` of the next part")
    rows: list[MetricRowOut]


@router.get("", response=list[MetricOut], summary="The dictionary of metrics", operation_id="metric_dictionary")
def dictionary(request: Any) -> Any:
    """What may be asked for, with formula and target."""
    by = request.actor
    with scope(by):
        wished = queries.targets(by)
        return [_plain(one, wished.get(one.code)) for one in queries.dictionary(by)]


def _plain(one: Metric, target: float | None) -> dict[str, Any]:
    said = {name: str(getattr(one, name)) for name in ("name", "formula", "meaning", "grain")}
    same = {name: getattr(one, name) for name in ("code", "unit", "owner", "better")}
    return {**said, **same, "dims": list(one.dims), "target": target}


@router.get("/values", response=MetricValuesOut, summary="Figures of a period", operation_id="metric_values")
def values(request: Any, asked: Query[MetricValuesIn]) -> Any:
    """Of several metrics at once."""
    by, given = request.actor, asked.given()
    before = (asked.before_first, asked.before_last) if asked.before_first and asked.before_last else None
    with scope(by):
        codes = asked.code or [one.code for one in queries.dictionary(by)]
        found = queries.values(by, codes, asked.first, asked.last, before=before, **given)
        as_of = queries.as_of(by, stores=given["stores"])
    return {"as_of": as_of, "values": [{"code": code, **one.__dict__} for code, one in found.items()]}


@router.get(
    "/{code}/series", response=MetricSeriesOut, summary="Course of a metric in time", operation_id="metric_series",
    url_name="metric_series",
)  # fmt: skip
def series(request: Any, code: str, asked: Query[MetricSeriesIn]) -> Any:
    """By day, week or month; days without anything to count have no point."""
    by, given = request.actor, asked.given()
    with scope(by):
        found = queries.series(by, code, asked.first, asked.last, step=asked.step, split=asked.split or None, **given)
        as_of = queries.as_of(by, stores=given["stores"])
    return {"as_of": as_of, "step": found.step, "split": found.split, "points": found.points}


@router.get(
    "/{code}/rows", response=MetricRowsOut, summary="The rows behind a figure", operation_id="metric_rows",
    url_name="metric_rows",
)  # fmt: skip
def rows(request: Any, code: str, asked: Query[MetricRowsIn]) -> Any:
    """Newest day first."""
    by = request.actor
    with scope(by):
        return queries.rows(
            by, code, asked.first, asked.last, after=asked.after, limit=asked.limit, part=asked.part, **asked.given()
        )
