"""The rights of the person on the page: the copy to take along, erasing with a confirmation, the receipt."""

import json
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.records.customers import queries, subject, words


@never_cache
@require_POST
def copy(request: Any, customer_id: int) -> HttpResponse:
    """Everything on file, as a file of JSON; counted and audited."""
    facts = subject.copy(request.actor, customer_id, at=now())
    text = json.dumps(facts, ensure_ascii=False, indent=1, default=str)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="customer-{customer_id}.json"'
    return answer


@require_POST
def erase(request: Any, customer_id: int) -> HttpResponse:
    """For good, once the customer's number was typed. Refused("confirm_wrong")."""
    by = request.actor
    by.require("customers.erase")
    with scope(by):
        number = queries.customer(by, customer_id).cust_no
    if request.POST.get("confirm", "").strip() != number:
        raise Refused("confirm_wrong", value=number, field="confirm")
    done = subject.erase(by, customer_id, at=now())
    return HttpResponseRedirect(reverse("customers:receipt", args=[done.pk]))


@never_cache
@require_GET
def receipt(request: Any, receipt_id: int) -> HttpResponse:
    """What was erased, when and by whom; may be printed for the person."""
    found = subject.receipt(request.actor, receipt_id)
    facts = {
        "receipt": found,
        "why": words.word(words.ERASED_FOR, found.reason),
        "total": sum(found.gone.values()),
        "kept": [words.word(words.KEPT, code) for code in found.kept],
    }
    return render(request, "customers/receipt.html", facts)
