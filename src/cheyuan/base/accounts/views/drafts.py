"""/drafts/<key>: what one is typing, for oneself alone."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cheyuan.base.accounts.actions import drop_draft, keep_draft
from cheyuan.base.accounts.queries import draft_of
from cheyuan.kernel.clock import now


@never_cache
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def draft(request: Any, key: str) -> HttpResponse:
    """GET: {"body": …} or 204; POST body=…; DELETE."""
    if request.method == "POST":
        keep_draft(request.actor, key, request.POST.get("body", ""), at=now())
    elif request.method == "DELETE":
        drop_draft(request.actor, key)
    else:
        found = draft_of(request.actor, key)
        if found is not None:
            return JsonResponse({"body": found.body, "at": found.at})
    return HttpResponse(status=204)
