"""The letters of digests."""

from datetime import datetime

from django.utils import translation

from cheyuan.base.channels.providers.plan import Parcel
from cheyuan.base.channels.staffmail import StaffMail
from cheyuan.base.inbox.digesting import letter
from cheyuan.base.inbox.models import Digest


def _parcel(row: Digest, at: datetime) -> Parcel:
    with translation.override(row.account.language):
        subject, text = letter(row)
    return Parcel(
        our_id=f"digest-{row.pk}", channel="email", purpose="internal", address=row.account.email, text=text, body=text,
        sender="Cheyuan", language=row.account.language, claimed_at=at, subject=subject,
    )  # fmt: skip


DIGESTS = StaffMail(lambda by: Digest.objects.filter(group_id=by.group_id), _parcel)
