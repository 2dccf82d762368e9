"""Whom a greeting is for, and what the contact policy says about all of them: one statement, whatever their number (CARE-08)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from cheyuan.base.channels.policy.judge import parameters, with_verdicts
from cheyuan.base.policies.queries import value
from cheyuan.engage.greetings.greeting import Greeting
from cheyuan.engage.greetings.region import Region
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of
from cheyuan.kernel.dates import add_months
from cheyuan.kernel.places import spellings

ORDER = ("sms", "wechat", "email")
GOES = ("go", "later", "merge")
EVERYBODY = "c.store_id = %(here)s AND c.erased_at IS NULL"
CAR = """EXISTS (SELECT FROM vehicles_vehicle v WHERE v.store_id = c.store_id AND v.owner_id = c.id AND v.status = 'active'
  AND (%(brand)s = '' OR lower(v.brand) = lower(%(brand)s)) AND (%(model)s = '' OR lower(v.model) = lower(%(model)s))
  AND (%(since)s::date IS NULL OR v.delivered_on >= %(since)s::date)
  AND (%(until)s::date IS NULL OR v.delivered_on <= %(until)s::date))"""
CITY = "c.city = ANY(%(cities)s)"
REGION = """(c.city = ANY(%(cities)s) OR (c.city = '' AND c.province = ANY(%(provinces)s))
  OR (%(store_in)s AND c.city = '' AND (c.province = '' OR c.province = ANY(%(store_provinces)s))))"""
NEW = """NOT EXISTS (SELECT FROM greetings_recipient r
  WHERE r.store_id = c.store_id AND r.wave_id = %(wave)s AND r.customer_id = c.id)"""


@dataclass(frozen=True)
class Asked:
    """A greeting at a moment: of use until ``use_by``, for people in ``region`` (None: anywhere)."""

    greeting: Greeting
    store_id: int
    leaves_at: datetime
    use_by: datetime | None
    region: Region | None = None

    @property
    def purpose(self) -> str:
        """Greetings are offers; warnings of bad weather as the policy says."""
        if self.greeting.kind != "weather":
            return "marketing"
        return str(value("greetings.warnings_are", self.store_id))


@dataclass(frozen=True)
class Preview:
    """What would happen: how many people, how many messages, why the others are held back (code → how many)."""

    audience: int
    goes: int
    back: dict[str, int]

    @property
    def held_back(self) -> int:
        """How many get nothing."""
        return sum(self.back.values())


def planned(asked: Asked, wave_id: int | None) -> tuple[str, dict[str, Any]]:
    """The contacts of a greeting as the policy's statement wants them, and their parameters. Fixed pieces of our own."""
    one, tests = asked.greeting, [EVERYBODY]
    if one.narrowed:
        tests.append(CAR)
    if one.city:
        tests.append(CITY)
    if asked.region:
        tests.append(REGION)
    if wave_id is not None:
        tests.append(NEW)
    select = f"""
SELECT c.id, c.store_id, c.id AS customer_id, %(purpose)s::text AS purpose, %(wish)s::text[] AS wish, false AS addressed,
       NULL::bytea AS address_key, %(leaves)s::timestamptz AS wanted, %(use_by)s::timestamptz AS use_by
FROM customers_customer c WHERE {" AND ".join(tests)}"""  # noqa: S608 - fixed pieces, values are parameters
    return select, {**_people(asked), "wave": wave_id}


def _people(asked: Asked) -> dict[str, Any]:
    one, region, first = asked.greeting, asked.region, value("greetings.channel", asked.store_id)
    day = day_of(asked.leaves_at)
    return {
        "here": asked.store_id, "purpose": asked.purpose, "wish": list(dict.fromkeys((first, *ORDER))),
        "leaves": asked.leaves_at, "use_by": asked.use_by, "brand": one.brand, "model": one.model,
        "since": _before(day, one.age_until + 1) if one.age_until else None, "until": _before(day, one.age_from),
        "cities": region.cities if region else spellings(one.city) if one.city else [],
        "provinces": region.provinces if region else [], "store_in": bool(region and region.store_in),
        "store_provinces": region.store_provinces if region else [],
    }  # fmt: skip


def _before(day: date, months: int) -> date | None:
    return add_months(day, -months) if months else None


def statement(by: Actor, asked: Asked, wave_id: int | None = None) -> tuple[str, dict[str, Any]]:
    """Everybody's verdict as a WITH … whose last part is ``verdicts``, judged at the moment at which it would leave."""
    select, names = planned(asked, wave_id)
    return with_verdicts(select), {**parameters(by.group_id, [asked.store_id], asked.leaves_at), **names}


def preview(by: Actor, asked: Asked) -> Preview:
    """What the policy would say. Runs inside a scope."""
    judged, names = statement(by, asked)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {judged} SELECT verdict, code, count(*) FROM verdicts GROUP BY 1, 2", names)  # noqa: S608
        rows = cursor.fetchall()
    back: Counter[str] = Counter()
    for verdict, code, count in rows:
        if verdict not in GOES:
            back[code] += count
    goes = sum(count for verdict, _code, count in rows if verdict in GOES)
    return Preview(goes + sum(back.values()), goes, dict(back.most_common()))
