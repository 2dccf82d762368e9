"""Figures of a day, a week or a month, each with the way to its rows."""

import csv
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheyuan.base.accounts.queries import named
from cheyuan.base.journal.actions import note
from cheyuan.base.lists.cells import neutral
from cheyuan.base.policies.queries import values
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.care.queries import rule_title
from cheyuan.engage.contact.queries import reasons
from cheyuan.engage.reports import picture, weak, words
from cheyuan.engage.reports.freezing import TARGET
from cheyuan.engage.reports.queries import figures as asked
from cheyuan.engage.reports.queries.figures import Wish
from cheyuan.engage.reports.tally import BACK, RATES, Figures, Part
from cheyuan.engage.reports.views.shared import query_of, wish_of
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.ref import Ref

CAR_RATES = {"first_return": "first", "periodic_return": "periodic", "lapse": "lapse", "recall": "recall"}


@require_safe
def page(request: Any) -> HttpResponse:
    """The figures; without the right to the whole store one's own."""
    by: Actor = request.actor
    wish = asked.allowed(by, wish_of(request.GET))
    found = asked.figures(by, wish)
    return render(request, "reports/figures.html", shown(by, wish, found) | _frame(by, wish, found))


def shown(by: Actor, wish: Wish, found: Figures) -> dict[str, Any]:
    """What the tables and pictures of figures need, live or frozen."""
    titles = {rule: rule_title(by, rule, wish.period.until) for rule in found.rules}
    people = named(by, [key for key in found.agents if key])
    return {
        "found": found, "rules": [(rule, titles[rule], one, rule in BACK) for rule, one in found.rules.items()],
        "agents": _parts(found.agents, lambda key: people.get(key, _("nobody's"))),
        "models": _parts(found.models, lambda key: key or _("without a car")),
        "stores_shown": _parts(found.stores, store_names(found.stores).get),
        "reasons": [(reasons().get(key, key), count) for key, count in found.reasons.items()],
        "by_rule": picture.by_rule([(titles[rule], one) for rule, one in found.rules.items()]),
        "by_day": picture.by_day(found.days), "query": query_of(wish), "columns": words.COLUMNS, "car_rates": wish.agent is None,
    }  # fmt: skip


def _parts(parts: Any, name: Any) -> list[tuple[Any, str, Part]]:
    rows = [(key, str(name(key) or key), one) for key, one in parts.items()]
    return sorted(rows, key=lambda row: (-row[2].tally.due, row[1]))


def _frame(by: Actor, wish: Wish, found: Figures) -> dict[str, Any]:
    """The head of the page: filters, rates beside their targets, definitions."""
    store = wish.store or (by.store_ids[0] if len(by.store_ids) == 1 else None)
    held = values("reports.", store, wish.period.until)
    targets = {name: int(held[TARGET + name]) for name in RATES}
    later = wish.period.after
    return {
        "wish": wish, "period": wish.period, "steps": words.PERIODS.items(), "goals": goals(found, targets, wish),
        "earlier": query_of(Wish(wish.period.before, wish.store, wish.agent, wish.model)),
        "later": query_of(Wish(later, wish.store, wish.agent, wish.model)) if later.since <= day_of(now()) else "",
        "stores_known": store_names(by.store_ids).items() if len(by.store_ids) > 1 else (),
        "models_known": asked.models(by, wish.store), "team": by.may("reports.team"),
        "definitions": [(name, str(text) % {"days": held["reports.lapse_days"]}) for name, text in words.DEFINITIONS],
        "targets": targets, "own": not by.may("reports.team"), "people_known": _people(by, wish),
    }  # fmt: skip


def goals(found: Figures, targets: dict[str, int], wish: Wish | None) -> list[dict[str, Any]]:
    """Each rate with its label, target and way to its rows."""
    return [
        {
            "one": one, "label": words.RATES[one.name], "cars": CAR_RATES.get(one.name, ""),
            "filled": 100 * (one.share or 0), "mark": "over" if one.missed else "well" if one.known else "none",
        }
        for one in weak.goals(found, targets)
        if wish is None or wish.agent is None or one.name not in CAR_RATES
    ]  # fmt: skip


def _people(by: Actor, wish: Wish) -> list[tuple[int, str]]:
    """Who had reminders in the period, for the filter."""
    if not by.may("reports.team"):
        return []
    everyone = asked.figures(by, Wish(wish.period, wish.store)) if wish.agent is not None or wish.model else None
    keys = [key for key in (everyone or asked.figures(by, wish)).agents if key]
    return sorted(named(by, keys).items(), key=lambda one: one[1])


@require_safe
def export(request: Any) -> HttpResponse:
    """The figures as a sheet; no person's data, only colleagues' names. Audited."""
    by: Actor = request.actor
    by.require("reports.export")
    wish = asked.allowed(by, wish_of(request.GET))
    facts = shown(by, wish, asked.figures(by, wish))
    out = StringIO()
    sheet = csv.writer(out)
    sheet.writerow([_("Part"), _("Name"), *(str(one) for one in words.COLUMNS.values())])
    for part, rows in (
        (_("Rule"), [(title, one) for _key, title, one, _back in facts["rules"]]),
        (_("Store"), [(title, one.tally) for _key, title, one in facts["stores_shown"]]),
        (_("Colleague"), [(title, one.tally) for _key, title, one in facts["agents"]]),
        (_("Model"), [(title, one.tally) for _key, title, one in facts["models"]]),
    ):
        sheet.writerows([part, neutral(title), *tally.plain] for title, tally in rows)
    for name in RATES:
        ratio = facts["found"].rate(name)
        sheet.writerow([_("Rate"), str(words.RATES[name]), ratio.part, ratio.whole])
    note(by, "report.exported", Ref("figures", 0), at=now(), since=str(wish.period.since), until=str(wish.period.until))
    return sheet_of(out.getvalue(), f"figures-{wish.period.since}-{wish.period.step}.csv")


def sheet_of(text: str, name: str) -> HttpResponse:
    """A CSV that sheet programs read as UTF-8."""
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
