"""Fields of the records: what every house knows of its cars and customers."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cheyuan.base.lake.published import Published
from cheyuan.insight.segments.fields import Field, Source, Subject, register, suggests
from cheyuan.insight.segments.months import MONTHS
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import queries as customers
from cheyuan.records.customers.exports import CUSTOMERS, PROFILES
from cheyuan.records.milestones.exports import MILESTONE_JOBS
from cheyuan.records.receptions.exports import VISITORS
from cheyuan.records.relations.exports import HOUSEHOLD_MEMBERS
from cheyuan.records.vehicles import queries as vehicles
from cheyuan.records.vehicles.exports import CAR_TRAITS, TAKINGS, VEHICLES
from cheyuan.records.vouchers.exports import VOUCHERS

EXPR = "cheyuan.insight.segments.expr"
CAR, WORKSHOP, PERSON, LATELY = pgettext_lazy("fields", "The car"), _("In the workshop"), _("The customer"), _("Lately")
USAGES = {
    "family": _("Family"), "business": _("Business"), "young": _("Young, technology"), "outdoors": _("Outdoors"),
}  # fmt: skip
KINDS = {"person": _("Person"), "company": _("Company")}
GENDERS = {"F": _("Female"), "M": _("Male")}


def _fields(source: str, group: object, start: int, *known: Field) -> list[Field]:
    return [
        Field(**{**one.__dict__, "source": source, "group": group, "order": start + place})
        for place, one in enumerate(known)
    ]


def _f(code: str, label: object, column: str, kind: str, unit: str = "", **more: object) -> Field:
    return Field(code, label, "", column, kind, unit, **more)  # type: ignore[arg-type]


FILES = (
    _f("car_age", _("Age of the car"), "age_months", "number", "months"),
    _f("brand", _("Brand"), "brand", "text", hint="brand"),
    _f("model", _("Model"), "model", "text", hint="model"),
    _f("trim", _("Trim"), "trim", "text"),
    _f("energy", _("Energy"), "energy", "choice", choices=dict(vehicles.ENERGIES)),
    _f("use", _("Use of the car"), "use", "choice", choices=dict(vehicles.USES)),
    _f("model_year", _("Model year"), "model_year", "number"),
    _f("bought_here", _("Bought here"), "sold_here", "flag"),
    _f("delivered", _("Delivery"), "delivered_on", "date"),
    _f("odometer", _("Odometer"), "odometer_km", "number", "km"),
    _f("warranty_end", _("End of warranty"), "warranty_end", "date"),
    _f("insurance_end", _("End of insurance"), "insurance_expiry", "date"),
    _f("inspection_due", _("Inspection due"), "inspection_due", "date"),
    _f("plate_region", _("Plate begins with"), "plate_region", "text"),
)
VISITS = (
    _f("last_visit", _("Last visit of the car"), "last_visit_on", "date"),
    _f("last_service", _("Last service"), "last_service_on", "date"),
    _f("car_visits", _("Visits of the car in 12 months"), "visits_year", "number", empty=0),
    _f("car_spend", _("Spent on the car in 12 months"), "spend_year_fen", "number", "fen", empty=0),
)
PEOPLE = (
    _f("customer_kind", _("Person or company"), "kind", "choice", choices=KINDS),
    _f("city", _("City"), "city", "text", hint="city"),
    _f("district", _("District"), "district", "text"),
    _f("usage", _("Driving usage"), "usage", "choice", choices=USAGES),
    _f("source", _("How they found us"), "source", "text", hint="source"),
    _f("vip", _("VIP"), "vip", "flag"),
    _f("key_account", _("Key account"), "key_account", "flag"),
    _f("stopped", _("Does not want contact"), "stopped", "flag"),
    _f("filed", _("On file since"), "filed_on", "date"),
    _f("birth_month", _("Month of birth"), "birth_month", "choice", choices=MONTHS),
    _f("age", _("Age of the person"), "age_years", "number", "years", guarded=True),
    _f("gender", _("Gender"), "gender", "choice", choices=GENDERS, guarded=True),
)
FLEET = (
    _f("cars", _("Number of cars"), "cars", "number", empty=0),
    _f("newest_car", _("Age of the newest car"), "newest_months", "number", "months"),
    _f("customer_spend", _("Spent in 12 months"), "spend_year_fen", "number", "fen", empty=0),
    _f("customer_visits", _("Visits in 12 months"), "visits_year", "number", empty=0),
    _f("customer_visit", _("Last visit to the workshop"), "last_visit_on", "date"),
)
HOME = (
    _f("household_size", _("People in the household"), "household_size", "number", empty=1),
    _f("children", _("Children in the household"), "children", "number", empty=0),
)
LOOKING = (
    _f("looked_on", _("Came to look at cars"), "looked_on", "date"),
    _f("came_on", pgettext_lazy("visitor book", "Last came to the showroom"), "came_on", "date"),
)
GIFTS = (
    _f("vouchers_open", _("Vouchers that may be used"), "vouchers_open", "number", empty=0),
    _f("voucher_ends", _("First voucher ends"), "voucher_ends_on", "date"),
)
ORDERS = (
    _f("order_open", _("Has an open order"), "order_open", "flag"),
    _f("in_workshop", _("Has a car in the workshop"), "in_workshop", "flag"),
)


def declare() -> None:
    """Make all of them known; called once at start."""
    garage = (VEHICLES, CUSTOMERS, CAR_TRAITS, TAKINGS)
    _register("car_files", "vehicle", (VEHICLES, CAR_TRAITS), "cars.files", CAR, 10, FILES)
    _register("car_visits", "vehicle", (TAKINGS,), "cars.visits", WORKSHOP, 30, VISITS)
    _register("files", "customer", (PROFILES,), "people.files", PERSON, 50, PEOPLE)
    _register("home", "customer", (HOUSEHOLD_MEMBERS,), "people.home", PERSON, 65, HOME)
    _register("fleet", "customer", garage, "people.fleet", WORKSHOP, 40, FLEET)
    _register("looking", "customer", (VISITORS,), "people.looking", LATELY, 70, LOOKING)
    _register("gifts", "customer", (VOUCHERS,), "people.vouchers", LATELY, 75, GIFTS)
    _register("orders", "customer", (MILESTONE_JOBS,), "people.orders", LATELY, 80, ORDERS)
    suggests("brand", lambda by: _of_cars(by, "brand"))
    suggests("model", lambda by: _of_cars(by, "model"))
    suggests("city", lambda by: _values(customers.customers(by), "city"))
    suggests("source", lambda by: _values(customers.customers(by), "source"))


def _register(
    code: str, subject: Subject, tables: tuple[Published, ...], function: str, group: object, start: int,
    known: tuple[Field, ...],
) -> None:  # fmt: skip
    register(Source(code, subject, tables, f"{EXPR}.{function}"), *_fields(code, group, start, *known))


def _of_cars(by: Actor, column: str) -> list[str]:
    return _values(vehicles.vehicles(by), column) if by.may("vehicles.view") else []


def _values(rows: QuerySet[Any], column: str) -> list[str]:
    found = rows.exclude(**{column: ""}).order_by(column).values_list(column, flat=True).distinct()
    return list(found[:60])
