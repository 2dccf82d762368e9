"""The gallery of components, and the running jobs of the top bar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cheyuan.base.ui import gallery as samples
from cheyuan.base.ui import nav
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now


def _staff(request: HttpRequest) -> Actor | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.kind != "staff":
        raise Http404
    return actor


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with sample data; staff only."""
    if _staff(request) is None:
        return redirect(nav.address("login") or "/")
    at = now()
    return render(request, "ui/gallery.html", samples.context(at, day_of(at)))


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """The parts of the top bar that change: running jobs, asked every two seconds while one runs, and the bell."""
    if _staff(request) is None:
        return HttpResponse(status=401)
    return render(request, "ui/_jobs_again.html")
