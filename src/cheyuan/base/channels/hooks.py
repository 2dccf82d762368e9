"""The addresses at which providers report. Nobody logs in here: the request must carry the provider's own signature."""

import logging
from typing import Any

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from cheyuan.base.accounts.rights import public
from cheyuan.base.channels import hearing, providers
from cheyuan.base.channels.lines import opened
from cheyuan.base.channels.models import Connection
from cheyuan.base.channels.providers.plan import Call, Forged
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import now

log = logging.getLogger("cheyuan.channels")
MOST = 256 * 1024


@csrf_exempt
@public
def hook(request: Any, store: int, token: str) -> HttpResponse:
    """A provider reports. Forged and unknown look the same (404); what was heard before does no harm."""
    if request.method not in ("GET", "POST") or len(request.body) > MOST:
        return HttpResponse(status=404)
    group = Store.objects.filter(pk=store, is_active=True).values_list("group_id", flat=True).first()
    by = system(group, (store,), name="messages") if group else None
    found = _connection(by, token) if by else None
    if by is None or found is None:
        return HttpResponse(status=404)
    call = Call(request.method, request.GET.dict(), dict(request.headers), request.body, now())
    try:
        heard = providers.get(found.provider).hear(opened(found, by.group_id), call)
    except Forged:
        log.warning("forged report for connection %s", found.pk)
        return HttpResponse(status=404)
    hearing.take(by, found, heard, at=call.at)
    return HttpResponse(heard.reply, content_type=heard.kind)


def _connection(by: Actor, token: str) -> Connection | None:
    with scope(by):
        found: Connection | None = Connection.objects.filter(hook=token).first()
        return found
