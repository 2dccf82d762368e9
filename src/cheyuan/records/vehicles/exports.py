"""What cars publish to the lake: of each car the file of the store that cares for it, and its history."""

from collections.abc import Iterable

from cheyuan.base.lake.published import SUBJECTS, VEHICLE, Published, array

_CARS = (
    "SELECT v.store_id::int4 AS store_id, v.id AS vehicle_id, v.vin, v.owner_id AS customer_id, v.brand, v.model, v.energy,"
    " v.use, v.seats::int4 AS seats, v.delivered_on, v.registered_on, v.status,"
    " greatest(v.warranty_end, v.extended_warranty_end) AS warranty_end, v.inspection_due, i.ends_on AS insurance_expiry,"
    " v.sold_here FROM vehicles_vehicle v LEFT JOIN "
)
_ENDS = "FROM vehicles_insurancepolicy"
VEHICLES = Published(
    "vehicles",
    f"{_CARS}(SELECT store_id, vehicle_id, max(ends_on) AS ends_on {_ENDS} GROUP BY store_id, vehicle_id)"
    " i ON i.store_id = v.store_id AND i.vehicle_id = v.id WHERE v.cares",
    VEHICLE,
    f"{_CARS}LATERAL (SELECT max(p.ends_on) AS ends_on {_ENDS} p WHERE p.store_id = v.store_id AND p.vehicle_id = v.id)"
    f" i ON true WHERE v.cares AND v.id = ANY({SUBJECTS})",
)
VISITS = Published(
    "visits",
    "SELECT store_id::int4 AS store_id, vehicle_id, visited_on, visited_at AT TIME ZONE 'Asia/Shanghai' AS visited_at, kind,"
    " km::int8 AS km, source NOT IN ('elsewhere', 'sister') AS here FROM vehicles_visit",
    VEHICLE,
)
READINGS = Published(
    "readings",
    "SELECT store_id::int4 AS store_id, vehicle_id, read_on, km::int8 AS km, correction FROM vehicles_reading",
    VEHICLE,
)
CARS = Published(
    "cars",
    "SELECT store_id::int4 AS store_id, id AS vehicle_id, owner_id AS customer_id, brand, model, energy, delivered_on, status,"
    " cares, sold_here FROM vehicles_vehicle",
    VEHICLE,
)
"""Every file of a car, for figures; the plan reads only those for which the store cares."""
WORKSHOP = Published(
    "workshop",
    "SELECT store_id::int4 AS store_id, id AS visit_id, vehicle_id, visited_on, kind, amount_fen, source = 'sister' AS sister"
    " FROM vehicles_visit WHERE source <> 'elsewhere'",
    VEHICLE,
)
"""Visits to this house and its sister stores with their amounts, for figures."""


def owners_of(vehicles: Iterable[int]) -> str:
    """The statement for the customer_id of whoever owns one of these cars."""
    return f"SELECT DISTINCT owner_id AS customer_id FROM vehicles_vehicle WHERE id = ANY({array(vehicles)}) AND owner_id > 0"  # noqa: S608


def cars_of(customers: Iterable[int]) -> str:
    """The statement for the vehicle_id of each car of these customers."""
    return f"SELECT id AS vehicle_id FROM vehicles_vehicle WHERE owner_id = ANY({array(customers)})"  # noqa: S608


CAR_TRAITS = Published(
    "car_traits",
    "SELECT store_id::int4 AS store_id, id AS vehicle_id, trim, left(plate, 2) AS plate_region,"
    " model_year::int8 AS model_year, odometer_km::int8 AS odometer_km FROM vehicles_vehicle WHERE cares",
)
TAKINGS = Published(
    "takings",
    "SELECT store_id::int4 AS store_id, vehicle_id, visited_on, kind, amount_fen,"
    " source NOT IN ('elsewhere', 'sister') AS here FROM vehicles_visit",
    VEHICLE,
)
"""Visits with what they were worth; ``here`` false: in another shop or a sister store."""
TRADED = Published(
    "traded",
    "SELECT store_id::int4 AS store_id, id AS vehicle_id, owner_id AS customer_id, brand, model, trim, delivered_on,"
    " registered_on, odometer_km::int8 AS km, greatest(warranty_end, extended_warranty_end) AS warranty_end"
    " FROM vehicles_vehicle WHERE cares AND status = 'active' AND owner_id IS NOT NULL",
)
"""Cars on the road with a known owner, and what their worth follows from."""
BILLS = Published(
    "bills",
    "SELECT store_id::int4 AS store_id, vehicle_id, visited_on, kind, amount_fen::int8 AS fen FROM vehicles_visit",
)
OWNERS = Published(
    "owners",
    "SELECT o.store_id::int4 AS store_id, o.customer_id, o.vehicle_id,"
    " CASE WHEN v.sold_here THEN coalesce(o.since, v.delivered_on) END AS since,"
    " o.until IS NULL AND v.status = 'active' AND v.cares AS here"
    " FROM vehicles_ownership o JOIN vehicles_vehicle v ON v.store_id = o.store_id AND v.id = o.vehicle_id"
    " JOIN customers_customer c ON c.store_id = o.store_id AND c.id = o.customer_id WHERE c.erased_at IS NULL",
)
"""Who owned which car, since when as a customer of this store, and whether it is still here."""
SPENDING = Published(
    "spending",
    "SELECT o.store_id::int4 AS store_id, o.customer_id, x.visited_on, sum(x.amount_fen)::int8 AS fen"
    " FROM vehicles_ownership o JOIN vehicles_visit x ON x.store_id = o.store_id AND x.vehicle_id = o.vehicle_id"
    " JOIN customers_customer c ON c.store_id = o.store_id AND c.id = o.customer_id AND c.erased_at IS NULL"
    " WHERE (o.since IS NULL OR o.since <= x.visited_on) AND (o.until IS NULL OR o.until >= x.visited_on)"
    " AND x.source NOT IN ('elsewhere', 'sister') GROUP BY 1, 2, 3",
)
"""What each customer left in our own workshop by day, while the car was theirs."""
