"""What is shown: two files side by side, a merge with its way back, and the hint on a customer's page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.accounts.queries import named
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui import human
from cheyuan.kernel import phone, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import queries as customers
from cheyuan.records.customers.panels import Facing, Panel
from cheyuan.records.duplicates import fields, listing, merging, queries, words
from cheyuan.records.duplicates.models import Merge, Pair
from cheyuan.records.vehicles import queries as vehicles

HIDDEN = {"wechat", "email", "id_document"}


def _page(customer_id: int) -> str:
    return ref.address(Ref("customer", customer_id))


def pair(by: Actor, row: Pair) -> dict[str, Any]:
    """A pair to be decided; when it was merged, the merge instead."""
    shown: dict[str, Any] = {
        "pair": row, "why": [words.REASONS.get(one, one) for one in row.reasons], "state": words.STATES[row.state],
        "mark": words.MARKS[row.state], "may_merge": by.may("duplicates.merge"),
    }  # fmt: skip
    if row.state == "merged" and row.merge_id:
        return {**shown, "merge": merge(by, queries.merge(by, row.merge_id)), "title": str(words.STATES["merged"])}
    known = {one.pk: one for one in customers.customers(by).filter(pk__in=(row.first_id, row.second_id))}
    if len(known) < 2:
        return {**shown, "title": str(_("Possible duplicate")), "lost": True}
    two = [known[row.first_id], known[row.second_id]]
    cars = [vehicles.of_customer(by, one.pk) for one in two] if by.may("vehicles.view") else [[], []]
    return {
        **shown,
        "title": f"{two[0].name} / {two[1].name}",
        "two": [{"one": one, "url": _page(one.pk), "cars": own} for one, own in zip(two, cars, strict=True)],
        "lines": _lines(by, two),
    }


def _lines(by: Actor, two: Sequence[Any]) -> list[dict[str, Any]]:
    """One line per field in which at least one file says something; equal ones need no choice."""
    people = named(by, [pk for one in two for pk in (one.advisor_id, one.consultant_id) if pk])
    usual = fields.usual(two[0], two[1])
    lines = []
    for name, label in words.FIELDS.items():
        raw = [fields.values(one, name) for one in two]
        if any(any(values) for values in raw):
            lines.append({
                "name": name, "label": label, "same": raw[0] == raw[1], "first": usual[name] == fields.KEPT,
                "said": [_said(name, values, people) for values in raw],
            })  # fmt: skip
    return lines


def _said(name: str, values: Sequence[Any], people: Any) -> str:
    """A field as it may be shown: sealed ones masked, or only said to be there."""
    first = values[0]
    if name == "phone":
        return phone.grouped_mask(first) if first else ""
    if name in words.CODED:
        return str(words.VALUES.get(first, first or ""))
    if name in HIDDEN:
        return "••••" if first else ""
    if name in ("advisor", "consultant"):
        return str(people.get(first, "")) if first else ""
    if name == "home":
        return "".join(str(one) for one in values[:3]) + (" ••••" if values[3] else "")
    return human.exact(first) if name == "birthday" and first else str(first or "")


def merge(by: Actor, row: Merge) -> dict[str, Any]:
    """A merge: what moved, until when it can be taken back, what did not go back."""
    until = row.at + timedelta(days=value("duplicates.undo_days", row.store_id))
    return {
        "row": row, "url": _page(row.kept_id), "until": until,
        "counts": sum(merging.counts(queries.moved(by, row.pk)).values()),
        "edited": [words.FIELDS.get(name.removesuffix("_id"), name) for name in row.stayed.get("fields", [])],
    }  # fmt: skip


def may_undo(by: Actor, row: Merge, at: datetime) -> bool:
    """Whether the way back is open to this person now."""
    days = timedelta(days=value("duplicates.undo_days", row.store_id))
    return by.may("duplicates.merge") and row.undone_at is None and not row.final and at <= row.at + days


def hint(facing: Facing) -> dict[str, Any] | None:
    """On the customer's page: who may be the same, what was merged, and sister stores that know the phone."""
    by, one = facing.by, facing.customer
    pairs = queries.open_pairs_of(by, one.pk) if facing.has("pairs") else []
    merged = queries.merges_of(by, one.pk) if facing.has("merges") else []
    stores = store_names(queries.elsewhere(by, one.pk))
    if not (pairs or merged or stores):
        return None
    return {
        "pairs": [{"url": listing.page_of(row.pk), "why": listing.why(row)} for row in pairs],
        "merged": [{"row": row, "open": may_undo(by, row, facing.at)} for row in merged],
        "stores": sorted(stores.values()),
    }


PRESENT = {
    "pairs": """
SELECT FROM duplicates_pair t WHERE t.first_id = %(id)s AND t.state = 'open' AND t.store_id = any(%(stores)s::bigint[])
UNION ALL
SELECT FROM duplicates_pair t WHERE t.second_id = %(id)s AND t.state = 'open' AND t.store_id = any(%(stores)s::bigint[])""",
    "merges": "SELECT FROM duplicates_merge t WHERE t.kept_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])",
}
PANELS = (Panel("duplicates", "left", "duplicates/_hint.html", hint, "duplicates.view", 70),)
