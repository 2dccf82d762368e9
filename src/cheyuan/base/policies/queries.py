"""The value of a policy in a store on a day: the store's version beats the group's, which beats the shipped default."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from cheyuan.base.policies.models import PolicyVersion
from cheyuan.kernel import policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now


def value(key: str, store_id: int | None, on: date | None = None) -> Any:
    """The policy's value, of its default's type; ``store_id`` None asks for the group's. Refused("policy_unknown")."""
    spec = policy.spec(key)
    chosen = _newest(Q(key=key), [store_id] if store_id else [], on)
    return _value(spec, chosen, store_id)


def values(prefix: str, store_id: int | None, on: date | None = None) -> dict[str, Any]:
    """Key → value of every policy whose key begins with ``prefix``, in one store, by one query."""
    chosen = _newest(Q(key__startswith=prefix), [store_id] if store_id else [], on)
    return {spec.key: _value(spec, chosen, store_id) for spec in _specs(prefix)}


def values_of_stores(prefix: str, store_ids: Sequence[int], on: date | None = None) -> dict[int, dict[str, Any]]:
    """The same for many stores at once, still by one query: store → key → value."""
    chosen = _newest(Q(key__startswith=prefix), store_ids, on)
    specs = _specs(prefix)
    return {store: {spec.key: _value(spec, chosen, store) for spec in specs} for store in store_ids}


def sources(prefix: str, store_id: int | None, on: date | None = None) -> dict[str, PolicyVersion | None]:
    """Key → the version in force, None where the shipped default holds: who decided it, when, since when."""
    chosen = _newest(Q(key__startswith=prefix), [store_id] if store_id else [], on)
    return {spec.key: _in_force(spec.key, chosen, store_id) for spec in _specs(prefix)}


def coming(prefix: str, store_id: int | None, after: date) -> list[PolicyVersion]:
    """Versions that will come into force after the day, soonest first."""
    asked = Q(key__startswith=prefix, valid_from__gt=after) & (Q(for_store=None) | Q(for_store=store_id))
    return list(PolicyVersion.objects.filter(asked).order_by("valid_from", "id"))


def changes(keys: Iterable[str]) -> list[date]:
    """The days on which some version of these policies came or comes into force in the group, each once. Inside a scope."""
    rows = PolicyVersion.objects.filter(key__in=list(keys)).order_by("valid_from")
    return list(rows.values_list("valid_from", flat=True).distinct())


def history(by: Actor, key: str) -> list[PolicyVersion]:
    """Every version of a policy in the group and the actor's stores, newest decision first."""
    by.require("policies.view")
    policy.spec(key)
    here = Q(for_store=None) | Q(for_store__in=by.store_ids)
    return list(PolicyVersion.objects.filter(here, key=key).select_related("for_store").order_by("-at", "-id")[:500])


Chosen = dict[tuple[str, int | None], PolicyVersion]


def _newest(asked: Q, store_ids: Iterable[int], on: date | None) -> Chosen:
    here = Q(for_store=None) | Q(for_store__in=list(store_ids))
    rows = PolicyVersion.objects.filter(asked, here, valid_from__lte=on or day_of(now()))
    newest = rows.order_by("key", "for_store_id", "-valid_from", "-id").distinct("key", "for_store_id")
    return {(row.key, row.for_store_id): row for row in newest}


def _in_force(key: str, chosen: Chosen, store_id: int | None) -> PolicyVersion | None:
    for who in dict.fromkeys((store_id, None)):
        version = chosen.get((key, who))
        if version and not version.is_reset:
            return version
    return None


def _value(spec: policy.PolicySpec, chosen: Chosen, store_id: int | None) -> Any:
    version = _in_force(spec.key, chosen, store_id)
    if version is None:
        return spec.default
    return tuple(version.value) if isinstance(spec.default, tuple) else version.value


def _specs(prefix: str) -> list[policy.PolicySpec]:
    return [spec for key, spec in sorted(policy.specs().items()) if key.startswith(prefix)]
