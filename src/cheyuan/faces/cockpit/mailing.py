"""The letters of the cockpit as they leave: plain text, and the same as simple HTML."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cheyuan.base.channels.providers.plan import Parcel
from cheyuan.base.channels.staffmail import StaffMail
from cheyuan.faces.cockpit.models import Letter


def parcel(row: Letter, at: datetime) -> Parcel:
    """The letter as it leaves: plain text, and the same as simple HTML."""
    with translation.override(row.account.language):
        end = _("You choose your letters in Cheyuan: Cockpit, Letters to me.")
    return Parcel(
        our_id=f"cockpit-{row.pk}", channel="email", purpose="internal", address=row.account.email, text=plain(row, end),
        body=plain(row, end), sender="Cheyuan", language=row.account.language, claimed_at=at, subject=row.subject,
        html=rich(row, end),
    )  # fmt: skip


def _whole(address: str) -> str:
    origin = str(getattr(settings, "ORIGIN", "") or "").rstrip("/")
    return f"{origin}{address}" if address else ""


def plain(row: Letter, end: str) -> str:
    """Headings, lines, and the address of each on a line of its own."""
    lines: list[str] = []
    for part in row.items:
        lines += ["", str(part["label"])]
        for one in part["lines"]:
            lines += [f"- {one['text']}", *([f"  {_whole(one['address'])}"] if one["address"] else [])]
    return "\n".join([row.subject, *lines, "", end])


def rich(row: Letter, end: str) -> str:
    """The same with links; every word of it is escaped."""
    parts = format_html_join(
        "", "<h2>{}</h2><ul>{}</ul>", ((part["label"], _lines(part["lines"])) for part in row.items)
    )
    return format_html(
        "<!doctype html><html lang='{}'><meta charset='utf-8'><title>{}</title><body><h1>{}</h1>{}<p>{}</p></body></html>",
        "zh-CN" if row.account.language == "zh-hans" else "en", row.subject, row.subject, parts, end,
    )  # fmt: skip


def _lines(lines: list[dict[str, str]]) -> str:
    drawn = (
        format_html("<a href='{}'>{}</a>", _whole(one["address"]), one["text"]) if one["address"] else one["text"]
        for one in lines
    )
    return format_html_join("", "<li>{}</li>", ((one,) for one in drawn))


LETTERS = StaffMail(lambda by: Letter.objects.filter(store_id__in=by.store_ids), parcel)
