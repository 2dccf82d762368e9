"""The register of metrics. Each app declares its own in its ``metrics``; the expression stays unloaded until a child asks."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from cheyuan.base.lake.published import Published
from cheyuan.insight.metrics.months import month_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

UNITS = ("ratio", "count", "fen", "days", "minutes", "score")
DIMS = ("brand", "model", "rule", "agent", "kind", "channel", "cohort", "department")
"""By what a metric can be split beside its store; each is a column of ``Figure``."""
SUMS = ("count", "fen")


@dataclass(frozen=True)
class Metric:
    """One figure of the dictionary.

    ``rows`` names, with its module, a pure Ibis function: the mapping of the published tables (and ``asked``: one row per
    store and month with ``index``, ``first``, ``last``, ``as_of`` and the policies) → one row per counted thing: store_id, day,
    num, den, ref_kind, ref_id and the dims. Its module holds ``SCHEMAS``, the columns of each table by name.

    Counts and sums of money are sum(num); everything else, and whatever says ``mean``, is sum(num) / sum(den) / ``scale``.
    ``numbers`` are the policies that the definition reads, by key, ``target`` the policy of what is wished, of which
    ``target_scale`` make one of the figure. ``grain`` says of what there is one row, ``better`` is "up" or "down",
    ``words`` say how the values of a dim are called. A ``standing`` one counts what stands at the end of each month: its figure
    of some days is that of the months in which they lie.
    """

    code: str
    name: object  # lazily translated, as formula, meaning and grain
    formula: object
    meaning: object
    unit: str
    owner: str
    better: str
    dims: tuple[str, ...]
    sources: tuple[Published, ...]
    rows: str
    grain: object = ""
    target: str = ""
    target_scale: int = 1
    numbers: tuple[str, ...] = ()
    mean: bool = False
    scale: int = 1
    order: int = 50
    standing: bool = False
    words: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = self.unit not in UNITS or self.better not in ("up", "down") or not set(self.dims) <= set(DIMS)
        if wrong:
            raise ValueError(f"metric {self.code}")

    @property
    def summed(self) -> bool:
        """Whether its figure is a sum, not a quotient."""
        return self.unit in SUMS and not self.mean

    def span(self, first: date, last: date) -> tuple[date, date]:
        """The days of which rows are counted when somebody asks for these."""
        if not self.standing:
            return first, last
        return month_of(first)[0], month_of(last)[1]

    def figure(self, num: int, den: int) -> float | None:
        """The figure of these sums: a ratio 0–1, fen, days, minutes or points; None where there was nothing to count."""
        if self.summed:
            return float(num)
        return num / den / self.scale if den else None


_metrics: dict[str, Metric] = {}


def register(*metrics: Metric) -> None:
    """Make metrics known; done in AppConfig.ready of the app that owns them."""
    _metrics.update({one.code: one for one in metrics})


def metrics() -> Mapping[str, Metric]:
    """All metrics by code, in the order of the dictionary."""
    return dict(sorted(_metrics.items(), key=lambda one: (one[1].order, one[0])))


def metric(code: str) -> Metric:
    """The metric of this code; Missing when nobody declared it."""
    if code not in _metrics:
        raise Missing("metric", code)
    return _metrics[code]


Teller = Callable[[Actor, Collection[str]], Mapping[str, object]]
_tellers: dict[str, list[Teller]] = {}


def tell(dim: str, teller: Teller) -> None:
    """Say how values of a dim are called in words; several may, each for the values that it knows."""
    _tellers.setdefault(dim, []).append(teller)


def told(by: Actor, dim: str, values: Collection[str]) -> dict[str, object]:
    """The words that somebody has for these values."""
    found: dict[str, object] = {}
    for teller in _tellers.get(dim, ()):
        found = {**teller(by, values), **found}
    return found
