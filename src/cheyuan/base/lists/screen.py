"""Everything a list's page shows, made from few questions."""

from collections.abc import Sequence
from typing import Any

from django.urls import NoReverseMatch

from cheyuan.base.lists import drawing, queries, rights, spec
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice
from cheyuan.base.lists.models import SavedView
from cheyuan.base.lists.rows import Fits, chosen, fits, page, seen, side, sort_of
from cheyuan.base.lists.spec import List, Tab
from cheyuan.base.lists.wish import Wish, in_force
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now


def default_tab(one: List, by: Actor) -> Tab | None:
    """The view with which the actor's role begins; else the first."""
    fitting = (tab for tab in one.tabs if tab.roles & by.roles)
    return next(fitting, one.tabs[0] if one.tabs else None)


def resolved(one: List, by: Actor, asked: Wish, views: Sequence[SavedView]) -> Wish:
    """The wish with what its tab, saved view or role's default means."""
    if asked.raw or asked.sort or asked.columns:
        return asked
    saved = next((view for view in views if view.pk == asked.view), None)
    if saved is not None:
        meant = queries.wish_of(saved)
        return Wish(meant.raw, meant.sort, meant.columns, "", saved.pk, asked.after, asked.before)
    tab = next((tab for tab in one.tabs if tab.key == asked.tab), None) or default_tab(one, by)
    if tab is None:
        return asked
    return Wish(dict(tab.raw), tab.sort, (), tab.key, 0, asked.after, asked.before)


def context(one: List, by: Actor, asked: Wish) -> dict[str, Any]:
    """What ``lists/page.html`` shows. Runs inside the actor's scope."""
    by.require(one.right)
    views = queries.views(by, one.name)
    wish = resolved(one, by, asked, views)
    found = fits(one, by, wish)
    part = page(one, found.rows, wish)
    found = seen(found, part, wish)
    columns = chosen(one, by, wish)
    needed = _with_card(one, columns)
    drawn = drawing.Drawing(one, by, side(by, needed, part.rows), part.rows)
    return {
        "list": one,
        "base": one.address(),
        "wish": wish,
        "query": wish.query(),
        "count": words_of(one, found),
        "count_url": f"{one.address('list_count')}?{wish.query()}" if found.capped else "",
        "tabs": _tabs(one, wish, views),
        "own_view": next((view for view in views if view.pk == wish.view and view.owner_id == by.account_id), None),
        "chips": _chips(one, by, wish),
        "controls": lambda: _controls(one, wish),
        "conditions_key": _conditions_key(one, wish),
        "typed": wish.raw.get(one.search, ""),
        "heads": [_head(one, column, wish) for column in columns],
        "choices": [
            (column, column in columns) for column in one.columns[1:] if not column.right or by.may(column.right)
        ],
        "body": drawn.body(columns),
        "cards": drawn.cards(),
        "newer": _place(one, wish, "before", part.newer),
        "older": _place(one, wish, "after", part.older),
        "bulk": _bulk(one, by),
        "bulk_url": one.address("list_bulk"),
        "export_url": one.address("list_export"),
        "save_url": one.address("list_save"),
        "forget_url": one.address("list_forget", wish.view) if wish.view else "",
        "may_export": by.may(one.export_right),
        "offers": spec.offers(one, by),
        "may_share": by.may(rights.SHARE),
        "may_save": by.may(rights.SAVE),
        "filtered": bool(wish.raw),
        "empty_url": _empty_url(one, by),
        "create": one.create if one.create and by.may(one.create.right) else None,
        "create_url": one.address(one.create.url_name) if one.create and by.may(one.create.right) else "",
    }


def words_of(one: List, found: Fits) -> str:
    """ "214 customers", "1,000+ customers"."""
    return one.counted(f"{found.count:,}+" if found.capped else f"{found.count:,}", found.count)


def _with_card(one: List, columns: list[Column]) -> list[Column]:
    extra = (one.column(key) for key in one.card)
    return [*columns, *(column for column in extra if column and column not in columns)]


def _tabs(one: List, wish: Wish, views: Sequence[SavedView]) -> list[dict[str, Any]]:
    shown = wish.tab or ("" if wish.raw or wish.view or not one.tabs else one.tabs[0].key)
    tabs = [
        {"label": tab.label, "url": f"{one.address()}?tab={tab.key}", "active": shown == tab.key} for tab in one.tabs
    ]
    saved = [
        {"label": view.name, "url": f"{one.address()}?view={view.pk}", "active": wish.view == view.pk} for view in views
    ]
    return [*tabs, *saved]


def _url(one: List, wish: Wish) -> str:
    query = wish.query()
    first = one.tabs[0].key if one.tabs else ""
    return f"{one.address()}?{query or f'tab={first}'}"


def _chips(one: List, by: Actor, wish: Wish) -> list[dict[str, object]]:
    shown = [(filter_, value) for filter_, value in in_force(one, by, wish) if filter_.key != one.search]
    return [
        {"label": filter_.label, "value": filter_.say(value), "remove": _url(one, wish.without(filter_))}
        for filter_, value in shown
    ]


def _controls(one: List, wish: Wish) -> list[dict[str, Any]]:
    """The fields of the form that adds conditions, filled with those in force."""
    shown = [filter_ for filter_ in one.filters if filter_.key != one.search]
    return [
        {
            "filter": filter_,
            "kind": filter_.kind,
            "options": filter_.all() if hasattr(filter_, "all") else (),
            "fields": [(name, wish.raw.get(name, "")) for name in filter_.names],
            "values": filter_.read(wish.raw) if filter_.kind == "dates" else None,
        }
        for filter_ in shown
    ]


def _conditions_key(one: List, wish: Wish) -> tuple[Any, ...]:
    """All on which the form of conditions depends, beside the language."""
    made = [filter_.all() for filter_ in one.filters if isinstance(filter_, Choice) and callable(filter_.options)]
    options = tuple((value, str(label)) for choices in made for value, label in choices)
    return tuple(sorted(wish.raw.items())), wish.sort, wish.columns, options, len(one.filters), day_of(now())


def _head(one: List, column: Column, wish: Wish) -> dict[str, Any]:
    by_now, down = sort_of(one, wish)
    sorted_here = by_now is column
    wanted = not down if sorted_here else column.descending
    sort = f"-{column.key}" if wanted else column.key
    return {
        "column": column,
        "url": _url(one, wish.but(sort=sort)) if column.sort else "",
        "sort": ("descending" if down else "ascending") if sorted_here else "",
    }


def _place(one: List, wish: Wish, name: str, cursor: str) -> str:
    if not cursor:
        return ""
    query = wish.query()
    return f"{one.address()}?{query}{'&' if query else ''}{name}={cursor}"


def _bulk(one: List, by: Actor) -> list[dict[str, Any]]:
    return [
        {
            "deed": deed,
            "inputs": [
                (name, label, one.address("list_options", deed.key, name) if options else "")
                for name, label, options in deed.inputs
            ],
        }
        for deed in one.bulk
        if deed.shown and by.may(deed.right)
    ]


def _empty_url(one: List, by: Actor) -> str:
    if not one.empty.url_name or (one.empty.right and not by.may(one.empty.right)):
        return ""
    try:
        return one.address(one.empty.url_name)
    except NoReverseMatch:
        return ""
