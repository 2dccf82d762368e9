"""A question that a customer raised, and its answer."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.surveys import actions, queries
from cheyuan.engage.surveys.forms import Reply
from cheyuan.engage.surveys.listing import title
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused


def _facts(request: Any, question_id: int, form: Reply) -> dict[str, Any]:
    one = queries.question(request.actor, question_id)
    return {
        "one": one, "title": title(one.answer.version), "form": form, "may_reply": request.actor.may("surveys.reply"),
        "late": (one.replied_at or now()) > one.due_at,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Any, question_id: int) -> HttpResponse:
    """The question; a POST answers it."""
    form = Reply(request.POST or None)
    if request.method == "POST" and form.is_valid() and _replied(request, question_id, form):
        toast_after_redirect(request, _("The answer is noted."))
        return HttpResponseRedirect(reverse("surveys:questions:list"))
    with scope(request.actor):
        facts = _facts(request, question_id, form)
        return render(request, "surveys/question.html", facts, status=422 if form.is_bound else 200)


def _replied(request: Any, question_id: int, form: Reply) -> bool:
    try:
        actions.reply(request.actor, question_id, form.cleaned_data["reply"], at=now())
    except (Missing, Denied, Conflict):
        raise
    except Refused as refused:
        form.add_error("reply", say(refused))
        return False
    return True


@require_safe
def sheet(request: Any, question_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "surveys/question_sheet.html", _facts(request, question_id, Reply()))
