"""The panel of comments on a record's page, and the files that came with them."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.comments import actions, queries
from cheyuan.base.comments.mentions import marked
from cheyuan.base.comments.models import Comment
from cheyuan.base.files.views import answer
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.kernel import ref as refs
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused
from cheyuan.kernel.ref import Ref


def _shown(by: Actor, one: Comment, minutes: int) -> dict[str, Any]:
    names = [word for _id, _name, word in one.mentions]
    return {
        "row": one,
        "pieces": marked(one.text, names),
        "files": [] if one.withdrawn_at else list(one.attachments.all()),
        "may_edit": queries.may_edit(by, one, minutes, now()),
        "may_withdraw": queries.may_withdraw(by, one),
    }


def _facts(by: Actor, ref: Ref, before: int = 0) -> dict[str, Any]:
    rows, earlier = queries.of(by, ref, before=before)
    policy = values("comments.", rows[0].store_id if rows else by.store_id)
    return {
        "ref": ref,
        "items": [_shown(by, one, policy["comments.edit_minutes"]) for one in rows],
        "earlier": earlier,
        "may_write": by.may("comments.write"),
        "most_files": policy["comments.files"],
        "most_size": policy["comments.file_megabytes"],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: Any, kind: str, number: int) -> HttpResponse:
    """The comments on a record; a POST writes one. What was typed stays when it cannot be."""
    by, ref = request.actor, Ref(kind, number)
    if request.method != "POST":
        before = request.GET.get("before", "")
        facts = _facts(by, ref, int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else 0)
        return render(request, "comments/_earlier.html" if before else "comments/_panel.html", facts)
    text = request.POST.get("text", "")
    try:
        actions.add(by, ref, text, request.FILES.getlist("files"), at=now())
    except Refused as refused:
        if refused.status != 422:
            raise
        return _again(request, ref, status=422, text=text, wrong=say(refused))
    if not request.htmx:
        return redirect(refs.address(ref) or "/")
    return _again(request, ref)


def _again(request: Any, ref: Ref, status: int = 200, **more: Any) -> HttpResponse:
    with scope(request.actor):
        facts = {**_facts(request.actor, ref), **more}
        if not request.htmx and status != 200:
            return render(request, "comments/alone.html", facts, status=status)
        return render(request, "comments/_panel.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, comment_id: int) -> HttpResponse:
    """The form that changes a comment, and the change."""
    by = request.actor
    if request.method != "POST":
        one = queries.comment(by, comment_id)
        shown = _shown(by, one, queries.edit_minutes(one.store_id))
        return render(request, "comments/_edit.html", {"one": shown, "ref": Ref(one.object_kind, one.object_id)})
    text = request.POST.get("text", "")
    try:
        one = actions.edit(by, comment_id, text, at=now())
    except Refused as refused:
        if refused.status != 422:
            raise
        with scope(by):
            one = queries.comment(by, comment_id)
            facts = {"one": _shown(by, one, 0), "ref": Ref(one.object_kind, one.object_id), "text": text}
            return render(request, "comments/_edit.html", {**facts, "wrong": say(refused)}, status=422)
    return _back(request, one, _("Changed."))


@require_POST
def withdraw(request: Any, comment_id: int) -> HttpResponse:
    """Take a comment back, with a way back from that."""
    one = actions.withdraw(request.actor, comment_id, at=now())
    return _back(request, one, _("Comment taken back."), reverse("comments:restore", args=[comment_id]))


@require_POST
def restore(request: Any, comment_id: int) -> HttpResponse:
    """It stands again."""
    one = actions.restore(request.actor, comment_id, at=now())
    return _back(request, one, _("The comment stands again."))


def _back(request: Any, one: Comment, said: str, undo: str = "") -> HttpResponse:
    ref = Ref(one.object_kind, one.object_id)
    if not request.htmx:
        toast_after_redirect(request, said, undo=undo)
        return redirect(refs.address(ref) or "/")
    response = toast(_again(request, ref), said, undo=undo, kind="well")
    if request.htmx and not request.htmx.target:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def people(request: Any, kind: str, number: int) -> HttpResponse:
    """Whom one can mention here, while one types."""
    found = queries.colleagues(request.actor, Ref(kind, number), request.GET.get("q", "")[:40], now())
    return render(request, "comments/_people.html", {"people": found})


@require_safe
def file(request: Any, comment_id: int, number: int) -> HttpResponseBase:
    """An attachment, for whoever may see the record."""
    return answer(request.actor, queries.attachment(request.actor, comment_id, number))
