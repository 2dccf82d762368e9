"""Ready-made looks of cells, and what makes a cell harmless in a sheet."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cheyuan.base.ui import human
from cheyuan.base.ui.templatetags import ui
from cheyuan.kernel import money, phone, plate

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The text such that no sheet program takes it for a formula (PPL-06): a leading = + - @ gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" \u3000\u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def titled(title: str, quiet: str = "", more: str = "") -> SafeString:
    """A name with something quieter behind it."""
    tail = f'<span class="d3 ph">{escape(quiet)}</span>' if quiet else ""
    end = f'<span class="d3">{escape(more)}</span>' if more else ""
    return SafeString(f"{escape(title)}{tail}{end}")


def named(title: str, address: str, quiet: str = "") -> SafeString:
    """The name of a record as a link to its page, with something quieter behind it."""
    tail = f'<span class="d3 ph">{escape(quiet)}</span>' if quiet else ""
    return SafeString(f'<a href="{escape(address)}" data-sheet-link tabindex="-1"><b>{escape(title)}</b></a>{tail}')


def day(value: date | datetime | None) -> str:
    """A day as people say it, exact on hover."""
    return str(ui.when(value)) if value else "—"


def due(value: date | datetime | None, *, waiting: bool = False) -> str:
    """A deadline with its mark."""
    return ui.due(value, waiting=waiting) if value else "—"


def tags(words: Iterable[str]) -> SafeString:
    """Small tags."""
    return format_html_join(" ", '<span class="tag">{}</span>', ((word,) for word in words))


def plain_day(value: Any) -> str:
    """A day for a sheet."""
    return human.exact(value) if value else ""


def plain_money(fen: int | None) -> str:
    """Money for people."""
    return "—" if fen is None else money.show(fen)


def about_money(fen: int | None) -> str:
    """Money that was estimated."""
    return "—" if fen is None else money.about(fen)


def masked(number: str) -> str:
    """138 **** 1234."""
    return phone.grouped_mask(number) if number else ""


def spoken(number: str) -> str:
    """粤A 7K2M6."""
    return plate.spoken(number) if number else ""
