"""The car all round: page, side sheet, timeline."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cheyuan.base.search.recent import remember
from cheyuan.kernel.clock import now
from cheyuan.records.vehicles import entries, queries, showing


@require_GET
def page(request: Any, vehicle_id: int) -> HttpResponse:
    """Everything about one car."""
    car = queries.vehicle(request.actor, vehicle_id)
    remember(request, "vehicle", vehicle_id, entries.title(car.brand, car.model, car.plate, car.vin), car.store_id)
    return render(request, "vehicles/page.html", showing.page(request.actor, car, now()))


@require_GET
def sheet(request: Any, vehicle_id: int) -> HttpResponse:
    """The same car beside the list."""
    car = queries.vehicle(request.actor, vehicle_id)
    return render(request, "vehicles/sheet.html", showing.sheet(request.actor, car, now()))


@require_GET
def timeline(request: Any, vehicle_id: int) -> HttpResponse:
    """Older entries behind those shown."""
    queries.vehicle(request.actor, vehicle_id)
    facts = showing.timeline(request.actor, vehicle_id, request.GET.get("before", "")[:80])
    return render(request, "vehicles/_entries.html", facts)
