"""The plain answer: row by row, slow and obvious. It knows nothing of the expressions."""
# ruff: noqa: E501

from datetime import date
from typing import Any

from cheyuan.insight.segments.tests.books import TODAY, Rows

CAR_FIELDS = {
    "car_age", "brand", "model", "trim", "energy", "use", "model_year", "bought_here", "delivered", "odometer", "warranty_end",
    "insurance_end", "inspection_due", "plate_region", "last_visit", "last_service", "car_visits", "car_spend",
}  # fmt: skip
EMPTY = {"car_visits": 0, "car_spend": 0, "cars": 0, "customer_spend": 0, "customer_visits": 0, "household_size": 1, "children": 0,
         "vouchers_open": 0}  # fmt: skip
FLAGS = {"bought_here", "vip", "key_account", "stopped", "order_open", "in_workshop"}
TEXTS = {"brand", "model", "trim", "plate_region", "city", "district", "source"}
CHOICES = {"energy", "use", "customer_kind", "usage", "birth_month", "gender"}
DATES = {"delivered", "warranty_end", "insurance_end", "inspection_due", "last_visit", "last_service", "filed", "customer_visit",
         "looked_on", "came_on", "voucher_ends"}  # fmt: skip


def months(since: date, until: date) -> int:
    """Whole months."""
    count = (until.year - since.year) * 12 + until.month - since.month
    return count - (until.day < since.day)


def year_ago(day: date) -> date:
    """Twelve months before."""
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


