"""The audit: who did or saw what, and when."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cheyuan.base.journal import queries
from cheyuan.kernel import ref
from cheyuan.kernel.ref import Ref

FILTERS = ("verb", "kind")


@require_safe
def audit(request: Any) -> HttpResponse:
    """Entries of the actor's stores and group, newest first, by verb and by kind of record."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in FILTERS}
    page = queries.audit(request.actor, **asked, before=request.GET.get("before", ""))
    rest = {name: value for name, value in asked.items() if value}
    facts = {
        "rows": [(row, _named(row.facts), _address(row.kind, row.object_id)) for row in page.rows],
        "asked": asked,
        "older": "?" + urlencode({**rest, "before": page.before}) if page.before else "",
    }
    return render(request, "journal/audit.html", facts)


def _named(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)[:120]) for name, value in sorted(facts.items())]


def _address(kind: str, id: int | None) -> str:
    return ref.address(Ref(kind, id)) if id else ""
