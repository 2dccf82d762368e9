"""The builder: conditions clicked together, the count beside them, and deciding."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.tenancy.scope import reading
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.insight.segments import actions, asking, fields, queries, shape, uses, wording, words
from cheyuan.insight.segments.models import AIMS, SUBJECTS
from cheyuan.insight.segments.people import people
from cheyuan.insight.segments.queries import Found
from cheyuan.insight.segments.shape import Box, Row
from cheyuan.insight.segments.tree import read
from cheyuan.insight.segments.views.looking import may_change
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Refused

NEW = {"name": "", "aim": "free", "subject": "customer", "whom": ""}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Any) -> HttpResponse:
    """A new one, empty or (``?from=``) with the conditions of another."""
    by = request.actor
    by.require("segments.edit")
    if request.method == "POST":
        return _decide(request, by, None)
    source = request.GET.get("from", "")
    if not source:
        box = shape.changed(Box("all"), "add:0")
        return _page(request, by, None, box, {**NEW, "whom": "store" if by.store_id else "group"})
    one = queries.one(by, source)
    told = {"name": _("%(name)s, copy") % {"name": one.name}, "aim": one.aim, "subject": one.subject, "whom": "store"}
    return _page(request, by, None, shape.drawn(queries.resolved_tree(one, by.store_id)), told)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, code: str) -> HttpResponse:
    """Change one of one's own: a new version."""
    by = request.actor
    by.require("segments.edit")
    with reading(by):
        one = queries.one(by, code)
    if not may_change(by, one):
        raise Denied("segments.edit")
    if request.method == "POST":
        return _decide(request, by, one)
    return _page(request, by, one, shape.drawn(one.tree), {"name": one.name, "aim": one.aim, "subject": one.subject})


@require_POST
def reshape(request: Any) -> HttpResponse:
    """A condition or group comes or goes, a field or the way of asking changes: the builder again."""
    by = request.actor
    by.require("segments.edit")
    box = shape.changed(shape.parsed(request.POST), request.POST.get("do", ""))
    with reading(by):
        answer = render(request, "segments/_builder.html", builder(by, box, _told(request)))
    answer["HX-Trigger-After-Swap"] = "shaped"
    return answer


@require_POST
def live(request: Any) -> HttpResponse:
    """How many fit now, and some of them with why."""
    by = request.actor
    by.require("segments.view")
    box, told = shape.parsed(request.POST), _told(request)
    plain = shape.plain(box)
    try:
        tree = read(plain, guarded=told["aim"] == "need")
        with reading(by):
            found = asking.live(by, told["subject"], tree, day_of(now()), _seed(request.POST.get("seed", "")))
    except Refused as refused:
        waiting = refused.code == "segment_empty"
        if waiting and by.may("segments.edit"):
            with reading(by):
                asking.prepare(by, day_of(now()))
        begun = _("Complete a condition, and how many fit shows here.") if waiting and shape.troubled(box) else ""
        return render(request, "segments/_live.html", {"trouble": begun or say(refused), "waiting": waiting})
    with reading(by):
        share = _share(found, told["subject"])
        facts = {
            "found": found, "said": wording.said(tree), "people": people(by, tree, found["some"]), "subject": told["subject"],
            "share": share, "hundred": round(share * 100), "unfinished": shape.troubled(box),
            "seed": _seed(request.POST.get("seed", "")) + 1,
        }  # fmt: skip
        return render(request, "segments/_live.html", facts)


def _share(found: dict[str, Any], subject: str) -> float:
    whole = found["all_cars" if subject == "vehicle" else "all_customers"]
    return found["members"] / whole if whole else 0.0


