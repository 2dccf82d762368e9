"""The way back of tasks that were passed on: the address itself says which ones and whose they were, signed (PLT-60)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cheyuan.base.ui.toasts import toast
from cheyuan.engage.care import actions as care
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing

SALT, LASTS = "contact.pass_back", 3600
AT_MOST = 500
"""More tasks would not fit into an address."""


def way_back(moved: Sequence[care.Passing], at: datetime) -> str:
    """The address that takes it back; empty when nothing moved or too much."""
    if not 0 < len(moved) <= AT_MOST:
        return ""
    said = [at.isoformat(), [tuple(one) for one in moved]]
    return reverse("contact:pass_back", args=[signing.dumps(said, salt=SALT, compress=True)])


@require_POST
def pass_back(request: Any, token: str) -> HttpResponse:
    """Every task to whom it was taken from, unless somebody touched it since."""
    try:
        since, moved = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        raise Missing("undo", None) from None
    moves = [care.Passing(*one).back() for one in moved]
    count = len(care.pass_on(request.actor, moves, at=now(), since=datetime.fromisoformat(since)))
    said = ngettext("%(count)s task given back.", "%(count)s tasks given back.", count) % {"count": count}
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), said, kind="well")
