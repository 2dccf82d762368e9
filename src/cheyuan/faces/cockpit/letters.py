"""The letters to managers: who gets one when, what stands in it, written once per person and day (INS-31)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cheyuan.base.accounts.actors import actor_of_all, standing_of
from cheyuan.base.accounts.models import Account
from cheyuan.base.approvals.queries import waiting_for
from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.providers import DEFAULT
from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui import human
from cheyuan.engage.complaints import queries as complaints
from cheyuan.engage.contact import queries as contact
from cheyuan.faces.cockpit import tiles, weekly
from cheyuan.faces.cockpit.models import Choice, Letter, Week
from cheyuan.faces.cockpit.queries import wants
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor, system

Parts = list[dict[str, Any]]
LATE = 3


def houses() -> list[Actor]:
    """The system in each group, with all its stores that work."""
    found: dict[int, list[int]] = {}
    for store_id, group_id in Store.objects.filter(is_active=True).values_list("pk", "group_id"):
        found.setdefault(group_id, []).append(store_id)
    return [system(group, tuple(sorted(stores)), name="cockpit") for group, stores in sorted(found.items())]


def write_due(by: Actor, *, at: datetime) -> int:
    """Write the letters of everybody in the group whose hour has come; answers how many. Twice writes none twice."""
    with scope(by):
        zones = dict(Store.objects.filter(pk__in=by.store_ids).values_list("pk", "zone"))
        held = values_of_stores("cockpit.mail_hour", by.store_ids)
        hours = {store: int(one["cockpit.mail_hour"]) for store, one in held.items()}
        around = (at - timedelta(days=8)).date()
        known = Letter.objects.filter(store_id__in=by.store_ids, day__gte=around)
        have = set(known.values_list("account_id", "kind", "day"))
    choices = {one.account_id: one for one in Choice.objects.filter(account__group_id=by.group_id)}
    people = Account.objects.filter(group_id=by.group_id, kind="staff", is_active=True, memberships__isnull=False)
    written = 0
    for account in people.distinct().order_by("pk"):
        person = actor_of_all(standing_of(account))
        home = next(iter(person.store_ids), None)
        if home is None or home not in hours or not person.may("cockpit.view"):
            continue
        local = at.astimezone(ZoneInfo(zones[home]))
        if local.hour >= hours[home]:
            written += _letters(person, account, home, local.date(), choices.get(account.pk), have, at)
    return written


def _letters(
    by: Actor, account: Account, home: int, today: date, choice: Choice | None, have: set[Any], at: datetime
) -> int:
    """The letter of the day, and on the first morning after a week was frozen that of the week."""
    written, monday = 0, today - timedelta(days=today.weekday() + 7)
    if wants(by, choice, "daily") and _addressed(account, choice, "daily") and (account.pk, "day", today) not in have:
        written += write(by, account, home, "day", today, at)
    if (
        wants(by, choice, "weekly")
        and _addressed(account, choice, "weekly")
        and (account.pk, "week", monday) not in have
    ):
        written += write(by, account, home, "week", monday, at)
    return written


def _addressed(account: Account, choice: Choice | None, kind: str) -> bool:
    """Unasked nobody without an address gets letters; whoever asked for them finds them on the page."""
    return bool(account.email) or bool(choice and getattr(choice, kind))


def write(by: Actor, account: Account, home: int, kind: str, day: date, at: datetime) -> bool:
    """One letter in one transaction; False when there is nothing to say yet, or somebody else just wrote it."""
    with scope(by), translation.override(account.language):
        subject, items = _day(by, day, at) if kind == "day" else _week(by, day)
        if not items:
            return False
        mailed = bool(account.email) and line_of(home, by.group_id, "email")[0].name != DEFAULT
        try:
            with transaction.atomic():
                Letter.objects.create(
                    store_id=home, account=account, kind=kind, day=day, subject=subject, items=items, made_at=at,
                    mail="waiting" if mailed else "none",
                )  # fmt: skip
        except IntegrityError:
            return False
        return True


def _part(label: str, lines: Sequence[tuple[str, str]]) -> Parts:
    return [{"label": label, "lines": [{"text": text, "address": to} for text, to in lines]}] if lines else []


def _day(by: Actor, today: date, at: datetime) -> tuple[str, Parts]:
    yesterday = today - timedelta(days=1)
    parts = [
        *_part(_("Yesterday"), _yesterday(by, yesterday)), *_part(_("Overdue"), _overdue(by, at)),
        *_part(_("Waits for a decision"), _decide(by, at)),
    ]  # fmt: skip
    parts += _part(_("Look closer"), [(_("Open the cockpit"), reverse("cockpit:page"))])
    return _("Cheyuan: yesterday, %(day)s") % {"day": human.month_and_day(yesterday)}, parts


def _yesterday(by: Actor, day: date) -> list[tuple[str, str]]:
    lines = []
    if by.may("contact.team"):
        found = contact.results(by, day, everyone=True)
        words = {
            "calls": sum(one.attempts for one in found), "reached": sum(one.reached for one in found),
            "booked": sum(one.booked for one in found),
        }  # fmt: skip
        said = _("%(calls)s calls, %(reached)s reached, %(booked)s booked") % words
        lines.append((said, reverse("contact:results")))
    if by.may("metrics.team"):
        lines += _figures(by, day)
    return lines


def _figures(by: Actor, day: date) -> list[tuple[str, str]]:
    """The tiles of the role of that day alone, beside the same weekday before; what had nothing to count is left out."""
    known = {one.code: one for one in metrics.dictionary(by)}
    week = day - timedelta(days=7)
    values = metrics.values(by, tiles.usual(by.roles, known), day, day, before=(week, week))
    lines = []
    for code, one in values.items():
        if not (one.num or one.den):
            continue
        said = _("%(name)s: %(figure)s (a week before: %(before)s)") % {
            "name": known[code].name, "figure": metrics.said(known[code], one.figure),
            "before": metrics.said(known[code], one.before.figure if one.before else None),
        }  # fmt: skip
        lines.append((said, f"{reverse('metrics:metric', args=[code])}?from={day}&to={day}"))
    return lines


def _overdue(by: Actor, at: datetime) -> list[tuple[str, str]]:
    lines = []
    if by.may("contact.team"):
        late = sorted((one for one in contact.coverage(by, at) if one.late), key=lambda one: -one.late)
        for one in late[:LATE]:
            said = _("%(rule)s: %(count)s overdue") % {"rule": contact.title(one.rule), "count": one.late}
            lines.append((said, f"{reverse('contact:queue')}?rule={one.rule}&who=team"))
    found = complaints.pressing(by, at)
    if found and found.late:
        lines.append((_("Complaints past their limit: %(count)s") % {"count": found.late}, reverse("complaints:list")))
    return lines


def _decide(by: Actor, at: datetime) -> list[tuple[str, str]]:
    lines = []
    if by.may("approvals.view") and (count := waiting_for(by)):
        lines.append((_("Approvals: %(count)s") % {"count": count}, reverse("approvals:list")))
    found = complaints.pressing(by, at)
    if found and found.free:
        lines.append((_("Complaints that nobody has: %(count)s") % {"count": found.free}, reverse("complaints:list")))
    if by.may("contact.team") and (free := sum(count for _rule, count in contact.unassigned(by, at))):
        lines.append((_("Reminders that nobody has: %(count)s") % {"count": free}, reverse("contact:team")))
    return lines


def _week(by: Actor, monday: date) -> tuple[str, Parts]:
    """Of each store of the person the frozen week: how many targets it met, what missed them."""
    parts: Parts = []
    for row in (
        Week.objects.filter(store_id__in=by.store_ids, monday=monday).select_related("store").order_by("store__code")
    ):
        met, judged, count = weekly.counts(row.figures)
        words = {"met": met, "judged": judged, "complaints": count}
        lines = [
            (
                _("%(met)s of %(judged)s targets met, %(complaints)s complaints") % words,
                reverse("cockpit:week", args=[row.pk]),
            )
        ]
        missed = [one for one in weekly.lines(row.figures) if one["mark"] == "over"]
        lines += [
            (_("%(name)s: %(figure)s, wished is %(target)s")
             % {"name": one["name"], "figure": one["said"], "target": one["target"]}, "")
            for one in missed
        ]  # fmt: skip
        parts += _part(row.store.name, lines)
    return _("Cheyuan: the week from %(day)s") % {"day": human.month_and_day(monday)}, parts
