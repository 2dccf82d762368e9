"""The desk itself: queue, task and person in one page; a phone shows one of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from cheyuan.base.accounts.queries import colleagues
from cheyuan.base.tenancy.scope import reading
from cheyuan.engage.contact import queries
from cheyuan.engage.contact.forms import chips
from cheyuan.engage.contact.outcomes import REASONS, TOGETHER, offered
from cheyuan.engage.contact.queries.bookings import TRANSPORTS
from cheyuan.engage.contact.queries.person import TOPICS, happened
from cheyuan.engage.contact.queries.queue import Wish, choices
from cheyuan.engage.contact.telling import title
from cheyuan.kernel import ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

KEY_ROWS = (("reached", _lazy("Reached")), ("not_reached", _lazy("Not reached")), ("changed", _lazy("Changed")))


def context(by: Actor, wish: Wish, task_id: int | None, at: Any) -> dict[str, Any]:
    """What the page shows: the queue, and the task when there is one."""
    queue = queries.queue(by, wish, at)
    found: dict[str, Any] = {
        "queue": queue, "wish": wish, "query": f"?{wish.query}" if wish.query else "", "at": at, "desk": None,
        "reasons": REASONS, "topics": TOPICS, "together": ",".join(TOGETHER),
        "rule_title": title(wish.rule) if wish.rule else "", "key_rows": KEY_ROWS, "who_name": _whose(by, wish, at),
        "wish_off": {name: wish.without(name).query for name in ("rule", "part", "model", "late", "who")},
    }  # fmt: skip
    if task_id is not None:
        found["desk"] = queries.task_pane(by, task_id, at)
        found["chips"] = chips(at)
        found["outcomes"] = offered(found["desk"].task.rule)
        following = queries.next_task(by, wish, at, but=[task_id])
        lines = {line.id: line for group in queue.groups for line in group.lines}
        found["following"], found["following_id"] = lines.get(following or 0), following
        found["place"] = queue.place(task_id)
        found |= _for_form(found["desk"])
    return found


def _whose(by: Actor, wish: Wish, at: Any) -> str:
    """The colleague whose queue is looked at."""
    if wish.who in ("mine", "team"):
        return ""
    one = colleagues(by, day_of(at)).get(int(wish.who))
    return one.name if one else "—"


def _for_form(desk: Any) -> dict[str, Any]:
    return {
        "transports": [(code, str(words)) for code, words in TRANSPORTS.items()],
        "advisors": [("", _("any advisor")), *((one.id, one.name) for one in desk.advisors)],
        "scores": [str(one) for one in range(1, 11)],
        "whats": [str(one) for one in desk.fitting.whats],
        "customer_url": ref.address(ref.Ref("customer", desk.task.customer_id)),
    }


def show(
    request: HttpRequest, wish: Wish, task_id: int | None, *, view: str = "task", status: int = 200, **more: Any
) -> HttpResponse:
    """The page; ``more`` goes into the open task (errors, what was given)."""
    by: Actor = request.actor  # type: ignore[attr-defined]
    with reading(by):
        found = context(by, wish, task_id, now())
        for name, given in more.items():
            setattr(found["desk"], name, given)
        return render(request, "contact/desk.html", {**found, "view": view}, status=status)


@require_safe
def queue(request: Any) -> HttpResponse:
    """The queue with its first task beside it; on a phone the queue alone."""
    request.actor.require("care.tasks.work")
    wish = Wish.of(request.GET)
    first = queries.next_task(request.actor, wish, now())
    return show(request, wish, first, view="queue")


@require_safe
def task(request: Any, task_id: int) -> HttpResponse:
    """One task open."""
    return show(request, Wish.of(request.GET), task_id)


@require_safe
def more(request: Any, group: str) -> HttpResponse:
    """The following rows of a group of the queue."""
    wish = Wish.of(request.GET)
    found = queries.more(request.actor, wish, group, request.GET.get("after", ""), now())
    return render(
        request, "contact/_rows.html",
        {"group": found, "wish": wish, "query": f"?{wish.query}" if wish.query else "", "current": None},
    )  # fmt: skip


@require_safe
def filters(request: Any) -> HttpResponse:
    """What the queue can be filtered by."""
    wish = Wish.of(request.GET)
    found = choices(request.actor, now())
    rules = [(code, title(code)) for code in found["rule"]]
    return render(request, "contact/_filters.html", {"wish": wish, "rules": rules, "models": found["model"]})


@require_safe
def history(request: Any, task_id: int) -> HttpResponse:
    """The person's timeline under one chip."""
    by: Actor = request.actor
    pane = queries.task_of(by, task_id)
    topic = request.GET.get("topic", "")
    found = {"items": happened(by, pane.customer_id, topic), "topics": TOPICS, "topic": topic, "task_id": task_id}
    return render(request, "contact/_history.html", found)


def address(task_id: int | None, wish: Wish) -> str:
    """Where a task, or the queue, is."""
    place = reverse("contact:task", args=[task_id]) if task_id else reverse("contact:queue")
    return f"{place}?{wish.query}" if wish.query else place
