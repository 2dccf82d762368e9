"""What cars show on a customer's page and in the customers' list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cheyuan.base.lists.cells import day, plain_day, plain_money, spoken, titled
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Dates, Text
from cheyuan.base.lists.spec import More, Tab
from cheyuan.kernel import money
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.dates import add_months
from cheyuan.records.customers.panels import Facing, Figure, Panel
from cheyuan.records.vehicles import queries, words
from cheyuan.records.vehicles.lives import lives
from cheyuan.records.vehicles.models import VISIT_KINDS, Visit
from cheyuan.records.vehicles.queries import Fleet


def year_before(today: date) -> date:
    """The day a year ago: "the last 12 months" begin the day after."""
    return add_months(today, -12)


def spent(by: Actor, ids: Sequence[int]) -> Mapping[int, int]:
    """Customer → fen of the last 12 months."""
    return queries.spent_since(by, ids, year_before(day_of(now())))


def fleet_words(_row: Any, value: Fleet | None) -> str:
    """The newest car, its plate, how many more."""
    return " ".join(part for part in (value.name, spoken(value.plate), more_cars(value)) if part) if value else ""


def fleet_cell(_row: Any, value: Fleet | None) -> str:
    """The same as a cell."""
    return titled(value.name, spoken(value.plate), more_cars(value)) if value else "—"


def more_cars(value: Fleet) -> str:
    """ ", 2 more"."""
    more = value.count - 1
    return ngettext(", %(count)s more", ", %(count)s more", more) % {"count": more} if more else ""


def visit_cell(_row: Any, value: Fleet | None) -> str:
    """The last visit."""
    return day(value.last_visit_on) if value and value.last_visit_on else str(_("not yet here"))


def with_model(by: Actor, typed: str) -> Q:
    """Owners of a car of that maker or model."""
    brand, _space, model = typed.partition(" ")
    fits = Q(model=typed.upper()) | Q(model=typed) | Q(brand=typed)
    if model:
        fits |= Q(brand=brand, model__in=[model, model.upper()])
    return Q(Exists(queries.owners_with(by, fits)))


def last_here(by: Actor, since: date | None, until: date | None) -> Q:
    """Owners whose last visit, with whichever car, lies within the days."""
    ends = {"last_visit_on__gte": since, "last_visit_on__lte": until}
    fits = Q(Exists(queries.owners_with(by, Q(*((name, end) for name, end in ends.items() if end)))))
    return fits & ~Q(Exists(queries.owners_with(by, Q(last_visit_on__gt=until)))) if until else fits


MORE = More(
    columns=(
        Column("cars", _("Cars"), fleet_words, fleet_cell, load=queries.fleets, right="vehicles.view"),
        Column("last_visit", _("Last visit"), lambda _r, value: plain_day(value.last_visit_on) if value else "", visit_cell,
               load=queries.fleets, quiet=True, right="vehicles.view"),
        Column("spend", _("Last 12 months"), lambda _r, value: plain_money(value or 0), load=spent, numeric=True,
               right="vehicles.view"),
    ),
    filters=(Text("model", _("Maker or model"), with_model), Dates("visited", _("Last visit"), last_here)),
    tabs=(Tab("away", _("Not here for a year"), {"visited_to": "-365d"}),),
    after="name",
)  # fmt: skip


def visits_of(face: Facing) -> list[Visit]:
    """The customer's visits, asked once for all parts of the page."""
    return face.once("visits", lambda: queries.visits_of_customer(face.by, face.customer.pk))


def figures(face: Facing) -> list[Figure]:
    """Twelve months, all years, how often here."""
    if not face.by.may("vehicles.view"):
        return []
    rows, edge = visits_of(face), year_before(face.today)
    recent = sum(row.amount_fen for row in rows if row.visited_on > edge)
    return [
        Figure(_("Last 12 months"), money.show(recent)),
        Figure(_("In all"), money.show(sum(row.amount_fen for row in rows))),
        Figure(_("Visits"), f"{len(rows):,}"),
    ]


def life_panel(face: Facing) -> dict[str, Any] | None:
    """The life lines of the present cars."""
    cars = face.once("cars", lambda: queries.of_customer(face.by, face.customer.pk))
    may_add = face.by.may("vehicles.edit")
    drawn = face.once("lives", lambda: lives(face.by, cars[:12], face.today))
    return {"cars": drawn, "today": face.today, "may_add": may_add, "customer": face.customer, "more": cars[12:]}


def years_panel(face: Facing) -> dict[str, Any] | None:
    """What was spent, by year and kind; the longest bar is the dearest year."""
    of: dict[int, dict[str, int]] = {}
    for row in visits_of(face):
        kinds = of.setdefault(row.visited_on.year, dict.fromkeys(VISIT_KINDS, 0))
        kinds[row.kind] = kinds.get(row.kind, 0) + row.amount_fen
    most = max((sum(kinds.values()) for kinds in of.values()), default=0)
    labels = dict(words.VISITS)
    years = [
        {
            "year": year,
            "parts": [(fen, labels.get(kind, kind)) for kind, fen in kinds.items()],
            "sum": sum(kinds.values()),
        }
        for year, kinds in sorted(of.items(), reverse=True)
    ]
    return {"years": years[:8], "most": most or 1, "kinds": [label for _key, label in words.VISITS]} if years else None


PANELS = (
    Panel("lives", "lives", "vehicles/_lives.html", life_panel, "vehicles.view", 10),
    Panel("years", "left", "vehicles/_years.html", years_panel, "vehicles.view", 10),
    Panel("lives", "sheet", "vehicles/_lives_small.html", life_panel, "vehicles.view", 10),
)
