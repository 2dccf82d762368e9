"""The history of a rule: each decision with who, when, from when on, and the draft that would bring it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from cheyuan.base.policies.queries import history
from cheyuan.engage.care import own, words
from cheyuan.engage.care.queries.own import own_versions
from cheyuan.engage.care.queries.rules import Found
from cheyuan.kernel import policy
from cheyuan.kernel.actor import Actor

MOST = 20
HIDDEN = ("script",)


@dataclass(frozen=True)
class Version:
    """One decision: what it said, in words, and the address of a draft that says the same."""

    at: datetime
    by_name: str
    valid_from: date
    for_group: bool
    said: list[tuple[str, str]]
    href: str


def versions(by: Actor, found: Found) -> list[Version]:
    """The last decisions about a rule, newest first. Values that were decided together are one."""
    return _own(by, found) if found.own else _shipped(by, found)


def _shipped(by: Actor, found: Found) -> list[Version]:
    rows = [row for name in found.values for row in history(by, f"care.{name}")]
    groups: dict[Any, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.pk), reverse=True):
        groups.setdefault((row.at, row.for_store_id, row.valid_from), []).append(row)
    return [_together(found, some) for some in list(groups.values())[:MOST]]


def _together(found: Found, rows: list[Any]) -> Version:
    values = {row.key.removeprefix("care."): row.value for row in rows}
    first = rows[0]
    return Version(
        first.at, first.by_name, first.valid_from, first.for_store_id is None, _said(found, values), _href(values)
    )


def _own(by: Actor, found: Found) -> list[Version]:
    rows = own_versions(by, found.code)[:MOST]
    return [
        Version(
            row.at, row.by_name, row.valid_from, found.for_store is None, _said(found, row.values), _href(row.values)
        )
        for row in rows
    ]


def _said(found: Found, values: dict[str, Any]) -> list[tuple[str, str]]:
    names = [name for name in found.values if name in values and name not in HIDDEN]
    return [
        (str(_spec(found, name).label), words.spoken(name, values[name], _spec(found, name).unit)) for name in names
    ][:6]


def _spec(found: Found, name: str) -> policy.PolicySpec:
    return own.spec_of(name) if found.own else policy.spec(f"care.{name}")


def _href(values: dict[str, Any]) -> str:
    return "?" + urlencode({name: int(one) if isinstance(one, bool) else one for name, one in values.items()})
