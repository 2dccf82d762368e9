"""What stands on the letters and envelopes of some customers, read for all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cheyuan.base.accounts.queries import named
from cheyuan.engage.letters import postcodes
from cheyuan.kernel import names, plate
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers import queries as customers
from cheyuan.records.vehicles import queries as vehicles

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

COLUMNS = (
    "pk", "store_id", "name", "gender", "kind", "province", "city", "district", "address", "advisor_id", "salutation",
)  # fmt: skip
HOUSE, CAR = "客户关怀部", "爱车"
"""Said where nobody looks after the customer, or no car of theirs is known: letters are written in Chinese."""
TITLES = {"M": " 先生", "F": " 女士"}


@dataclass(frozen=True)
class Recipient:
    """One receiver: line of the name, line of the address, postcode, and the values of the placeholders."""

    customer_id: int
    name: str
    address: str
    postcode: str
    values: Mapping[str, str]


def recipients(by: Actor, ids: Sequence[int], house: Mapping[str, str], others: Mapping[int, int]) -> list[Recipient]:
    """In the order of ``ids``; who is not there any more is left out. ``house``: the values that all letters share."""
    rows = {row.pk: row for row in customers.customers(by).filter(pk__in=ids).only(*COLUMNS[1:])}
    cars = vehicles.fleets(by, list(rows))
    advisors = named(by, [row.advisor_id for row in rows.values() if row.advisor_id])
    found = []
    for pk in ids:
        if (row := rows.get(pk)) is None:
            continue
        car = cars.get(pk)
        values = {
            **house, "title": row.salutation or names.salutation(row.name, "" if row.kind == "company" else row.gender),
            "car": f"{car.name} {plate.spoken(car.plate)}".strip() if car else CAR,
            "advisor": advisors.get(row.advisor_id or 0, HOUSE),
        }  # fmt: skip
        found.append(_one(row, values, others.get(pk, 0)))
    return found


def _one(row: "Customer", values: Mapping[str, str], others: int) -> Recipient:
    code, street = postcodes.parted(str(row.address))
    line = postcodes.whole(row.province, row.city, row.district, street)
    return Recipient(row.pk, addressed(row.name, row.gender, row.kind, others), line,
                     code or postcodes.of_city(row.city, row.province), values)  # fmt: skip


def addressed(name: str, gender: str, kind: str, others: int) -> str:
    """陈立群 先生 收; with others of the household 陈立群 先生 阖府 收; a company without a title."""
    title = "" if kind == "company" else TITLES.get(gender, "")
    return f"{name}{title}{' 阖府' if others and kind != 'company' else ''} 收"


def covered(address: str) -> str:
    """An address as a preview shows it: city and district, the rest hidden."""
    shown = max((address.find(sign) for sign in "区县市" if sign in address[:16]), default=-1) + 1
    return f"{address[:shown] or address[:2]} ＊＊＊＊＊＊"
