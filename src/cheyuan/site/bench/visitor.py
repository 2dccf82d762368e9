"""``python -m cheyuan.site.bench.visitor``: a care agent of the benchmark's house, logged in; and a customer with a long life.

Prints the session's cookie and the customer's number as JSON. Runs in the house's environment only.
"""

import json
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import now
from cheyuan.site.cli.house import wake
from cheyuan.site.cli.place import house_of, store

EVENTS = 5000


def main() -> None:
    """Make both and tell."""
    wake()
    place = store(None)
    by = house_of(place, "bench")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        customer = apps.get_model("customers", "Customer").objects.order_by("pk").first()
        _live(place, customer)
    print(
        json.dumps({"cookie": _cookie(place), "customer": customer.pk, "name": customer.name, "phone": customer.phone})
    )


def _cookie(place: Any) -> str:
    accounts = apps.get_model("accounts", "Account").objects
    account = accounts.filter(username="bench").first() or accounts.create_user(
        "bench", name="bench", group=place.group, is_demo=True
    )
    posts = apps.get_model("accounts", "Membership").objects
    posts.get_or_create(account=account, group=place.group, store=place, role="care_manager", since=date(2020, 1, 1))
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _live(place: Any, customer: Any) -> None:
    entry = apps.get_model("journal", "TimelineEntry")
    lived = entry.objects.filter(store_id=place.pk, customer_id=customer.pk)
    at = now()
    entry.objects.bulk_create(
        entry(
            store_id=place.pk,
            customer_id=customer.pk,
            at=at - timedelta(hours=number),
            verb="customer.note",
            topic="file",
            facts={"text": f"note {number}"},
        )
        for number in range(max(0, EVENTS - lived.count()))
    )


if __name__ == "__main__":
    main()
