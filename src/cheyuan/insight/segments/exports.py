"""What segments publish to the lake: who belongs to them now. No personal data."""

from collections.abc import Collection

from cheyuan.base.lake.published import CUSTOMER, VEHICLE, Published


def members(codes: Collection[str]) -> tuple[Published, Published]:
    """The cars and the customers that belong to some segments now, as the newest counting found them.

    ``member_cars`` (store_id, segment, vehicle_id) of segments of cars, ``member_people`` (store_id, segment, customer_id)
    of segments of customers: a kind each, since a car is read with the car's rows, a customer with the customer's.
    """
    named = ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(codes))
    now = f"FROM segments_membership WHERE left_on IS NULL AND segment IN ({named})"
    cars = (
        "SELECT store_id::int4 AS store_id, segment::text AS segment, subject_id AS vehicle_id"
        f" {now} AND subject_kind = 'vehicle'"
    )
    people = (
        "SELECT DISTINCT store_id::int4 AS store_id, segment::text AS segment, customer_id"
        f" {now} AND subject_kind = 'customer'"
    )
    return Published("member_cars", cars, VEHICLE), Published("member_people", people, CUSTOMER)
