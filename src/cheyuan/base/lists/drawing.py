"""The rows of a list as markup. Written in Python, not in a template: a page has some hundred cells, and people wait for them."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.spec import List
from cheyuan.base.ui.templatetags.ui import icon
from cheyuan.kernel.actor import Actor

Values = Mapping[str, Mapping[int, Any]]
ROW = '<tr data-row="{}" data-sheet-url="{}" data-full-url="{}" tabindex="0">{}{}{}</tr>'  # the frame's scripts know these
VERB = '<a class="ib" href="{0}" aria-label="{1}" title="{1}">{2}</a>'
TICK = '<td class="cb"><input type="checkbox" name="id" value="{}" data-tick aria-label="{}"></td>'


def addresses(one: List) -> tuple[str, str]:
    """The addresses of side sheet and page with a place for the id, asked once a page."""
    return one.address("sheet", 0).replace("/0", "/{}"), one.address("page", 0).replace("/0", "/{}")


def safe(text: object) -> str:
    """Text for markup: what is markup already stays. The same as Django's, without its costly look for lazy texts."""
    return text if isinstance(text, SafeString) else escape(str(text))


def markup(parts: Iterable[str]) -> SafeString:
    """Parts that are safe already, joined."""
    return SafeString("".join(parts))


class Drawing:
    """The rows of a page; each cell is drawn once, for the table and the card alike."""

    def __init__(self, one: List, by: Actor, values: Values, rows: Sequence[Any]) -> None:
        self.one, self.by, self.values, self.rows = one, by, values, rows
        self.sheet, self.page = addresses(one)
        self._cells: dict[tuple[str, int], str] = {}

    def _value(self, column: Column, row: Any) -> Any:
        return self.values[column.key].get(row.pk) if column.key in self.values else None

    def cell(self, column: Column, row: Any) -> str:
        """One cell."""
        place = (column.key, row.pk)
        if place not in self._cells:
            self._cells[place] = safe(column.cell(row, self._value(column, row)))
        return self._cells[place]

    def body(self, columns: Sequence[Column]) -> SafeString:
        """The rows of the table."""
        ticked = any(deed.shown and self.by.may(deed.right) for deed in self.one.bulk)
        said = safe(gettext("Tick")) if ticked else ""
        tags = [(column, f"<td{_class(column)}>") for column in columns]
        return markup(self._row(row, tags, said) for row in self.rows)

    def _row(self, row: Any, tags: Sequence[tuple[Column, str]], said: str) -> str:
        cells = "".join(f"{tag}{self.cell(column, row)}</td>" for column, tag in tags)
        tick = TICK.format(row.pk, said) if said else ""
        sheet, page = self.sheet.format(row.pk), self.page.format(row.pk)
        return ROW.format(row.pk, sheet, page, tick, cells, self._verbs(row))

    def _verbs(self, row: Any) -> str:
        if not self.one.verbs:
            return ""
        links = "".join(
            VERB.format(safe(verb.address(row)), safe(verb.label), icon(verb.icon, "s"))
            for verb in self.one.verbs
            if self.by.may(verb.right)
        )
        return f'<td class="n">{links}</td>'

    def cards(self) -> SafeString:
        """The same rows as cards of a phone: title, fact, title's line, fact; the whole card leads to the page."""
        columns = [self.one.column(key) for key in self.one.card]
        return markup(self._card(row, columns) for row in self.rows)

    def _card(self, row: Any, columns: Sequence[Column | None]) -> str:
        parts = "".join(f"<span>{self._brief(column, row) if column else ''}</span>" for column in columns)
        return f'<a class="crd" href="{self.page.format(row.pk)}">{parts}</a>'

    def _brief(self, column: Column, row: Any) -> str:
        return safe(column.brief(row, self._value(column, row))) if column.brief else self.cell(column, row)


def opened(one: List, id: str, drawn: str) -> SafeString | str:
    """A hidden stand-in for a record that the address opens beside the list though its row is on another page."""
    if not (id.isascii() and id.isdecimal() and len(id) < 19) or f'data-row="{id}"' in drawn:
        return ""
    sheet, page = addresses(one)
    form = '<i hidden data-row="{}" data-sheet-url="{}" data-full-url="{}"></i>'
    return format_html(form, id, sheet.format(id), page.format(id))


def _class(column: Column) -> str:
    css = "n" if column.numeric else "wide" if column.wide else "d2" if column.quiet else ""
    return f' class="{css}"' if css else ""
