"""Which field of which file stays: the choice of a merge (PPL-07)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

GROUPS: dict[str, tuple[str, ...]] = {
    "name": ("name", "pinyin"), "kind": ("kind",), "gender": ("gender",), "birthday": ("birthday",),
    "phone": ("phone", "phone_key"), "wechat": ("wechat",), "email": ("email",), "id_document": ("id_document",),
    "home": ("province", "city", "district", "address"), "occupation": ("occupation",), "usage": ("usage",),
    "salutation": ("salutation",), "avoid": ("avoid",), "preferred_channel": ("preferred_channel",),
    "preferred_time": ("preferred_time",), "advisor": ("advisor_id",), "consultant": ("consultant_id",),
    "source": ("source",), "language": ("language",),
}  # fmt: skip
"""Choice → the columns that go together."""
KEPT, GONE = "kept", "gone"
NOTES = 4000


def values(one: Customer, name: str) -> tuple[object, ...]:
    """What stands in the columns of a choice; keyed hashes aside."""
    return tuple(getattr(one, column) for column in GROUPS[name] if column not in ("phone_key", "pinyin"))


def usual(kept: Customer, gone: Customer) -> dict[str, str]:
    """What is taken when nobody chooses: the kept file's own, the other's where the kept file says nothing."""
    return {name: KEPT if any(values(kept, name)) or not any(values(gone, name)) else GONE for name in GROUPS}


def apply(kept: Customer, gone: Customer, choice: Mapping[str, str]) -> list[str]:
    """Put the chosen values into the kept file; answers the columns that changed. Marks, tags and notes of both stay.

    Whoever wants no contact in one file wants none (the stricter wins).
    """
    wanted = {**usual(kept, gone), **{name: side for name, side in choice.items() if name in GROUPS}}
    new = {column: getattr(gone, column) for name, side in wanted.items() if side == GONE for column in GROUPS[name]}
    new["tags"] = list(dict.fromkeys([*kept.tags, *gone.tags]))
    new["notes"] = "\n".join(dict.fromkeys(one for one in (kept.notes, gone.notes) if one))[:NOTES]
    new["is_vip"] = kept.is_vip or gone.is_vip
    new["is_key_account"] = kept.is_key_account or gone.is_key_account
    new["do_not_contact"] = kept.do_not_contact or gone.do_not_contact
    changed = [column for column, value in new.items() if _plain(getattr(kept, column)) != _plain(value)]
    for column in changed:
        setattr(kept, column, new[column])
    return changed


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
