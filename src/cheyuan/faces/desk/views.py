"""The search box: a fragment for the palette, a page for those who press Enter, an address for any record."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cheyuan.base.search.recent import last
from cheyuan.faces.desk import finding
from cheyuan.kernel import ref

LONGEST = 60


def _typed(request: Any) -> str:
    typed: str = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    return typed


@never_cache
@require_GET
def search(request: Any) -> HttpResponse:
    """Options for the palette: what fits, by kind; the records seen last when nothing is typed."""
    typed = _typed(request)
    kinds = finding.found(request.actor, typed) if typed else []
    seen = finding.seen(request.actor, last(request)) if not typed else []
    return render(request, "desk/_options.html", {"kinds": kinds, "seen": seen, "typed": typed})


@never_cache
@require_GET
def go(request: Any) -> HttpResponse:
    """The same as a page; a single hit is opened at once."""
    typed = _typed(request)
    kinds = finding.found(request.actor, typed, 100) if typed else []
    results = [one for kind in kinds for one in kind.results]
    if len(results) == 1:
        return HttpResponseRedirect(results[0].url)
    seen = finding.seen(request.actor, last(request)) if not typed else []
    return render(request, "desk/go.html", {"kinds": kinds, "seen": seen, "typed": typed})


@require_GET
def record(request: Any, kind: str, id: int) -> HttpResponse:
    """The page of any record by its kind and number, as other systems and old letters name it."""
    known = ref.kinds().get(kind)
    if known is None:
        raise Http404
    request.actor.require(known.right)
    try:
        return HttpResponseRedirect(known.address(id))
    except NoReverseMatch:
        raise Http404 from None
