"""Letters leave: claim, send, mark are three commits; after a doubt nothing is sent again, as mail cannot be asked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.providers.plan import Accepted, Answer, Doubt, Parcel, Turned
from cheyuan.base.tenancy.scope import scope
from cheyuan.faces.cockpit.models import Letter
from cheyuan.kernel.actor import Actor

LEASE = timedelta(minutes=5)
PATIENCE = timedelta(hours=12)
"""How long a mail server that is not reachable is tried again."""


def send_due(by: Actor, *, at: datetime) -> int:
    """Hand over what waits in a group; answers how many letters a mail server took."""
    with scope(by):
        own = Letter.objects.filter(store_id__in=by.store_ids)
        own.filter(mail="claimed", mail_at__lte=at - LEASE).update(mail="doubt", code="worker_gone")
        waiting = list(own.filter(mail="waiting").order_by("id").values_list("pk", flat=True)[:500])
    return sum(_send(by, pk, at) for pk in waiting)


def claim(by: Actor, letter_id: int, *, at: datetime) -> bool:
    """Take one letter: of two at once one gets it, and a crash afterwards leaves its trace."""
    with scope(by):
        return bool(Letter.objects.filter(pk=letter_id, mail="waiting").update(mail="claimed", mail_at=at))


def _send(by: Actor, letter_id: int, at: datetime) -> bool:
    if not claim(by, letter_id, at=at):
        return False
    with scope(by):
        row = Letter.objects.select_related("account").get(pk=letter_id)
        provider, line = line_of(row.store_id, by.group_id, "email")
    try:
        answer: Answer = provider.send(line, parcel(row, at))
    except Exception as trouble:
        answer = Doubt(type(trouble).__name__)
    _mark(by, row, answer, at)
    return isinstance(answer, Accepted)


def _mark(by: Actor, row: Letter, answer: Answer, at: datetime) -> None:
    if isinstance(answer, Accepted):
        state, code = "sent", ""
    elif isinstance(answer, Turned):
        again = answer.again and at - row.made_at < PATIENCE
        state, code = ("waiting" if again else "failed"), answer.code
    else:
        state, code = "doubt", answer.code
    with scope(by):
        Letter.objects.filter(pk=row.pk, mail="claimed").update(mail=state, code=code[:60], mail_at=at)


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
