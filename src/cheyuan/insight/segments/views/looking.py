"""All segments, one of them with its history, its members."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cheyuan.base.jobs.queries import running
from cheyuan.base.tenancy.scope import reading
from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.insight.segments import actions, asking, fields, jobs, pictures, queries, uses, wording
from cheyuan.insight.segments.listing import cars
from cheyuan.insight.segments.models import Membership
from cheyuan.insight.segments.queries import Found
from cheyuan.insight.segments.tree import leaves_of
from cheyuan.insight.segments.words import AIMS, SUBJECTS
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

TREND_DAYS, SOME = 90, 6


@require_safe
def segments(request: Any) -> HttpResponse:
    """All of them by what they are for: how large, who came and went this month, how the size moved."""
    by, today = request.actor, day_of(now())
    archived = request.GET.get("archived") == "1"
    found = queries.every(by, archived=archived)
    sizes, trends = queries.sizes(by), queries.trend(by, today - timedelta(days=TREND_DAYS))
    moved = queries.entered_and_left(by, today.replace(day=1), today)
    rows: list[dict[str, Any]] = [
        {
            "one": one, "said": wording.said(queries.resolved_tree(one, by.store_id)), "subject": SUBJECTS[one.subject],
            "size": sizes.get(one.code), "moved": moved.get(one.code, (0, 0)),
            "picture": pictures.spark(trends.get(one.code, [])),
        }
        for one in found
    ]  # fmt: skip
    if by.may("segments.edit"):
        asking.expect()
    groups = [(label, [row for row in rows if row["one"].aim == aim]) for aim, label in AIMS.items()]
    own = any(not one.shipped for one in found)
    facts = {"groups": [one for one in groups if one[1]], "archived": archived, "own": own, **_counting(by)}
    return render(request, "segments/list.html", facts)


def _counting(by: Actor) -> dict[str, Any]:
    return {
        "last": queries.last_run(by),
        "may_edit": by.may("segments.edit"),
        "may_count": by.may("segments.edit") and bool(by.store_id),
        "busy": any(one.name == jobs.NAME and one.finished_at is None for one in running(by)),
    }


@require_safe
def segment(request: Any, code: str) -> HttpResponse:
    """One: what it says, how large it is and was, who came and went lately, what it said before."""
    by, today = request.actor, day_of(now())
    one = queries.one(by, code)
    trend = queries.trend(by, today - timedelta(days=TREND_DAYS), [code]).get(code, [])
    entered, left = queries.entered_and_left(by, today.replace(day=1), today).get(code, (0, 0))
    size = queries.sizes(by).get(code)
    rows = queries.members(by).filter(segment=code).select_related("customer")
    facts = {
        "one": one, "said": wording.said(queries.resolved_tree(one, by.store_id)), "aim": AIMS[one.aim],
        "subject": SUBJECTS[one.subject], "size": size.members if size else 0, "trend": pictures.wide(trend),
        "entered": entered, "left": left,
        "came": _people(by, rows.filter(left_on=None).order_by("-entered_on", "-pk")[:SOME]),
        "went": _people(by, rows.filter(left_on__gte=today.replace(day=1)).order_by("-left_on", "-pk")[:SOME]),
        "versions": queries.versions(by, code), "may_change": may_change(by, one),
        "policies": policies_of(by, one), "uses": uses.of(by, code), "members": reverse("segment_members:list"), **_counting(by),
    }  # fmt: skip
    return render(request, "segments/page.html", facts)


def _people(by: Actor, rows: Any) -> list[dict[str, Any]]:
    found = list(rows)
    about = cars(by, [row.pk for row in found])
    return [{"row": row, "car": about.get(row.pk, "")} for row in found]


def may_change(by: Actor, one: Found) -> bool:
    """Whether the actor may decide about it."""
    if one.shipped or not by.may("segments.edit"):
        return False
    return one.for_store in by.store_ids if one.for_store else by.may("policies.edit_group")


def policies_of(by: Actor, one: Found) -> bool:
    """Whether its numbers can be looked at as settings."""
    return one.shipped and by.may("policies.view")


@require_POST
def count(request: Any) -> HttpResponse:
    """Put it in line; the top bar shows how far it is."""
    actions.start_count(request.actor, at=now())
    toast_after_redirect(request, _("Segments are being counted. The top bar shows when it is done."))
    return redirect("segments:list")


@require_safe
def member(request: Any, membership_id: int) -> HttpResponse:
    """A member is a person: their own page."""
    with reading(request.actor):
        return redirect("customers:page", queries.member(request.actor, membership_id).customer_id)


@require_safe
def member_sheet(request: Any, membership_id: int) -> HttpResponse:
    """Beside the list: since when, and which condition fits how today."""
    by = request.actor
    row = queries.member(by, membership_id)
    found = next((one for one in queries.known(by, archived=True) if one.code == row.segment), None)
    facts = {"row": row, "one": found, "car": cars(by, [row.pk]).get(row.pk, ""), **_why(by, row, found)}
    return render(request, "segments/sheet.html", facts)


def _why(by: Actor, row: Membership, found: Found | None) -> dict[str, Any]:
    if found is None:
        return {}
    tree = queries.resolved_tree(found, row.store_id)
    try:
        told = asking.explain(by.within(row.store_id), tree, day_of(now()), row.subject_kind, row.subject_id)
    except Refused:
        return {"busy": True}
    return {"why": reasons(tree, told) if told else []}


def reasons(tree: Any, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Each condition with what was found and whether it fits."""
    leaves = zip(leaves_of(tree), told["values"], told["held"], strict=True)
    return [
        {"said": wording.condition(leaf), "found": wording.found(fields.field(leaf.field), value), "holds": holds}
        for leaf, value, holds in leaves
    ]
