"""What is asked of a list: filters, sort, columns, place. It lives in the address bar and in saved views alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from cheyuan.base.lists.filters import Filter
from cheyuan.base.lists.spec import List
from cheyuan.kernel.actor import Actor

_LONGEST = 200


@dataclass(frozen=True)
class Wish:
    """``raw`` holds the fields of all filters in force, as typed; ``tab`` or ``view`` says where they come from."""

    raw: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()
    tab: str = ""
    view: int = 0
    after: str = ""
    before: str = ""

    def saved(self) -> dict[str, Any]:
        """As a saved view keeps it: plain values, usable as an audience later."""
        return {"filters": dict(self.raw), "sort": self.sort, "columns": list(self.columns)}

    def query(self) -> str:
        """As the address bar carries it, in one fixed order; the place is left out."""
        pairs: list[tuple[str, str]] = sorted(self.raw.items())
        if self.sort:
            pairs.append(("sort", self.sort))
        pairs += [("col", key) for key in self.columns]
        if self.tab:
            pairs.append(("tab", self.tab))
        if self.view:
            pairs.append(("view", str(self.view)))
        return urlencode(pairs)

    def but(self, **changes: Any) -> "Wish":
        """The same from the first page on, with something changed; it is then no saved view any more."""
        return replace(self, **{"tab": "", "view": 0, "after": "", "before": "", **changes})

    def without(self, one: Filter) -> "Wish":
        """The same without a filter."""
        return self.but(raw={name: value for name, value in self.raw.items() if name not in one.names})


def restored(saved: Mapping[str, Any], one: List) -> Wish:
    """A saved view again; what the list no longer knows is dropped."""
    known = field_names(one)
    filters = {name: str(value) for name, value in dict(saved.get("filters", {})).items() if name in known}
    return Wish(filters, valid_sort(one, str(saved.get("sort", ""))), valid_columns(one, saved.get("columns", [])))


def field_names(one: List) -> set[str]:
    """Every field of the address that belongs to a filter."""
    return {name for filter_ in one.filters for name in filter_.names}


def parsed(one: List, data: Any) -> Wish:
    """The wish of an address (a QueryDict); unknown fields are ignored."""
    known = field_names(one)
    raw = {name: data[name].strip()[:_LONGEST] for name in data if name in known and data[name].strip()}
    raw = {name: value for name, value in raw.items() if "\x00" not in value}
    view = data.get("view", "")
    return Wish(
        raw=raw,
        sort=valid_sort(one, data.get("sort", "")),
        columns=valid_columns(one, data.getlist("col")),
        tab=data.get("tab", "")[:40],
        view=int(view) if view.isascii() and view.isdecimal() and len(view) < 12 else 0,
        after=data.get("after", ""),
        before=data.get("before", ""),
    )


def valid_sort(one: List, sort: str) -> str:
    """The sort when its column has an index, else none."""
    column = one.column(sort.removeprefix("-"))
    return sort if column and column.sort else ""


def valid_columns(one: List, keys: Any) -> tuple[str, ...]:
    """The columns that exist, in the list's own order; the first one always stands."""
    wanted = set(keys) if isinstance(keys, list) else set()
    chosen = tuple(column.key for column in one.columns if column.key in wanted)
    if not chosen:
        return ()
    first = one.columns[0].key
    return chosen if first in chosen else (first, *chosen)


def in_force(one: List, by: Actor, wish: Wish) -> list[tuple[Filter, Any]]:
    """The filters that the wish sets, with their values."""
    read = ((filter_, filter_.read(wish.raw)) for filter_ in one.filters)
    return [(filter_, value) for filter_, value in read if value is not None]
