"""What cars publish to the lake: of each car the file of the store that cares for it, and its history."""

from cheyuan.base.lake.published import Published

VEHICLES = Published(
    "vehicles",
    "SELECT v.store_id::int4 AS store_id, v.id AS vehicle_id, v.vin, v.owner_id AS customer_id, v.brand, v.model, v.energy,"
    " v.use, v.seats::int4 AS seats, v.delivered_on, v.registered_on, v.status,"
    " greatest(v.warranty_end, v.extended_warranty_end) AS warranty_end, v.inspection_due, i.ends_on AS insurance_expiry,"
    " v.sold_here"
    " FROM vehicles_vehicle v LEFT JOIN (SELECT store_id, vehicle_id, max(ends_on) AS ends_on"
    " FROM vehicles_insurancepolicy GROUP BY store_id, vehicle_id) i ON i.store_id = v.store_id AND i.vehicle_id = v.id"
    " WHERE v.cares",
)
VISITS = Published(
    "visits",
    "SELECT store_id::int4 AS store_id, vehicle_id, visited_on, visited_at AT TIME ZONE 'Asia/Shanghai' AS visited_at, kind,"
    " km::int8 AS km, source NOT IN ('elsewhere', 'sister') AS here FROM vehicles_visit",
)
READINGS = Published(
    "readings",
    "SELECT store_id::int4 AS store_id, vehicle_id, read_on, km::int8 AS km, correction FROM vehicles_reading",
)
CARS = Published(
    "cars",
    "SELECT store_id::int4 AS store_id, id AS vehicle_id, owner_id AS customer_id, brand, model, energy, delivered_on, status,"
    " cares, sold_here FROM vehicles_vehicle",
)
"""Every file of a car, for figures; the plan reads only those for which the store cares."""
WORKSHOP = Published(
    "workshop",
    "SELECT store_id::int4 AS store_id, id AS visit_id, vehicle_id, visited_on, kind, amount_fen, source = 'sister' AS sister"
    " FROM vehicles_visit WHERE source <> 'elsewhere'",
)
"""Visits to this house and its sister stores with their amounts, for figures."""
