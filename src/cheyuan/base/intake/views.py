"""The pages of imports: parse → one action or query → render. Files are never opened here; workers do that."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.intake import actions, download, queries, screen
from cheyuan.base.intake.arrivals import fit, title_of
from cheyuan.base.intake.reading.mapping import keys
from cheyuan.base.intake.store import Incoming
from cheyuan.base.jobs import actions as jobs
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Missing, Refused

FIELD = re.compile(r"s(\d{1,3})-c(\d{1,4})")
CHANNELS = ("call", "sms", "wechat", "email")


@require_safe
def index(request: Any) -> HttpResponse:
    """Where files are dropped, and the imports so far."""
    return render(request, "intake/list.html", screen.index(request.actor))


@require_POST
def upload(request: Any) -> HttpResponse:
    """Take the files in and let a worker open them. A refusal is told beside the drop zone."""
    by = request.actor
    try:
        by.require("intake.import")
        store_id = _store(request)
        files = request.FILES.getlist("files")
        with scope(by):
            fit(files, store_id)
        incoming = [Incoming(str(file.name), file.chunks()) for file in files]
        title = title_of([str(file.name) for file in files])
        with scope(by):
            one = actions.receive(by, store_id, incoming, title=title, as_of=_day(request), at=now())
            actions.put_in_line(by, one, "read", at=now())
    except (Conflict, Missing):
        raise
    except Refused as wrong:
        if wrong.status != 422:
            raise
        with scope(by):
            return render(request, "intake/list.html", screen.index(by, wrong), status=422)
    return redirect("intake:one", batch_id=one.pk)


def _store(request: Any) -> int:
    """The store worked in, or the one chosen in the form. Refused("store_choose")."""
    by, asked = request.actor, request.POST.get("store", "")
    store_id = by.store_id or (by.store_ids[0] if len(by.store_ids) == 1 else 0)
    if not store_id and asked.isascii() and asked.isdecimal() and int(asked) in by.store_ids:
        store_id = int(asked)
    if not store_id:
        raise Refused("store_choose")
    return int(store_id)


def _day(request: Any) -> date:
    """The day of the book; today when nothing is said. Refused("as_of_wrong")."""
    said, today = request.POST.get("as_of", ""), day_of(now())
    try:
        found = date.fromisoformat(said) if said else today
    except ValueError:
        raise Refused("as_of_wrong", value=said[:20]) from None
    if found > today:
        raise Refused("as_of_wrong", value=said[:20])
    return found


@never_cache
@require_safe
def one(request: Any, batch_id: int) -> HttpResponse:
    """An import at whatever step it is; ``?step=columns`` goes back to its columns."""
    request.room = "intake:list"
    facts = screen.page(request.actor, batch_id, back=request.GET.get("step") == "columns")
    return render(request, "intake/one.html", facts)


@never_cache
@require_safe
def progress(request: Any, batch_id: int) -> HttpResponse:
    """How far its work is; when that has ended, the page asks for itself anew."""
    facts = screen.page(request.actor, batch_id)
    if not facts["busy"]:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "intake/_progress.html", facts)


@require_POST
def columns(request: Any, batch_id: int) -> HttpResponse:
    """What the columns mean; with the button "check" the dry run begins."""
    by = request.actor
    with scope(by):
        decided = _decided(request.POST, queries.batch(by, batch_id).sheets)
    actions.choose_all(by, batch_id, decided, at=now())
    if "check" in request.POST:
        actions.start(by, batch_id, "check", at=now())
    return redirect("intake:one", batch_id=batch_id)


def _decided(post: Any, sheets: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Signature → column → field, from fields named s0-c3 and s0-spec."""
    found: dict[str, dict[str, str]] = {}
    for number, sheet in enumerate(sheets):
        names = keys(column["header"] for column in sheet["columns"])
        chosen = {name: post.get(f"s{number}-c{index}") for index, name in enumerate(names)}
        sort = post.get(f"s{number}-spec", sheet["spec"])
        found[sheet["signature"]] = {name: field for name, field in chosen.items() if field is not None}
        if sort:
            found[sheet["signature"]]["spec"] = sort
    return found


@require_POST
def check(request: Any, batch_id: int) -> HttpResponse:
    """The dry run once more."""
    actions.start(request.actor, batch_id, "check", at=now())
    return redirect("intake:one", batch_id=batch_id)


@require_POST
def write(request: Any, batch_id: int) -> HttpResponse:
    """Write the good rows, or all or nothing; consent only as declared, with proof."""
    channels = tuple(one for one in request.POST.getlist("channels") if one in CHANNELS)
    proof = request.POST.get("proof", "").strip()
    if "consent" in request.POST and not (channels and proof):
        raise Refused("consent_proof")
    agreed = channels if "consent" in request.POST else ()
    actions.declare_consent(request.actor, batch_id, agreed, proof, at=now())
    only_if_clean = request.POST.get("how") == "all"
    actions.start(request.actor, batch_id, "commit", at=now(), only_if_clean=only_if_clean)
    return redirect("intake:one", batch_id=batch_id)


@require_POST
def stop(request: Any, batch_id: int) -> HttpResponse:
    """Stop the work at it; nothing of it stays."""
    with scope(request.actor):
        work_id = queries.batch(request.actor, batch_id).work_id
    if work_id:
        jobs.cancel(request.actor, work_id, at=now())
    return redirect("intake:one", batch_id=batch_id)


@require_POST
def undo(request: Any, batch_id: int) -> HttpResponse:
    """Take the import back."""
    actions.start(request.actor, batch_id, "undo", at=now())
    return redirect("intake:one", batch_id=batch_id)


@require_POST
def discard(request: Any, batch_id: int) -> HttpResponse:
    """Drop it; nothing was written."""
    actions.discard(request.actor, batch_id, at=now())
    toast_after_redirect(request, _("The import is dropped and its files are deleted. Nothing was written."))
    return redirect(reverse("intake:list"))


@never_cache
@require_safe
def refused(request: Any, batch_id: int, ending: str) -> HttpResponseBase:
    """The refused rows as they were handed over, each with its reason."""
    if ending not in ("csv", "xlsx"):
        raise Missing("file", ending)
    return download.refused_rows(request.actor, batch_id, ending, at=now())