def _seed(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0


def _told(request: Any) -> dict[str, str]:
    data = request.POST
    aim, subject = data.get("aim", "free"), data.get("subject", "customer")
    return {
        "name": data.get("name", ""), "aim": aim if aim in AIMS else "free",
        "subject": subject if subject in SUBJECTS else "customer",
        "whom": "group" if data.get("whom") == "group" else "store",
    }  # fmt: skip


def _decide(request: Any, by: Actor, one: Found | None) -> HttpResponse:
    box, told = shape.parsed(request.POST), _told(request)
    plain = shape.plain(box)
    try:
        if shape.troubled(box):
            raise Refused("segment_value")
        if one is None:
            for_store = None if told["whom"] == "group" else by.store_id
            said = {"name": told["name"], "aim": told["aim"], "subject": told["subject"]}
            code = actions.make(by, for_store=for_store, at=now(), tree=plain, **said).segment.code
        else:
            code = one.code
            actions.change(by, code, name=told["name"] or " ", aim=told["aim"], tree=plain, at=now())
    except Refused as refused:
        if refused.status != 422:
            raise
        with reading(by):
            return _page(request, by, one, box, told, say(refused))
    toast_after_redirect(request, _("Saved. Who belongs to it is written at the next counting."))
    return redirect("segments:page", code)


def _page(
    request: Any, by: Actor, one: Found | None, box: Box, told: dict[str, str], trouble: str = ""
) -> HttpResponse:
    asking.expect()
    facts = {
        **builder(by, box, {**NEW, **told}), "one": one, "trouble": trouble, "may_group": by.may("policies.edit_group"),
        "may_store": bool(by.store_id), "subjects": list(words.SUBJECTS.items()),
        "aims": [(code, label) for code, label in words.AIMS.items() if code != "risk"],
        "address": reverse("segments:edit", args=[one.code]) if one else reverse("segments:new"),
        "whoms": _whoms(by), "uses": uses.of(by, one.code) if one else [],
    }  # fmt: skip
    return render(request, "segments/edit.html", facts, status=422 if trouble else 200)


def _whoms(by: Actor) -> list[tuple[str, object]]:
    here: list[tuple[str, object]] = [("store", _("this store"))] if by.store_id else []
    return [*here, ("group", _("the whole group"))] if by.may("policies.edit_group") else here


def builder(by: Actor, box: Box, told: dict[str, str]) -> dict[str, Any]:
    """What the builder's part of the page shows."""
    return {
        "box": _drawn(by, box), "told": told, "fields": _offered(told["aim"], told["subject"]), "guarded": told["aim"] != "need",
        "modes": [(code, label) for code, label in words.MODES.items()],
    }  # fmt: skip


def _drawn(by: Actor, box: Box) -> dict[str, Any]:
    parts = [_drawn(by, one) if isinstance(one, Box) else _row(by, one) for one in box.parts]
    return {"box": box, "parts": parts, "nested": True, "depth": box.depth}


def _row(by: Actor, row: Row) -> dict[str, Any]:
    known = row.field
    suggester = fields.suggester(known.hint)
    several = known.choices is not None
    return {
        "row": row, "nested": False, "ops": list(words.OPS[known.kind].items()),
        "kind": _input(row), "unit": words.unit("days" if row.op in ("past", "longer", "next", "later") else known.unit),
        "choices": [(code, label, code in row.values) for code, label in (known.choices or {}).items()],
        "words": list(suggester(by)) if suggester and not several else [],
    }  # fmt: skip


def _input(row: Row) -> str:
    if row.op in ("known", "unknown", "yes", "no"):
        return "none"
    if row.field.choices:
        return "choice"
    if row.field.kind == "date":
        return "day" if row.op in ("since", "until") else "number"
    return "pair" if row.op == "between" else "number" if row.field.kind == "number" else "text"


def _offered(aim: str, subject: str) -> list[tuple[str, list[Any]]]:
    """Fields by group, those of the subject itself first; guarded ones only where need asks for them."""
    found: dict[str, list[Any]] = {}
    for one in fields.all_fields():
        if not one.guarded or aim == "need":
            found.setdefault(str(one.group), []).append(one)
    return list(found.items())


@require_POST
def archive(request: Any, code: str) -> HttpResponse:
    """Put it away; the toast takes it back."""
    actions.archive(request.actor, code, at=now())
    toast_after_redirect(request, _("Archived. Its history stays."), undo=reverse("segments:restore", args=[code]))
    return redirect("segments:list")


@require_POST
def restore(request: Any, code: str) -> HttpResponse:
    """Bring it back."""
    actions.restore(request.actor, code, at=now())
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("segments:page", args=[code])})
    toast_after_redirect(request, _("Here again."))
    return redirect("segments:page", code)
