"""Writing scripts with the words as a customer would hear them beside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.contact import actions, queries
from cheyuan.engage.contact.comparing import sentences
from cheyuan.engage.contact.queries.scripts import scripted_rules
from cheyuan.engage.contact.scripts.chosen import LANGUAGES, chosen, of_version, shipped
from cheyuan.engage.contact.scripts.sample import sample_values
from cheyuan.engage.contact.scripts.text import check, filled
from cheyuan.engage.contact.scripts.variables import VARIABLES
from cheyuan.engage.contact.telling import title
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

ROWS = 5
NAMES = {"zh-hans": "中文", "en": "English"}


@require_safe
def scripts(request: Any) -> HttpResponse:
    """Every rule with its scripts in force and how many people they reach."""
    by = request.actor
    reach = queries.reach(by)
    newest: dict[tuple[str, str], Any] = {}
    for version in queries.versions(by):
        newest.setdefault((version.rule, version.language), version)
    rows = [
        {
            "rule": rule, "title": title(rule),
            "cells": [(language, NAMES[language], one, reach[one.pk] if one else None)
                      for language in LANGUAGES for one in [newest.get((rule, language))]],
        }
        for rule in scripted_rules()
    ]  # fmt: skip
    return render(request, "contact/scripts.html", {"rows": rows, "languages": [NAMES[one] for one in LANGUAGES]})


@require_http_methods(["GET", "HEAD", "POST"])
def script(request: Any, rule: str, language: str) -> HttpResponse:
    """One script: its passages, its message, its versions. Saving makes a new version."""
    if rule not in scripted_rules() or language not in LANGUAGES:
        raise Http404
    by, wrong = request.actor, ""
    given = _given(request.POST)
    if request.method == "POST":
        by.require("contact.scripts.edit")
        try:
            message, beside = request.POST.get("message", ""), request.POST.get("beside") == "1"
            version = actions.save_script(by, rule, language, given, message, at=now(), beside=beside)
        except Refused as refused:
            wrong = say(refused)
        else:
            toast_after_redirect(request, _("Version %(number)s is said from now on.") % {"number": version.number})
            return HttpResponseRedirect(request.path)
    with scope(by):
        return render(
            request, "contact/script.html", _editor(request, rule, language, given, wrong), status=422 if wrong else 200
        )


def _given(post: Any) -> list[tuple[str, str]]:
    return list(zip(post.getlist("label"), post.getlist("text"), strict=False))


def _editor(request: Any, rule: str, language: str, given: list[tuple[str, str]], wrong: str) -> dict[str, Any]:
    by = request.actor
    versions = queries.versions(by, rule, language)
    wanted = next((one for one in versions if str(one.number) == request.GET.get("version")), None)
    now_said = of_version(wanted) if wanted else chosen(rule, language)
    passages = given or list(now_said.passages)
    rows = [*passages, *[("", "")] * max(1, ROWS - len(passages))]
    message = request.POST.get("message", now_said.message)
    return {
        "rule": rule, "language": language, "title": title(rule), "name": NAMES[language], "rows": rows, "message": message,
        "versions": [(one, sentences(one)) for one in queries.compared(by, rule, language)], "trial": _trial(versions),
        "level": value("contact.script_level", by.store_id), "variables": VARIABLES, "wrong": wrong, "wanted": wanted,
        "zh": language == "zh-hans", "is_shipped": not versions, "heard": _heard(by, rule, language, passages, message),
        "others": [(one, NAMES[one]) for one in LANGUAGES if one != language], "shipped": shipped(rule, language),
    }  # fmt: skip


def _trial(versions: list[Any]) -> Any:
    """The newest version while it is tried beside another; None else."""
    return versions[0] if versions and versions[0].against is not None else None


@require_POST
def decide(request: Any, rule: str, language: str) -> HttpResponse:
    """The newest version is said to everybody."""
    if rule not in scripted_rules() or language not in LANGUAGES:
        raise Http404
    version = actions.end_trial(request.actor, rule, language, at=now())
    toast_after_redirect(request, _("Version %(number)s is said from now on.") % {"number": version.number})
    return HttpResponseRedirect(reverse("contact:script", args=[rule, language]))


@require_POST
def preview(request: Any, rule: str, language: str) -> HttpResponse:
    """How it sounds to a sample customer, while one types."""
    by = request.actor
    by.require("contact.scripts.edit")
    if rule not in scripted_rules() or language not in LANGUAGES:
        raise Http404
    with scope(by):
        heard = _heard(by, rule, language, _given(request.POST), request.POST.get("message", ""))
        return render(request, "contact/_heard.html", {"heard": heard})


def _heard(by: Any, rule: str, language: str, passages: list[tuple[str, str]], message: str) -> dict[str, Any]:
    name, values = sample_values(by, rule, language, now())
    try:
        for _label, text in passages:
            check(text)
        check(message)
    except Refused as refused:
        return {"wrong": say(refused), "name": name}
    said = [(label, filled(text, values)) for label, text in passages if text.strip()]
    return {"name": name, "passages": said, "message": filled(message, values), "length": len(message)}


@require_POST
def again(request: Any, rule: str, language: str, number: int) -> HttpResponse:
    """An older version once more, as a new one."""
    by = request.actor
    with scope(by):
        old = next((one for one in queries.versions(by, rule, language) if one.number == number), None)
    if old is None:
        raise Http404
    words = of_version(old)
    version = actions.save_script(by, rule, language, words.passages, words.message, at=now())
    toast_after_redirect(request, _("Version %(number)s is said from now on.") % {"number": version.number})
    return HttpResponseRedirect(reverse("contact:script", args=[rule, language]))
