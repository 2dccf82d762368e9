"""The gate to groups, stores and their hours."""

from django.db.models import QuerySet

from cheyuan.base.tenancy.models import Store
from cheyuan.kernel.actor import Actor


def stores(by: Actor) -> QuerySet[Store]:
    """The actor's stores, by code."""
    return Store.objects.filter(group_id=by.group_id, pk__in=by.store_ids)
