"""The builder: surveys with their versions, written in two languages, seen as the customer sees them."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.surveys import actions, editing, queries, words
from cheyuan.engage.surveys.forms import Sheet
from cheyuan.engage.surveys.models import SurveyVersion
from cheyuan.engage.surveys.queries.results import counts
from cheyuan.engage.surveys.sheet import items, said
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused


@require_safe
def all_surveys(request: Any) -> HttpResponse:
    """Every survey with its state and how often it was answered."""
    by = request.actor
    found = counts(by)
    rows = [
        {"one": one, "about": words.ABOUT[one.survey.about], "score": found.get(one.survey.pk)}
        for one in queries.surveys(by)
    ]
    return render(request, "surveys/surveys.html", {"rows": rows, "may_edit": by.may("surveys.edit")})


@require_POST
def ready(request: Any) -> HttpResponse:
    """The ready-made ones that are not there yet."""
    request.actor.require("surveys.edit")
    actions.ensure_surveys(request.actor.group_id, at=now())
    toast_after_redirect(request, _("The ready-made surveys are there."))
    return HttpResponseRedirect(reverse("surveys:all"))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """A new survey."""
    request.actor.require("surveys.edit")
    return _edited(request, "", None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, code: str) -> HttpResponse:
    """One survey, its newest version or ``?version=``; saving makes a new version."""
    by = request.actor
    with scope(by):
        known = queries.survey(by, code)
        shown = queries.version(by, code, number) if (number := _number(request)) else known.version
    return _edited(request, code, shown, known)


def _number(request: Any) -> int:
    typed = request.GET.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0


def _edited(request: Any, code: str, shown: SurveyVersion | None, known: Any = None) -> HttpResponse:
    by, wrong = request.actor, ""
    if request.method == "POST":
        try:
            row = actions.save_survey(by, editing.draft_of(request.POST), code=code, at=now())
        except (Missing, Denied):
            raise
        except Refused as refused:
            wrong = say(refused)
        else:
            toast_after_redirect(request, _("Version %(number)s is asked from now on.") % {"number": row.number})
            return HttpResponseRedirect(reverse("surveys:edit", args=[row.survey.code]))
    with scope(by):
        facts = {
            "code": code, "shown": shown, "known": known, "wrong": wrong, "abouts": words.ABOUT.items(),
            "kinds": words.KINDS.items(), "rows": _rows(request, shown), "may_edit": by.may("surveys.edit"),
            "words": _words(request, shown), "about": request.POST.get("about") or (known.survey.about if known else "other"),
            "versions": queries.versions(by, code) if code else [], "seen": _seen(shown) if shown else None,
        }  # fmt: skip
        return render(request, "surveys/edit.html", facts, status=422 if wrong else 200)


def _rows(request: Any, shown: SurveyVersion | None) -> list[dict[str, Any]]:
    return editing.given_rows(request.POST) if request.method == "POST" else editing.rows_of(shown)


def _words(request: Any, shown: SurveyVersion | None) -> list[dict[str, Any]]:
    """Title, first words and thanks in both languages."""
    labels = (("title", pgettext("survey", "Name")), ("lead", _("First words")), ("thanks", _("Words of thanks")))
    found = []
    for name, label in labels:
        kept = getattr(shown, name) if shown else {}
        pair = [(one, request.POST.get(f"{name}_{one}", kept.get(one, ""))) for one in editing.LANGUAGES]
        found.append({"name": name, "label": label, "pair": pair})
    return found


def _seen(version: Any) -> dict[str, Any]:
    """A version as its customer sees it."""
    language = get_language() or ""
    return {
        "title": said(version.title, language), "lead": said(version.lead, language),
        "form": Sheet(items(version.questions)),
    }  # fmt: skip


@require_POST
def draft(request: Any) -> HttpResponse:
    """The form as it would look, while one writes it."""
    request.actor.require("surveys.edit")
    given, language = editing.draft_of(request.POST), get_language() or ""
    facts = {"title": said(given.title, language), "lead": said(given.lead, language)}
    try:
        given.check()
    except Refused as refused:
        return render(request, "surveys/_seen.html", {"seen": {**facts, "wrong": say(refused)}})
    return render(request, "surveys/_seen.html", {"seen": {**facts, "form": Sheet(list(given.items))}})


@require_safe
def preview(request: Any, code: str) -> HttpResponse:
    """A version as the customer sees it, the whole page."""
    by = request.actor
    number = _number(request)
    version = queries.version(by, code, number) if number else queries.survey(by, code).version
    return render(request, "surveys/preview.html", {"code": code, "seen": _seen(version), "version": version})


@require_POST
def archive(request: Any, code: str) -> HttpResponse:
    """Nobody is invited to it any more."""
    actions.archive(request.actor, code, at=now())
    toast_after_redirect(request, _("Archived."), undo=reverse("surveys:restore", args=[code]))
    return HttpResponseRedirect(reverse("surveys:all"))


@require_POST
def restore(request: Any, code: str) -> HttpResponse:
    """It is used again."""
    actions.restore(request.actor, code, at=now())
    if request.htmx:
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    toast_after_redirect(request, _("Brought back."))
    return HttpResponseRedirect(reverse("surveys:all"))
