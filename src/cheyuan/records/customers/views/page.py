"""The customer all round: page, side sheet, timeline, the parts that change by themselves."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from cheyuan.base.search.recent import remember
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.records.customers import facing, queries


@require_GET
def page(request: Any, customer_id: int) -> HttpResponse:
    """360° on one page (PPL-04)."""
    face = facing.face(request.actor, customer_id, now())
    if face.customer.pk != customer_id:
        return redirect("customers:page", face.customer.pk)
    remember(request, "customer", customer_id, face.customer.name, face.customer.store_id)
    return render(request, "customers/page.html", facing.page(face))


@require_GET
def sheet(request: Any, customer_id: int) -> HttpResponse:
    """The same person beside the list."""
    face = facing.face(request.actor, customer_id, now())
    return render(request, "customers/sheet.html", facing.sheet(face))


@require_GET
def timeline(request: Any, customer_id: int) -> HttpResponse:
    """Entries of one topic, or older ones behind those shown."""
    by, topic, before = request.actor, request.GET.get("topic", "")[:12], request.GET.get("before", "")[:80]
    queries.customer(by, customer_id)
    facts = facing.timeline(by, customer_id, topic, before)
    if before:
        return render(request, "customers/_entries.html", facts)
    return render(request, "customers/_timeline.html", {**facts, "counts": facing.counts(by, customer_id, topic)})


def part(request: Any, template: str, customer_id: int, *parts: str) -> HttpResponse:
    """After a change: one part of the page, made anew inside the actor's scope."""
    by = request.actor
    with scope(by):
        one = queries.customer(by, customer_id)
        facts: dict[str, Any] = {
            "one": one, "may_edit": by.may("customers.edit"), "may_consent": by.may("customers.consent"),
            "may_reveal": by.may("customers.reveal"), "address_words": facing.address_of(one),
        }  # fmt: skip
        known = {"lights": facing.lights, "file": facing.file}
        for name in parts:
            facts |= known[name](by, one) if name in known else facing.remembered(by, one.pk)
        return render(request, template, facts)
