"""/healthz, /readyz and /metrics."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cheyuan.base.accounts.rights import public
from cheyuan.site.operations.checks import readiness
from cheyuan.site.operations.figures import exposition
from cheyuan.site.operations.problem import problem


@public
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything that work needs is there, else 503; the checks are named."""
    findings = readiness()
    checks = {finding.name: {"ok": finding.ok, "detail": finding.detail} for finding in findings}
    if all(finding.ok for finding in findings):
        return JsonResponse({"status": "ok", "checks": checks})
    return problem(request, 503, "not_ready", "Not ready to work", checks=checks)


@public
@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus's text; not for the outside: what came through a proxy is told that there is nothing."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return HttpResponse(status=404)  # not raised: the dictionary of figures lives one slash further
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
