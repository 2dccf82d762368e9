"""The letters of digests: claim, send, mark are three commits; after a doubt nothing is sent again, as mail cannot be asked."""

from datetime import datetime, timedelta

from django.utils import translation

from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.providers.plan import Accepted, Answer, Doubt, Parcel, Turned
from cheyuan.base.inbox.digesting import letter
from cheyuan.base.inbox.models import Digest
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor

LEASE = timedelta(minutes=5)
PATIENCE = timedelta(hours=12)
"""How long a mail server that is not reachable is tried again."""


def send_due(by: Actor, *, at: datetime) -> int:
    """Hand over what waits in a group; answers how many letters a mail server took."""
    with scope(by):
        own = Digest.objects.filter(group_id=by.group_id)
        own.filter(mail="claimed", mail_at__lte=at - LEASE).update(mail="doubt", code="worker_gone")
        waiting = list(own.filter(mail="waiting").order_by("id").values_list("pk", flat=True)[:500])
    return sum(_send(by, pk, at) for pk in waiting)


def claim(by: Actor, digest_id: int, *, at: datetime) -> bool:
    """Take one letter: of two at once one gets it, and a crash afterwards leaves its trace."""
    with scope(by):
        return bool(Digest.objects.filter(pk=digest_id, mail="waiting").update(mail="claimed", mail_at=at))


def _send(by: Actor, digest_id: int, at: datetime) -> bool:
    if not claim(by, digest_id, at=at):
        return False
    with scope(by):
        row = Digest.objects.select_related("account").get(pk=digest_id)
        provider, line = line_of(row.store_id or by.store_ids[0], by.group_id, "email")
    parcel = _parcel(row, at)
    try:
        answer = provider.send(line, parcel)
    except Exception as trouble:
        answer = Doubt(type(trouble).__name__)
    _mark(by, row, answer, at)
    return isinstance(answer, Accepted)


def _parcel(row: Digest, at: datetime) -> Parcel:
    with translation.override(row.account.language):
        subject, text = letter(row)
    return Parcel(
        our_id=f"digest-{row.pk}", channel="email", purpose="internal", address=row.account.email, text=text, body=text,
        sender="Cheyuan", language=row.account.language, claimed_at=at, subject=subject,
    )  # fmt: skip


def _mark(by: Actor, row: Digest, answer: Answer, at: datetime) -> None:
    if isinstance(answer, Accepted):
        state, code = "sent", ""
    elif isinstance(answer, Turned):
        again = answer.again and at - row.made_at < PATIENCE
        state, code = ("waiting" if again else "failed"), answer.code
    else:
        state, code = "doubt", answer.code
    with scope(by):
        Digest.objects.filter(pk=row.pk, mail="claimed").update(mail=state, code=code[:60], mail_at=at)
