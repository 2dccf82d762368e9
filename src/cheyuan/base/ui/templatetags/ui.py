"""Figures, times, icons and meanings for templates: ``{% load ui %}``."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cheyuan.base.ui import human, icons, lifeline, words
from cheyuan.base.ui.toasts import UNDO
from cheyuan.kernel import money as kernel_money
from cheyuan.kernel import phone as kernel_phone
from cheyuan.kernel import plate as kernel_plate
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

register = template.Library()
SIZES = {"s": " s", "l": " l"}
DASH = "—"


def _as_is(ours: str) -> SafeString:
    """Markup of our own tables (icons, marks): never text from outside."""
    return SafeString(ours)


SHAPES = {
    kind: _as_is(f'<svg viewBox="0 0 10 10" aria-hidden="true">{drawn}</svg>') for kind, drawn in icons.MARKS.items()
}
CSS = {"none": "d3", "no": "d3"}


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, size: str = "") -> SafeString:
    """An icon of ours; hidden from screen readers, as the words beside it say the same."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 20 20" aria-hidden="true"><path d="{}"/></svg>',
        SIZES.get(size, ""),
        icons.ICONS.get(name, icons.ICONS["dot"]),
    )


@register.simple_tag
def shape(kind: str) -> SafeString:
    """The small shape of a meaning: over, now, well, wait; none and no for what was not asked or is forbidden."""
    return SHAPES.get(kind, _as_is(""))


@register.simple_tag
def m(kind: str, words: str) -> SafeString:
    """A meaning with its words; the same as ``<c-m>`` but quicker, for long lists."""
    said = words if isinstance(words, SafeString) else escape(str(words))
    if not kind:
        return _as_is(f'<span class="d2">{said}</span>')
    return _as_is(f'<span class="m {escape(CSS.get(kind, kind))}">{shape(kind)}{said}</span>')


@register.simple_tag
@lru_cache(maxsize=10)
def logo(size: int = 30) -> SafeString:
    """Our mark in the current colour, ``size`` px."""
    line = 'fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" aria-hidden="true"'
    attributes = format_html('width="{}" height="{}" viewBox="0 0 32 32" ', size, size)
    return format_html("<svg {}{}>{}</svg>", attributes, _as_is(line), _as_is(icons.LOGO))


@register.simple_tag
def dist(name: str) -> str:
    """The address of a built front-end file; plain when the files are not collected yet (tests)."""
    try:
        return static(f"dist/{name}")
    except ValueError:
        return f"{settings.STATIC_URL}dist/{name}"


@register.simple_tag
def asset(name: str) -> str:
    """The address of another static file, with the same leniency."""
    try:
        return static(name)
    except ValueError:
        return f"{settings.STATIC_URL}{name}"


@register.filter
def about_money(fen: int | None) -> str:
    """Fen that were estimated, no finer than the estimate."""
    return DASH if fen is None else kernel_money.about(fen)


@register.filter
def money(fen: int | None) -> str:
    """Fen → ¥1,234."""
    return DASH if fen is None else kernel_money.show(fen)


@register.filter
def km(value: int | None) -> str:
    """78130 → 78,130 km."""
    return human.kilometres(value)


@register.filter
def number(value: int | float | None) -> str:
    """Thousands grouped."""
    return DASH if value is None else f"{value:,}"


@register.filter
def percent(share: float | None, places: int = 0) -> str:
    """0.414 → 41 %."""
    return DASH if share is None else f"{share * 100:.{places}f}%"


@register.filter
def phone(value: str | None) -> str:
    """138 **** 1234."""
    return kernel_phone.grouped_mask(value) if value else DASH


@register.filter
def phone_full(value: str | None) -> str:
    """138 1234 5678; only where it was revealed."""
    return kernel_phone.grouped(value) if value else DASH


@register.filter
def plate(value: str | None) -> str:
    """粤A 7K2M6."""
    return kernel_plate.spoken(value) if value else DASH


@register.filter
def span(minutes: int) -> str:
    """80 → 1 h 20 min."""
    return human.span(minutes)


@register.filter
def day(value: date | datetime | None) -> str:
    """today, tomorrow, a weekday or a date, as text."""
    if value is None:
        return DASH
    return human.say_day(_day(value), _today())


@register.filter
def full_date(value: date | datetime) -> str:
    """ "Nov 26, 2026", as text."""
    return human.full_date(_day(value))


@register.filter
def refusal(refused: Refused) -> str:
    """The sentence of a refusal."""
    return words.say(refused)


@register.filter
def at_share(value: float) -> str:
    """A percentage for an svg attribute: always with a point, whatever the language."""
    return f"{max(0.0, min(100.0, float(value))):.1f}%"


def _day(value: date | datetime) -> date:
    return human.local(value).date() if isinstance(value, datetime) else value


def _today() -> date:
    return human.local(now()).date()


