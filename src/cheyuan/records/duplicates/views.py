"""Two files side by side, one button, and the way back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.kernel.clock import now
from cheyuan.records.duplicates import actions, facing, fields, queries


@require_safe
def page(request: Any, pair_id: int) -> HttpResponse:
    """One pair."""
    return render(request, "duplicates/pair.html", facing.pair(request.actor, queries.pair(request.actor, pair_id)))


@require_safe
def sheet(request: Any, pair_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "duplicates/sheet.html", facing.pair(request.actor, queries.pair(request.actor, pair_id)))


@require_POST
def merge(request: Any, pair_id: int) -> HttpResponse:
    """One person: the chosen fields stay. ``keep`` names the file whose number stays."""
    by, post = request.actor, request.POST
    with scope(by):
        row = queries.pair(by, pair_id)
    second = post.get("keep") == str(row.second_id)
    kept, gone = (row.second_id, row.first_id) if second else (row.first_id, row.second_id)
    side = {str(kept): fields.KEPT, str(gone): fields.GONE}
    choice = {name: side[post[name]] for name in fields.GROUPS if post.get(name) in side}
    done = actions.merge(by, kept, gone, at=now(), choice=choice)
    toast_after_redirect(
        request, _("Merged. The old number leads here."), undo=reverse("duplicates:undo", args=[done.pk])
    )
    return redirect("customers:page", kept)


@require_POST
def different(request: Any, pair_id: int) -> HttpResponse:
    """Two people: never asked again; or, taken back, asked again."""
    if request.GET.get("undo") == "1":
        actions.reopen(request.actor, pair_id, at=now())
        toast_after_redirect(request, _("Taken back."))
        return redirect("duplicates:page", pair_id)
    actions.part(request.actor, pair_id, at=now())
    undo = f"{reverse('duplicates:different', args=[pair_id])}?undo=1"
    toast_after_redirect(request, _("Two people. This is not asked again."), undo=undo)
    return redirect("duplicates:list")


@require_safe
def merged(request: Any, merge_id: int) -> HttpResponse:
    """One merge and its way back."""
    row = queries.merge(request.actor, merge_id)
    shown = facing.merge(request.actor, row)
    open_ = facing.may_undo(request.actor, row, now())
    return render(request, "duplicates/merge.html", {"merge": shown, "may_undo": open_})


@require_POST
def undo(request: Any, merge_id: int) -> HttpResponse:
    """Two files again."""
    actions.undo(request.actor, merge_id, at=now())
    toast_after_redirect(request, _("Two files again. What was written since stays with the kept one."))
    if request.headers.get("HX-Request") or request.GET.get("toast"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("duplicates:merged", merge_id)


@require_POST
def look(request: Any) -> HttpResponse:
    """Look for duplicates now, in each store of the actor."""
    for store in request.actor.store_ids:
        actions.find(request.actor, store, at=now())
    toast_after_redirect(request, _("Looked through the whole book."))
    return redirect("duplicates:list")
