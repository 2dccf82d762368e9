"""What the storm over messages does inside its house: connects, holds messages, refuses for people, counts.

``python -m cheyuan.site.bench.postbox fill COUNT`` · ``refuse`` (numbers on standard input) · ``tell``: answers as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from typing import Any

import django
from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now

STORES = (("noon", 12), ("afternoon", 16), ("night", 2))
"""Stores, and which hour it shall be there when the storm begins: nobody may hear from the last one."""
NIGHT_SHARE = 10
ALIYUN = {"access_key_id": "id", "access_key_secret": "s3cret", "sign_name": "bench", "template_code": "SMS_1"}


def zone_at(hour: int, at: datetime) -> str:
    """A zone in which it is that hour now (the names of such zones count the other way round)."""
    east = (hour - at.astimezone(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


def fill(count: int) -> dict[str, Any]:
    """Stores in three zones, their line to the double, so many messages, every tenth of a store where it is night."""
    group = apps.get_model("tenancy", "Group").objects.order_by("pk")[0]
    stores, hours = apps.get_model("tenancy", "Store").objects, apps.get_model("tenancy", "OpeningHours").objects
    made = [stores.create(group=group, code=name, name=name, zone=zone_at(hour, now())) for name, hour in STORES]
    for store in made:
        hours.bulk_create(
            hours.model(store=store, weekday=day, opens=clock(8, 30), closes=clock(18)) for day in range(7)
        )
    by = system(group.pk, tuple(store.pk for store in made), name="bench")
    for store in made:
        _connect(by.within(store.pk))
    for number in range(count):
        store = made[2 if number % NIGHT_SHARE == 0 else number % 2]
        _hold(by.within(store.pk), number)
    return {"night": made[2].pk}


def _connect(by: Actor) -> None:
    line = import_string("cheyuan.base.channels.connecting.connect")(
        by, by.store_id, "sms", "aliyun_sms", ALIYUN, at=now()
    )
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        line.settings = {**line.settings, "accept_delay": 5}
        line.save(update_fields=["settings"])


def phone_of(number: int) -> str:
    """The phone of the message with this number."""
    return f"139{number:08d}"


def _hold(by: Actor, number: int) -> None:
    import_string("cheyuan.base.channels.actions.hold")(
        by, customer_id=number + 1, channel="sms", purpose="service", address=phone_of(number), text="您好",
        intent=f"bench:{number}", at=now() - timedelta(seconds=1),
    )  # fmt: skip


def refuse() -> dict[str, Any]:
    """For each line of standard input (a message's number) that person says no; answers when it was acknowledged."""
    group = apps.get_model("tenancy", "Group").objects.order_by("pk")[0]
    ids = tuple(apps.get_model("tenancy", "Store").objects.filter(group=group).values_list("pk", flat=True))
    by = system(group.pk, ids, name="bench")
    for line in sys.stdin:
        phone = phone_of(int(line))
        import_string("cheyuan.base.channels.actions.refuse")(by, address=phone, source="bench", at=now())
        print(json.dumps({"phone": phone, "at": time.time()}), flush=True)
    return {}


def tell() -> dict[str, Any]:
    """The state of every message: intent, our id, store, state."""
    group = apps.get_model("tenancy", "Group").objects.order_by("pk")[0]
    ids = tuple(apps.get_model("tenancy", "Store").objects.filter(group=group).values_list("pk", flat=True))
    with import_string("cheyuan.base.tenancy.scope.scope")(system(group.pk, ids, name="bench")):
        rows = apps.get_model("channels", "Message").objects.filter(intent__startswith="bench:")
        found = list(rows.values_list("intent", "our_id", "store_id", "state"))
    return {"messages": [[intent, id.hex, store, state] for intent, id, store, state in found]}


WAYS: dict[str, Callable[..., dict[str, Any]]] = {"fill": fill, "refuse": refuse, "tell": tell}


def main() -> None:
    """Do one of them."""
    django.setup()
    print(json.dumps(WAYS[sys.argv[1]](*(int(word) for word in sys.argv[2:]))), flush=True)


if __name__ == "__main__":
    main()
