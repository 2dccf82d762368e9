"""The audit: who did or saw what, and when."""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cheyuan.base.journal import queries, spoken
from cheyuan.base.journal.models import AuditEntry
from cheyuan.kernel import ref
from cheyuan.kernel.ref import Ref

FILTERS = ("verb", "kind")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")


@require_safe
def audit(request: Any) -> HttpResponse:
    """Entries of the actor's stores and group, newest first, by verb and by kind of record."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in FILTERS}
    page = queries.audit(request.actor, **asked, before=request.GET.get("before", ""))
    rest = {name: value for name, value in asked.items() if value}
    verbs, kinds = spoken.choices()
    facts = {
        "rows": [_line(row) for row in page.rows],
        "asked": asked,
        "verbs": _with(verbs, asked["verb"]),
        "kinds": _with(kinds, asked["kind"]),
        "older": "?" + urlencode({**rest, "before": page.before}) if page.before else "",
    }
    return render(request, "journal/audit.html", facts)


def _line(row: AuditEntry) -> dict[str, Any]:
    return {
        "row": row, "done": spoken.done(row.verb), "kind": spoken.kind(row.kind),
        "facts": [(name, *_fact(name, value)) for name, value in sorted(row.facts.items())],
        "address": ref.address(Ref(row.kind, row.object_id)) if row.object_id else "",
    }  # fmt: skip


def _fact(name: str, value: Any) -> tuple[str, str, bool]:
    """(label, value, is the value a code for which nobody has a word?)"""
    label, said = spoken.fact(name, value)
    return label, said[:120], said == str(value) and CODE.fullmatch(said) is not None


def _with(words: list[tuple[str, str]], asked: str) -> list[tuple[str, str]]:
    """What was asked for stays chosen, even when nobody has a word for it."""
    return words if not asked or asked in dict(words) else [(asked, asked), *words]
