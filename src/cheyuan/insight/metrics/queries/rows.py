"""The very rows behind a figure: the metric's own expression as PostgreSQL text, run in place within the actor's stores."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cheyuan.base.inbox import records
from cheyuan.base.tenancy import asked
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.insight.metrics.months import asked as months_of
from cheyuan.insight.metrics.queries.dictionary import visible, within
from cheyuan.insight.metrics.queries.figures import Filters, chosen
from cheyuan.insight.metrics.texts import texts
from cheyuan.kernel import ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Missing, Refused

MOST, SECONDS = 20_000, 20
PARTS = ("", "yes", "no")


@dataclass(frozen=True)
class Row:
    """One counted thing: what it is called, where it can be seen (empty: not by this actor), and what it counts."""

    store_id: int
    day: date
    num: int
    den: int
    ref: ref.Ref
    label: str
    address: str
    dims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """A part of the rows, newest day first; sums and count of all of them; ``next`` is the ``after`` of the next part."""

    metric: Metric
    rows: Sequence[Row]
    num: int
    den: int
    count: int
    next: int | None

    @property
    def figure(self) -> float | None:
        """The figure of all of them, as it is now."""
        return self.metric.figure(self.num, self.den)


def rows(
    by: Actor, code: str, first: date, last: date, *, stores: Collection[int] | None = None, filters: Filters | None = None,
    after: int | None = None, limit: int = 25, part: str = "", on: date | None = None,
) -> Rows:  # fmt: skip
    """The rows of a metric from a day to another as they are now. Inside a scope.

    ``part``: only those that count ("yes", num ≠ 0) or do not ("no"). ``after`` is how many to leave out, ``on`` the day up to
    which figures are reckoned (today). Missing, Refused("metric_dim") as for figures; Refused("metric_slow") when there
    are too many.
    """
    one, narrowed = visible(by, code), chosen(by, filters)
    if not narrowed.keys() <= set(one.dims) or part not in PARTS:
        raise Refused("metric_dim", dim=", ".join(sorted(narrowed.keys() - set(one.dims))))
    chosen_stores, (first, last) = within(by, stores), one.span(first, last)
    known = months_of(chosen_stores, one.numbers, first, last, on or day_of(now()))
    given: dict[str, Any] = {f"only_{name}": value for name, value in narrowed.items()}
    given |= {"asked": json.dumps(known, default=str), "stores": chosen_stores, "first": first, "last": last}
    given |= {"skip": after or 0, "most": min(max(limit, 1), MOST)}
    found = _asked(_question(one, texts(by)[code]["postgres"], narrowed, part), given)
    count, num, den = (int(value) for value in found[0][:3])
    shown = [row[3:] for row in found if row[3] is not None]
    reached = given["skip"] + len(shown)
    return Rows(one, _named(by, one, shown), num, den, count, reached if shown and reached < count else None)


def _asked(question: str, given: Mapping[str, Any]) -> list[Any]:
    try:
        return asked.seldom(question, seconds=SECONDS, **given)
    except asked.Slow:
        raise Refused("metric_slow") from None


def _question(one: Metric, text: str, narrowed: Filters, part: str) -> str:
    """The metric's text over its published tables; what is typed goes beside it."""
    columns = ", ".join(f"{name} bigint" for name in _numbers(one))
    inside = "store_id int, index bigint, first date, last date, as_of date" + (f", {columns}" if columns else "")
    tables = [f"metric_{source.name} AS NOT MATERIALIZED ({_plain(source.select)})" for source in one.sources]
    months = f"SELECT * FROM json_to_recordset(%(asked)s::json) AS x ({inside})"  # noqa: S608 - our own words
    tables.append(f"metric_asked AS MATERIALIZED ({months})")
    tests = ["r.store_id = any(%(stores)s)", "r.day BETWEEN %(first)s AND %(last)s"]
    tests += [f"r.{name} = %(only_{name})s" for name in narrowed]
    tests += {"yes": ["r.num <> 0"], "no": ["r.num = 0"]}.get(part, [])
    dims = "".join(f", r.{name}" for name in one.dims)
    return (  # every word is our own
        f"WITH {', '.join(tables)}, counted AS MATERIALIZED"  # noqa: S608
        f" (SELECT r.store_id, r.day, r.num::bigint AS num, r.den::bigint AS den, r.ref_kind, r.ref_id{dims}"
        f" FROM ({_plain(text)}) r WHERE {' AND '.join(tests)}),"
        " whole AS (SELECT count(*) AS n, coalesce(sum(num), 0)::bigint AS num, coalesce(sum(den), 0)::bigint AS den"
        " FROM counted)"
        " SELECT w.n, w.num, w.den, p.* FROM whole w LEFT JOIN LATERAL"
        f" (SELECT r.store_id, r.day, r.num, r.den, r.ref_kind, r.ref_id{dims} FROM counted r"
        f" ORDER BY r.day DESC, r.ref_kind, r.ref_id, r.num{dims} LIMIT %(most)s OFFSET %(skip)s) p ON true"
        " ORDER BY p.day DESC, p.ref_kind, p.ref_id, p.num"
    )


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _numbers(one: Metric) -> list[str]:
    return sorted({key.replace(".", "_") for key in one.numbers})


def _named(by: Actor, one: Metric, found: Iterable[Sequence[Any]]) -> list[Row]:
    rows = list(found)
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row[4]].add(row[5])
    labels = {kind: _labels(by, kind, many) for kind, many in ids.items()}
    return [_row(one, row, labels[row[4]]) for row in rows]


def _row(one: Metric, row: Sequence[Any], labels: Mapping[int, str]) -> Row:
    store, day, num, den, kind, number, *dims = row
    which = ref.Ref(kind, number)
    address = ref.address(which) if number in labels else ""
    return Row(store, day, num, den, which, labels.get(number, ""), address, dict(zip(one.dims, dims, strict=True)))


def _labels(by: Actor, kind: str, ids: Collection[int]) -> dict[int, str]:
    """What these records are called, of those that exist for the actor; one question."""
    known = ref.kinds().get(kind)
    try:
        record = records.known(kind)
        gate = record.rows(by)
    except Denied:
        return {}
    except Missing:  # a kind without a gate of its own: only for who may open any of them
        return {one: f"{known.label} {one}" for one in ids} if known and known.open_to(by) else {}
    beside = [one.name for one in gate.model._meta.concrete_fields if one.name == "customer"]
    found = gate.order_by().filter(pk__in=list(ids), store_id__in=by.store_ids).select_related(*beside)
    return {one.pk: record.title(one) for one in found}