class World:
    """The rows, asked one by one."""

    def __init__(self, rows: Rows, today: date = TODAY) -> None:
        self.rows, self.today = rows, today
        people = {one["customer_id"] for one in rows["customers"]}
        self.cars = [one for one in rows["vehicles"] if one["status"] == "active" and one["customer_id"] in people]
        self.people = rows["customers"]

    def members(self, subject: str, tree: Any) -> set[tuple[int, int]]:
        """Store and number of each subject that fits."""
        if subject == "vehicle":
            return {(car["store_id"], car["vehicle_id"]) for car in self.cars if self._of_car(tree, car)}
        return {(one["store_id"], one["customer_id"]) for one in self.people if self._of_person(tree, one)}

    def _of_car(self, node: Any, car: Any) -> bool:
        if "field" in node:
            code = node["field"]
            value = self.car_value(car, code) if code in CAR_FIELDS else self.person_value(car["customer_id"], code)
            return self.fits(node, value)
        return _joined(node, lambda part: self._of_car(part, car))

    def _of_person(self, node: Any, person: Any) -> bool:
        mine = [car for car in self.cars if car["customer_id"] == person["customer_id"]]
        if _about_cars(node):
            return any(self._of_car(node, car) for car in mine)
        if "field" in node:
            return self.fits(node, self.person_value(person["customer_id"], node["field"]))
        if "all" in node:
            about = [part for part in node["all"] if _about_cars(part)]
            others = [part for part in node["all"] if not _about_cars(part)]
            same = not about or any(all(self._of_car(part, car) for part in about) for car in mine)
            return same and all(self._of_person(part, person) for part in others)
        return _joined(node, lambda part: self._of_person(part, person))

    def car_value(self, car: Any, code: str) -> Any:
        """What is known of a car."""
        traits: Any = next((one for one in self.rows["car_traits"] if one["vehicle_id"] == car["vehicle_id"]), {})
        visits = [
            one for one in self.rows["takings"]
            if one["vehicle_id"] == car["vehicle_id"] and one["here"] and one["visited_on"] and one["visited_on"] <= self.today
        ]  # fmt: skip
        late = [one for one in visits if one["visited_on"] > year_ago(self.today)]
        delivered = car["delivered_on"]
        return {
            "car_age": months(delivered, self.today) if delivered and delivered <= self.today else None, "brand": car["brand"],
            "model": car["model"], "trim": traits.get("trim"), "energy": (car["energy"] or "").lower(), "use": car["use"],
            "model_year": traits.get("model_year"), "bought_here": car["sold_here"], "delivered": delivered,
            "odometer": traits.get("odometer_km"), "warranty_end": car["warranty_end"], "insurance_end": car["insurance_expiry"],
            "inspection_due": car["inspection_due"], "plate_region": traits.get("plate_region"),
            "last_visit": max((one["visited_on"] for one in visits), default=None),
            "last_service": max((one["visited_on"] for one in visits if one["kind"] == "service"), default=None),
            "car_visits": len(late), "car_spend": sum(one["amount_fen"] for one in late),
        }[code]  # fmt: skip

    def person_value(self, number: int, code: str) -> Any:
        """What is known of a customer."""
        file = next(one for one in self.rows["profiles"] if one["customer_id"] == number)
        mine = [car for car in self.cars if car["customer_id"] == number]
        ages = [age for car in mine if (age := self.car_value(car, "car_age")) is not None]
        seen = [day for car in mine if (day := self.car_value(car, "last_visit"))]
        came = [
            one
            for one in self.rows["visitors"]
            if one["customer_id"] == number and one["came_on"] and one["came_on"] <= self.today
        ]
        valid = [
            one for one in self.rows["vouchers"]
            if one["customer_id"] == number and one["state"] == "given" and one["valid_from"] <= self.today <= one["valid_until"]
        ]  # fmt: skip
        jobs = {one["kind"] for one in self.rows["milestone_jobs"] if one["customer_id"] == number and one["is_open"]}
        homes = self.rows["household_members"]
        home = next((one["household_id"] for one in homes if one["customer_id"] == number), None)
        store = file["store_id"]
        with_them = [
            one for one in homes if home is not None and one["household_id"] == home and one["store_id"] == store
        ]
        children = max((one["children"] for one in with_them), default=None)
        person, born = file["kind"] == "person", file["birthday"]
        return {
            "customer_kind": file["kind"], "city": file["city"], "district": file["district"], "source": file["source"],
            "usage": file["usage"], "vip": file["is_vip"], "key_account": file["is_key_account"], "stopped": file["do_not_contact"],
            "filed": file["filed_on"], "birth_month": str(born.month) if born and person else "",
            "age": months(born, self.today) // 12 if born and person else None, "gender": file["gender"], "cars": len(mine),
            "newest_car": min(ages, default=None), "customer_spend": sum(self.car_value(car, "car_spend") for car in mine),
            "customer_visits": sum(self.car_value(car, "car_visits") for car in mine), "customer_visit": max(seen, default=None),
            "household_size": len(with_them) + children if children is not None else None, "children": children,
            "looked_on": max((one["came_on"] for one in came if one["looks"]), default=None),
            "came_on": max((one["came_on"] for one in came), default=None), "vouchers_open": len(valid),
            "voucher_ends": min((one["valid_until"] for one in valid), default=None), "order_open": "order" in jobs,
            "in_workshop": "workshop" in jobs,
        }[code]  # fmt: skip

    def fits(self, leaf: Any, value: Any) -> bool:
        """One condition."""
        code, op, asked = leaf["field"], leaf["op"], leaf.get("value")
        if value is None:
            value = EMPTY.get(code)
        if code in FLAGS:
            return bool(value) == (op == "yes")
        if code in TEXTS or code in CHOICES:
            return _of_text(op, asked, value or "", code in TEXTS)
        if op in ("known", "unknown"):
            return (value is None) == (op == "unknown")
        if value is None:
            return False
        return self._of_day(op, asked, value) if code in DATES else _of_number(op, asked, value)

    def _of_day(self, op: str, asked: Any, value: date) -> bool:
        gap = (self.today - value).days
        if op in ("since", "until"):
            return value >= date.fromisoformat(asked) if op == "since" else value <= date.fromisoformat(asked)
        return {"past": 0 <= gap <= asked, "longer": gap > asked, "next": 0 <= -gap <= asked, "later": -gap > asked}[op]


def _joined(node: Any, ask: Any) -> bool:
    mode, parts = next(iter(node.items()))
    said = [ask(part) for part in parts]
    return all(said) if mode == "all" else any(said) if mode == "any" else not any(said)


def _about_cars(node: Any) -> bool:
    if "field" in node:
        return node["field"] in CAR_FIELDS
    mode, parts = next(iter(node.items()))
    return mode != "none" and all(_about_cars(part) for part in parts)


def _of_text(op: str, asked: Any, value: str, folded: bool) -> bool:
    said = value.lower() if folded else value
    if op in ("known", "unknown"):
        return (said == "") == (op == "unknown")
    if op in ("is", "is_not"):
        return (said in [one.lower() if folded else one for one in asked]) == (op == "is")
    return said.startswith(asked.lower()) if op == "begins" else asked.lower() in said


def _of_number(op: str, asked: Any, value: int) -> bool:
    if op == "between":
        return asked[0] <= value <= asked[1]
    return {"least": value >= asked, "most": value <= asked, "above": value > asked, "below": value < asked}[op]