def _form(value: date | datetime, form: str) -> str:
    if form == "date":
        return human.say_date(_day(value), _today())
    if form == "full":
        return human.full_date(_day(value))
    if form == "month":
        return human.month(_day(value))
    if not isinstance(value, datetime):
        return human.say_day(value, _today())
    return human.ago(value, now()) if form == "ago" else human.say_moment(value, now())


def _time(value: date | datetime, said: str) -> SafeString:
    title = human.exact(value)
    return _as_is(f'<time class="nw" datetime="{value.isoformat()}" title="{title}">{escape(said)}</time>')


@register.simple_tag
def when(value: date | datetime | None, form: str = "") -> str:
    """A time as people say it, exact on hover; ``form``: "" (day and time), date, full, month, ago."""
    if value is None:
        return DASH
    if form == "ago":
        return _time(value, _form(value, form))
    return _when(value, isinstance(value, datetime), form, _today(), get_language())


@lru_cache(maxsize=20_000)
def _when(value: date | datetime, _moment: bool, form: str, _today: date, _language: str | None) -> SafeString:
    """The same times stand in many rows; what they say changes with the day only. A day and its midnight differ."""
    return _time(value, _form(value, form))


@register.simple_tag
def due(value: date | datetime | None, waiting: bool = False) -> str:
    """A deadline with its mark and words."""
    if value is None:
        return DASH
    if not isinstance(value, datetime):
        return _due(value, None, bool(waiting), _today(), get_language())
    return _due(value, (now() - value) // MINUTE, bool(waiting), _today(), get_language())


MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=20_000)
def _due(value: date | datetime, _late: int | None, waiting: bool, _today: date, _language: str | None) -> SafeString:
    """Deadlines stand in many rows too; what they say changes with the minute (``_late``) and the day."""
    said = human.say_due(value, now(), waiting=waiting)
    return m(said.kind, _time(value, said.words))


@register.simple_tag
def due_kind(value: date | datetime | None, waiting: bool = False) -> str:
    """The meaning of a deadline alone: over, now, wait or ""."""
    return "" if value is None else human.say_due(value, now(), waiting=waiting).kind


@register.simple_tag
def life(cars: Sequence[lifeline.Car], today: date | None = None) -> lifeline.Picture:
    """The picture of several cars on one axis."""
    return lifeline.draw(cars, today or _today())


@register.simple_tag
def segments(pairs: Sequence[tuple[float, Any]], total: float | None = None) -> list[dict[str, Any]]:
    """Where each part of a stacked bar begins and how wide it is, in percent of ``total`` (default: their sum)."""
    whole = float(total or sum(value for value, _ in pairs) or 1)
    drawn, at = [], 0.0
    for number_of, (value, label) in enumerate(pairs):
        width = 100 * float(value) / whole
        drawn.append({"x": f"{at:.2f}%", "width": f"{width:.2f}%", "index": number_of, "label": label, "value": value})
        at += width
    return drawn


@register.simple_tag
def dots(done: int, total: int = 3) -> list[bool]:
    """Attempts made and left."""
    return [at < done for at in range(max(total, done))]


@register.simple_tag
def steps(count: int) -> range:
    """A range for repeated parts (skeletons)."""
    return range(int(count))


@register.filter
def widget_class(field: Any) -> str:
    """The kind of a bound field's widget: select, check, radio, area, file or line."""
    kind = type(field.field.widget).__name__
    known = {"Select": "select", "NullBooleanSelect": "select", "CheckboxInput": "check", "RadioSelect": "radio"}
    more = {"CheckboxSelectMultiple": "checks", "Textarea": "area", "ClearableFileInput": "file", "FileInput": "file"}
    return known.get(kind) or more.get(kind) or "line"


@register.filter
def wired(field: Any) -> Any:
    """A bound field's widget tied to its help and error for screen readers, with the fitting phone keyboard."""
    attrs: dict[str, str] = {}
    if field.errors:
        attrs["aria-invalid"] = "true"
        attrs["aria-describedby"] = f"{field.auto_id}-error"
    elif field.help_text:
        attrs["aria-describedby"] = f"{field.auto_id}-help"
    keyboard = {"IntegerField": "numeric", "DecimalField": "decimal", "EmailField": "email", "URLField": "url"}
    mode = keyboard.get(type(field.field).__name__) or ("tel" if "phone" in field.name else "")
    if mode and "inputmode" not in field.field.widget.attrs:
        attrs["inputmode"] = mode
    return field.as_widget(attrs=attrs)


@register.filter
def undo_of(tags: str) -> str:
    """The address to take a message's step back, out of its tags (``toasts.toast_after_redirect``)."""
    found = [tag.removeprefix(UNDO) for tag in (tags or "").split() if tag.startswith(UNDO)]
    return found[0] if found else ""


@register.filter
def plain(lazy: Any) -> Any:
    """A plain dict of a lazily made one, for json_script."""
    return dict(lazy)
