"""Deciding about the numbers of the business: a new version, never a changed one (PLT-05)."""

from datetime import date, datetime
from typing import Any

from cheyuan.base.journal.actions import note
from cheyuan.base.policies.models import PolicyVersion
from cheyuan.base.tenancy.acting import action
from cheyuan.kernel import policy
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied
from cheyuan.kernel.ref import Ref


@action("policies.edit")
def set_value(
    by: Actor, key: str, value: Any, *, for_store: int | None, valid_from: date, reason: str, at: datetime
) -> PolicyVersion:
    """The policy's value from a day on, in one store or (``for_store`` None, right policies.edit_group) the whole group.

    Refused("policy_unknown"), Refused("policy_value"); Denied for a store that is not the actor's.
    """
    checked = policy.spec(key).check(value)
    return _add(by, key, for_store, at, value=checked, valid_from=valid_from, reason=reason)


@action("policies.edit")
def reset(by: Actor, key: str, *, for_store: int | None, valid_from: date, reason: str, at: datetime) -> PolicyVersion:
    """From a day on the store follows its group again, or the group the shipped default."""
    default = policy.spec(key).default
    return _add(by, key, for_store, at, value=default, valid_from=valid_from, reason=reason, is_reset=True)


def _add(by: Actor, key: str, for_store: int | None, at: datetime, **fields: Any) -> PolicyVersion:
    if for_store is None:
        by.require("policies.edit_group")
    elif for_store not in by.store_ids:
        raise Denied("store")
    version = PolicyVersion(
        group_id=by.group_id, for_store_id=for_store, key=key, by_id=by.account_id, by_name=by.name, at=at, **fields
    )
    version.save(force_insert=True)
    note(
        by,
        "policy.reset" if version.is_reset else "policy.set",
        Ref("policy", version.pk),
        at=at,
        store_id=for_store,
        key=key,
        value=version.value,
        valid_from=version.valid_from,
        reason=version.reason,
        group_wide=for_store is None,
    )
    return version
