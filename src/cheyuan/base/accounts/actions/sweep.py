"""Removing what guards nothing any more."""

from datetime import datetime

from cheyuan.base.accounts import tries
from cheyuan.base.accounts.models import StaffSession, Token
from cheyuan.base.accounts.sessions import LONGEST


def sweep_guards(*, at: datetime) -> int:
    """Sessions and tokens that have ended, counted tries whose pause is over; answers how many rows went."""
    sessions = StaffSession.objects.filter(created_at__lte=at - LONGEST).delete()[0]
    tokens = Token.objects.filter(expires_at__lte=at).delete()[0]
    return sessions + tokens + tries.sweep(at)
