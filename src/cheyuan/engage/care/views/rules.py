"""Care rules: the list, the editor that reads as a sentence, its preview, deciding."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cheyuan.base.tenancy.scope import reading, scope
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.care import own, panels, process, queries, sentences, words
from cheyuan.engage.care.actions import rules as actions
from cheyuan.engage.care.editor import SEGMENT, Draft, draft, summary
from cheyuan.engage.care.queries.rules import Found
from cheyuan.engage.care.seen import seen
from cheyuan.engage.care.versions import versions
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Missing, Refused

NEW, TEXTS = "new", ("title", "script")


@require_safe
def rules(request: Any) -> HttpResponse:
    """All rules: who, how, how many are open, how long what waits will take."""
    by, today = request.actor, day_of(now())
    counts, found = queries.open_by_rule(by), queries.rules(by, today)
    gone = _gone(by, found)
    rows = [(one, _line(one, counts.get(one.code, 0), one.code in gone)) for one in found]
    if by.may("care.rules.edit") and by.store_id:
        process.expect_preview()
    facts = {
        "rows": [line for one, line in rows if one.planned],
        "later": [one for one in found if not one.planned],
        "backlog": queries.backlog(by, today),
        "may_edit": by.may("care.rules.edit"),
        "may_plan": by.may("care.plan") and bool(by.store_id),
        "last": queries.runs(by).order_by("-started_at", "-pk").first(),
    }
    return render(request, "care/rules.html", facts)


def _gone(by: Actor, found: Sequence[Found]) -> set[str]:
    """The rules whose segment was archived."""
    narrowed = {one.code: one.values["segment"] for one in found if one.values.get("segment")}
    in_use = queries.segments(by).open if narrowed else ()
    return {code for code, segment in narrowed.items() if segment not in in_use}


def _line(one: Found, count: int, gone: bool) -> dict[str, Any]:
    how = {"who": words.ROLES.get(one.role, one.role), "how": words.how(one.channels)}
    does = _("%(who)s %(how)s") % how if one.tasks else _("a message to many, nobody's task")
    return {"rule": one, "does": does, "open": count, "gone": gone}


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Any, code: str) -> HttpResponse:
    """The editor; the draft lives in the address, so that a link shows a colleague the same thing."""
    by = request.actor
    by.require("care.rules.view")
    if request.method == "POST":
        return _decide(request, by, code)
    try:
        now_draft = _draft(by, code, request.GET.dict())
    except Refused as refused:
        if refused.status != 422:
            raise
        now_draft, trouble = _draft(by, code, {"at": request.GET.get("at", "")}), say(refused)
        return render(request, _template(request), {**_facts(by, now_draft), "trouble": trouble}, status=422)
    return render(request, _template(request), _facts(by, now_draft))


def _template(request: Any) -> str:
    return "care/_editor.html" if request.htmx else "care/rule.html"


@require_safe
def preview(request: Any, code: str) -> HttpResponse:
    """What the draft would do; worked out in a process of its own."""
    by, today = request.actor, day_of(now())
    by.require("care.rules.view")
    if by.store_id is None:
        return render(request, "care/_preview.html", {"trouble": words.SENTENCES["store_needed"]})
    found = _found(by, code)
    if not found.tasks:
        return _beside(request, by, code, today)
    try:
        chosen = _draft(by, code, request.GET.dict())
        seed = _seed(request.GET.get("seed", ""))
        values = own.checked({**chosen.values, "title": chosen.values["title"] or code}) if found.own else chosen.values
        answer = process.preview(by, by.store_id, code, values, today.isoformat(), seed)
    except Refused as refused:
        return render(request, "care/_preview.html", {"trouble": say(refused)})
    again = f"{reverse('care:preview', args=[code])}{chosen.href()}&seed={seed + 1}"
    facts = {"seen": seen(by, found, answer, today), "again": again}
    return render(request, "care/_preview.html", facts)


def _beside(request: Any, by: Actor, code: str, today: date) -> HttpResponse:
    """Of a rule without tasks: what its room sent lately, and where it is decided."""
    with reading(by):
        told = [(one, one.lately(by, today)) for one in panels.of(code)]
    return render(request, "care/_beside.html", {"rooms": told})


def _seed(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _decide(request: Any, by: Actor, code: str) -> HttpResponse:
    with scope(by):
        chosen = _draft(by, code, request.POST.dict())
        found = chosen.found
    start = day_of(now()) + timedelta(days=1 if request.POST.get("when") == "tomorrow" else 0)
    for_store = None if request.POST.get("whom") == "group" else by.store_id
    try:
        if code == NEW:
            made = actions.make_rule(by, chosen.values, for_store=for_store, valid_from=start, at=now())
            code, undo = made.code, ""
        elif found.own:
            actions.change_rule(by, code, chosen.changed, valid_from=start, at=now())
            undo = _undo(code, {name: found.values[name] for name in chosen.changed}, start, for_store)
        else:
            before = actions.set_values(by, code, chosen.changed, for_store=for_store, valid_from=start, at=now())
            undo = _undo(code, before, start, for_store)
    except Refused as refused:
        if refused.status != 422:
            raise
        with scope(by):
            facts = {**_facts(by, replace(chosen, at=request.POST.get("at", ""))), "trouble": say(refused)}
            return render(request, "care/rule.html", facts, status=422)
    toast_after_redirect(request, _("Decided. Everything before stays in the history."), undo=undo)
    return redirect("care:rule", code)


def _undo(code: str, before: dict[str, Any], start: date, for_store: int | None) -> str:
    if not before:
        return ""
    query = "&".join(f"{name}={int(one) if isinstance(one, bool) else one}" for name, one in before.items())
    whom = "store" if for_store else "group"
    return f"{reverse('care:undo', args=[code])}?{query}&start={start.isoformat()}&whom={whom}"


@require_POST
def undo(request: Any, code: str) -> HttpResponse:
    """Back to what it said before: a newer version of the same day."""
    by, given = request.actor, request.GET.dict()
    try:
        start = date.fromisoformat(given.pop("start", ""))
    except ValueError:
        raise Missing("care_rule", code) from None
    for_store = None if given.pop("whom", "") == "group" else by.store_id
    with scope(by):
        made = _draft(by, code, given)
        found, values = made.found, {name: one for name, one in made.values.items() if name in given}
    if found.own:
        actions.change_rule(by, code, values, valid_from=start, at=now())
    else:
        actions.set_values(by, code, values, for_store=for_store, valid_from=start, at=now())
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _draft(by: Actor, code: str, given: Mapping[str, str]) -> Draft:
    found = _found(by, code)
    return draft(found, given, queries.segments(by)) if found.own else draft(found, given)


def _found(by: Actor, code: str) -> Found:
    if code == NEW:
        by.require("care.rules.edit")
        values = {name: own.spec_of(name).default for name in own.NAMES}
        return Found(NEW, _("New rule"), "care_agent", ("call",), True, values, own=True)
    found = queries.rule(by, code, day_of(now()))
    if not found.planned:
        raise Missing("care_rule", code)
    return found


def _facts(by: Actor, now_draft: Draft) -> dict[str, Any]:
    found = now_draft.found
    code, today = found.code, day_of(now())
    return {
        "rule": found,
        "draft": now_draft,
        "sentence": now_draft.sentence(),
        "second": now_draft.second(),
        "pick": now_draft.pick(),
        "summary": summary(now_draft),
        "switch": _switch(now_draft),
        "hidden": _hidden(now_draft),
        "preview_url": reverse("care:preview", args=[code]) + now_draft.href(),
        "base": reverse("care:rule", args=[code]),
        "may_edit": by.may("care.rules.edit") and bool(by.store_id or by.may("policies.edit_group")),
        "may_group": by.may("policies.edit_group"),
        "whom": _whom(by),
        "narrowed": _narrowed(by, now_draft),
        "another": now_draft.href(at=SEGMENT),
        "never": sentences.NEVER,
        "open": queries.open_by_rule(by).get(code, 0),
        "backlog": queries.backlog(by, today, code) if code != NEW else None,
        "history": versions(by, found) if code != NEW and by.may("policies.view") else [],
        "today": today,
    }


def _narrowed(by: Actor, now_draft: Draft) -> dict[str, Any]:
    """The segment that it is for: name, page, members when counted last (None: never), whether it was put away."""
    code, known = now_draft.segment, now_draft.segments
    if not code:
        return {}
    href = reverse("segments:page", args=[code]) if code in known.names and by.may("segments.view") else ""
    size, gone = known.sizes.get(code), code not in known.open
    return {"name": known.names.get(code, code), "href": href, "size": size, "gone": gone}


def _hidden(now_draft: Draft) -> list[tuple[str, Any]]:
    """What the form carries besides the texts, which have fields of their own."""
    changed = now_draft.changed.items()
    return [(name, int(one) if isinstance(one, bool) else one) for name, one in changed if name not in TEXTS]


def _whom(by: Actor) -> list[tuple[str, str]]:
    here = [("store", _("this store"))] if by.store_id else []
    return [*here, ("group", _("the whole group"))]


def _switch(now_draft: Draft) -> dict[str, Any]:
    name = "on" if now_draft.found.own else f"on_{now_draft.found.code}"
    value = bool(now_draft.values.get(name, True))
    return {"on": value, "href": now_draft.href(**{name: not value})}
