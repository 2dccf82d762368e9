"""The cockpit itself: filters, tiles, pictures."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.documents.press import typeset
from cheyuan.base.jobs.queries import running
from cheyuan.base.tenancy.queries import store_names
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.faces.cockpit import actions, drawing, overview, pictures, queries, reading, words
from cheyuan.faces.cockpit.models import Choice
from cheyuan.faces.cockpit.wish import Wish, of_brand, wish_of
from cheyuan.insight.metrics import actions as reckoning
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


@require_safe
def page(request: Any) -> HttpResponse:
    """``?p=month&from=2026-11-01&cmp=year&store=1&brand=…&model=…&rank=coverage``."""
    by: Actor = request.actor
    own = queries.choice_of(by)
    wish = wish_of(request.GET or kept(by, own))
    found = reading.read(by, wish, own.tiles)
    facts = {
        "wish": wish, "found": found, "tiles": found.tiles, "sentence": reading.sentence(found.tiles),
        "query": wish.query(), "rows_query": wish.rows_query(),
        "paper_query": wish.query(rank=request.GET.get("rank", "")), "as_of": metrics.as_of(by, stores=wish.stores),
        "without": wish.query(brand="", model=""),
        "earlier": wish.neighbour(-1), "later": wish.neighbour(1), "before": wish.before, "may_weeks": by.may("cockpit.weeks"),
    }  # fmt: skip
    return render(
        request,
        "cockpit/page.html",
        facts | _filters(by, wish, own) | drawing.drawn(by, wish, found, request.GET.get("rank", "")),
    )


@require_safe
def pdf(request: Any) -> HttpResponse:
    """The same on paper, with the same filters, in the reader's language."""
    by: Actor = request.actor
    own = queries.choice_of(by)
    wish = wish_of(request.GET or kept(by, own))
    found, names = reading.read(by, wish, own.tiles), store_names(by.store_ids)
    as_of, at = metrics.as_of(by, stores=wish.stores), now()
    drawn = drawing.drawn(by, wish, found, request.GET.get("rank", ""))
    where = names.get(wish.store or 0, "") or _listed(list(names.values()))
    response = HttpResponse(
        typeset(overview.source(wish, found, drawn, where=where, as_of=as_of), at=as_of or at),
        content_type="application/pdf",
    )
    response["Content-Disposition"] = f'attachment; filename="cockpit-{wish.first}-{wish.last}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _listed(names: list[str]) -> str:
    """The stores in view; of many how many there are."""
    if len(names) > 3:
        return ngettext("%(count)s store", "%(count)s stores", len(names)) % {"count": len(names)}
    return " · ".join(names)


def kept(by: Actor, own: Choice) -> dict[str, Any]:
    """The filters that the person begins with; of a store that is not in view any more nothing is left."""
    gone = own.filters.get("store") not in by.store_ids
    return {name: value for name, value in own.filters.items() if name != "store" or not gone}


def _filters(by: Actor, wish: Wish, own: Choice) -> dict[str, Any]:
    names = store_names(by.store_ids)
    models = [one for one in pictures.models(by, wish) if of_brand(one, wish.brand)]
    return {
        "periods": words.PERIODS.items(), "compared": words.COMPARED.items(), "models": _with(wish.model, models),
        "brands": _with(wish.brand, pictures.brands(by, wish)), "stores_known": names.items() if len(names) > 1 else (),
        "store_said": names.get(wish.store or 0, "") or (next(iter(names.values()), "") if len(names) == 1 else ""),
        "kept": bool(own.filters) and own.filters == wish.kept(), "any_kept": bool(own.filters),
        "may_refresh": by.may("metrics.refresh"), "busy": _busy(by),
    }  # fmt: skip


def _with(chosen: str, known: list[str]) -> list[str]:
    """What can be chosen, and what is chosen although it is not known: a filter in force is always seen."""
    return known if not chosen or chosen in known else [chosen, *known]


def _busy(by: Actor) -> bool:
    return any(one.name == reckoning.WORK and one.finished_at is None for one in running(by))


@require_POST
def keep(request: Any) -> HttpResponse:
    """These filters are one's own from now on, or none are."""
    wish = wish_of(request.POST)
    forget = request.POST.get("forget") == "1"
    actions.keep(request.actor, {} if forget else wish.kept())
    said = (
        _("The cockpit begins as usual again.") if forget else _("The cockpit begins with these filters from now on.")
    )
    toast_after_redirect(request, said)
    return redirect(f"{reverse('cockpit:page')}?{wish.query()}")


@require_POST
def compute(request: Any) -> HttpResponse:
    """Have the figures of the stores in view reckoned; the top bar shows how far it is."""
    by: Actor = request.actor
    by.require("cockpit.view")
    for store in by.store_ids:
        reckoning.start_refresh(by, store, at=now())
    toast_after_redirect(request, _("The figures are being reckoned; the top bar shows how far it is."))
    return redirect("cockpit:page")
