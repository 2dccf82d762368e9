"""The rows of a list as markup. Written in Python, not in a template: a page has some hundred cells, and people wait for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cheyuan.base.lists.columns import Column, carded
from cheyuan.base.lists.spec import List
from cheyuan.base.ui.templatetags.ui import icon
from cheyuan.kernel.actor import Actor

Values = Mapping[str, Mapping[int, Any]]
ROW = '<tr data-row="{}" data-sheet-url="{}" data-full-url="{}" tabindex="0">{}{}{}</tr>'  # the frame's scripts know these
TICK = '<td class="cb"><input type="checkbox" name="id" value="{}" data-tick aria-label="{}"></td>'


def addresses(one: List) -> tuple[str, str]:
    """The addresses of side sheet and page with a place for the id, asked once a page."""
    return one.address("sheet", 0).replace("/0", "/{}"), one.address("page", 0).replace("/0", "/{}")


def body(one: List, by: Actor, columns: Sequence[Column], values: Values, rows: Sequence[Any]) -> SafeString:
    """The rows of the table."""
    sheet, page = addresses(one)
    said, ticked = gettext("Tick"), any(deed.shown and by.may(deed.right) for deed in one.bulk)
    classes = [(column, _class(column)) for column in columns]
    verbs = [verb for verb in one.verbs if by.may(verb.right)]

    def parts(row: Any) -> tuple[Any, ...]:
        cells = format_html_join("", "<td{}>{}</td>", ((css, _cell(column, values, row)) for column, css in classes))
        tick = format_html(TICK, row.pk, said) if ticked else ""
        links = [(verb.address(row), str(verb.label), str(verb.label), icon(verb.icon, "s")) for verb in verbs]
        ends = format_html_join("", '<a class="ib" href="{}" aria-label="{}" title="{}">{}</a>', links)
        last = format_html('<td class="n">{}</td>', ends) if one.verbs else ""
        return row.pk, sheet.format(row.pk), page.format(row.pk), tick, cells, last

    return format_html_join("", ROW, (parts(row) for row in rows))


def cards(one: List, values: Values, rows: Sequence[Any]) -> SafeString:
    """The same rows as cards of a phone: title, fact, title's line, fact; the whole card leads to the page."""
    _sheet, page = addresses(one)
    columns = [one.column(key) for key in one.card]

    def parts(row: Any) -> tuple[str, SafeString]:
        shown = ((carded(column, row, _value(column, values, row)) if column else "",) for column in columns)
        return page.format(row.pk), format_html_join("", "<span>{}</span>", shown)

    return format_html_join("", '<a class="crd" href="{}">{}</a>', (parts(row) for row in rows))


def opened(one: List, id: str, drawn: str) -> SafeString | str:
    """A hidden stand-in for a record that the address opens beside the list though its row is on another page."""
    if not (id.isascii() and id.isdecimal() and len(id) < 19) or f'data-row="{id}"' in drawn:
        return ""
    sheet, page = addresses(one)
    form = '<i hidden data-row="{}" data-sheet-url="{}" data-full-url="{}"></i>'
    return format_html(form, id, sheet.format(id), page.format(id))


def _value(column: Column, values: Values, row: Any) -> Any:
    return values[column.key].get(row.pk) if column.key in values else None


def _cell(column: Column, values: Values, row: Any) -> str:
    return column.cell(row, _value(column, values, row))


def _class(column: Column) -> SafeString:
    css = "n" if column.numeric else "wide" if column.wide else "d2" if column.quiet else ""
    return format_html(' class="{}"', css) if css else SafeString("")
