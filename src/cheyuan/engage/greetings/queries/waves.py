"""What went out, to whom, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from cheyuan.engage.greetings.models import Recipient, Wave
from cheyuan.engage.greetings.rights import VIEW
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

GONE = ("sent", "delivered")
WAITS = ("held", "due", "claimed", "unknown")


@dataclass(frozen=True)
class Reached:
    """One person of a wave: the message's state, or why there is none."""

    customer_id: int
    name: str
    code: str
    message_id: int | None
    state: str
    why: str


def waves(by: Actor) -> "QuerySet[Wave]":
    """Of the actor's stores."""
    by.require(VIEW.name)
    rows: QuerySet[Wave] = Wave.objects.filter(store_id__in=by.store_ids)
    return rows


def wave(by: Actor, wave_id: int, *, lock: bool = False) -> Wave:
    """One of them; Missing when it is not there for this actor."""
    rows = waves(by).filter(pk=wave_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("greeting_wave", wave_id)
    return found


_STATES = """
SELECT coalesce(m.state, r.code), coalesce(m.code, ''), count(*) FROM greetings_recipient r
LEFT JOIN channels_message m ON m.store_id = r.store_id AND m.id = r.message_id
WHERE r.store_id = %s AND r.wave_id = ANY(%s) GROUP BY 1, 2
"""


def states(one: Wave) -> Counter[tuple[str, str]]:
    """(state of the message or why there is none, its code) → how many people."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [one.store_id, [one.pk]])
        return Counter({(state, code): count for state, code, count in cursor.fetchall()})


_PEOPLE = """
SELECT r.customer_id, c.name, r.code, r.message_id, coalesce(m.state, ''), coalesce(m.code, '')
FROM greetings_recipient r JOIN customers_customer c ON c.store_id = r.store_id AND c.id = r.customer_id
LEFT JOIN channels_message m ON m.store_id = r.store_id AND m.id = r.message_id
WHERE r.store_id = %(store)s AND r.wave_id = %(wave)s AND (%(want)s = '' OR coalesce(m.state, r.code) = %(want)s)
ORDER BY r.id LIMIT %(most)s
"""


def people(by: Actor, one: Wave, want: str = "", most: int = 100) -> list[Reached]:
    """Some of its people, by state of the message or reason; nobody without the right to see customers."""
    if not by.may("customers.view"):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"store": one.store_id, "wave": one.pk, "want": want, "most": most})
        return [Reached(*row) for row in cursor.fetchall()]


def waiting(one: Wave) -> list[int]:
    """The messages of a wave that still wait and may be taken back."""
    own = Recipient.objects.filter(store_id=one.store_id, wave=one).exclude(message_id=None).values("message_id")
    rows = apps.get_model("channels", "Message").objects.filter(pk__in=own, state__in=("held", "due"))
    return list(rows.values_list("pk", flat=True))


def lately(by: Actor, kinds: Sequence[str], today: date, days: int = 30) -> dict[str, int]:
    """Waves of the last days in the actor's stores: how many, people asked about, messages held, people held back."""
    rows = waves(by).filter(kind__in=kinds, day__range=(today - timedelta(days=days), today)).exclude(state="open")
    told: Counter[str] = Counter()
    for audience, counts in rows.values_list("audience", "counts"):
        told["waves"] += 1
        told["people"] += audience
        told["held"] += int(counts.get("held", 0))
    return {
        "waves": told["waves"],
        "people": told["people"],
        "held": told["held"],
        "back": told["people"] - told["held"],
    }


def of_customer(by: Actor, customer_id: int) -> list[dict[str, object]]:
    """What a person was greeted with: for their own copy."""
    rows = Recipient.objects.filter(customer_id=customer_id).select_related("wave").order_by("pk")
    return [{"title": row.wave.title, "day": row.wave.day, "why_not": row.code} for row in rows]
