"""Figures of a period as they stand now (CARE-40): three questions to the database, put together."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cheyuan.base.policies.queries import values_of_stores
from cheyuan.base.tenancy import asked
from cheyuan.engage.contact import queries as contact
from cheyuan.engage.reports import sql
from cheyuan.engage.reports.period import Period
from cheyuan.engage.reports.rights import sees_all
from cheyuan.engage.reports.tally import BACK, Cars, Figures, Part, Ratio, Shop, Tally, part_of, total
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

CARE_NUMBERS = ("first_months", "months", "months_ev")
Rules = dict[str, Tally]


@dataclass(frozen=True)
class Wish:
    """Which figures: a period, and of it one store, colleague (0: nobody's) or model; empty: all."""

    period: Period
    store: int | None = None
    agent: int | None = None
    model: str = ""


def allowed(by: Actor, wish: Wish) -> Wish:
    """The wish as far as the actor may see; others than leads see their own figures. Missing for a foreign store."""
    by.require("reports.view")
    if wish.store is not None and wish.store not in by.store_ids:
        raise Missing("store", wish.store)
    return wish if sees_all(by) else replace(wish, agent=by.account_id or 0)


def figures(by: Actor, wish: Wish) -> Figures:
    """All figures; by colleague no figures of cars, which belong to the store. Inside a scope."""
    wish = allowed(by, wish)
    given = question(by, wish)
    tallies = asked.rows(sql.TALLIES, **given)
    cars = asked.rows(sql.CARS, **given) if wish.agent is None else []
    return together(tallies, cars, asked.rows(sql.TOLD, **given), _least_mentions(by, wish))


def question(by: Actor, wish: Wish) -> dict[str, Any]:
    """The parameters of every question."""
    stores = [wish.store] if wish.store else list(by.store_ids)
    return {
        "stores": stores, "begins": wish.period.begins, "ends": wish.period.ends, "since": wish.period.since,
        "until": wish.period.until, "agent": wish.agent, "model": wish.model, "numbers": json.dumps(_numbers(stores, wish)),
        "outcomes": contact.attempt_outcomes(), "corrections": contact.no_reminders(), "back": list(BACK),
        "reasons": list(contact.reasons()),
    }  # fmt: skip


def _numbers(stores: list[int], wish: Wish) -> list[dict[str, int]]:
    care = values_of_stores("care.", stores, wish.period.until)
    own = values_of_stores("reports.lapse_days", stores, wish.period.until)
    return [
        {"store_id": one, "lapse_days": own[one]["reports.lapse_days"]}
        | {name: care[one][f"care.{name}"] for name in CARE_NUMBERS}
        for one in stores
    ]


def _least_mentions(by: Actor, wish: Wish) -> int:
    stores = [wish.store] if wish.store else list(by.store_ids)
    found = values_of_stores("reports.shop_least", stores, wish.period.until)
    return max(int(one["reports.shop_least"]) for one in found.values())


def together(
    tallies: Iterable[tuple[Any, ...]], cars: Iterable[tuple[Any, ...]], told: Iterable[tuple[Any, ...]], least: int
) -> Figures:
    """Figures out of the rows that the database answered."""
    parts = _by_part(tallies)
    by_store, by_model = _cars(cars)
    rules: dict[str, list[Tally]] = defaultdict(list)
    for own in parts["rule"].values():
        for rule, tally in own.items():
            rules[rule].append(tally)
    summed = {rule: total(many) for rule, many in sorted(rules.items())}
    stores = {key: part_of(parts["rule"].get(key, {}), by_store.get(key, {})) for key in {*parts["rule"], *by_store}}
    models = {key: part_of(parts["model"].get(key, {}), by_model.get(key, {})) for key in {*parts["model"], *by_model}}
    reasons, shops = _told(told, least)
    return Figures(
        whole=part_of(summed, _sum_cars(by_store.values())), rules=summed, stores=dict(sorted(stores.items())),
        agents={key: part_of(own, {}) for key, own in sorted(parts["agent"].items())}, models=dict(sorted(models.items())),
        days={key: total(own.values()) for key, own in sorted(parts["day"].items())}, reasons=reasons, shops=shops,
    )  # fmt: skip


def _by_part(rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[Any, Rules]]:
    """Part (rule, agent, model, day) → its key → rule → figures of all stores."""
    found: dict[str, dict[Any, Rules]] = {part: defaultdict(dict) for part in ("rule", "agent", "model", "day")}
    for part, store, rule, agent, car, day, *five in rows:
        key = {"rule": store, "agent": agent or 0, "model": car or "", "day": str(day)}[part]
        own = found[part][key]
        own[rule] = own.get(rule, Tally()) + Tally(*five)
    return found


def _cars(rows: Iterable[tuple[Any, ...]]) -> tuple[dict[int, dict[str, Ratio]], dict[str, dict[str, Ratio]]]:
    stores: dict[int, dict[str, Ratio]] = defaultdict(dict)
    models: dict[str, dict[str, Ratio]] = defaultdict(dict)
    for store, car, figure, whole, part in rows:
        for own in (stores[store], models[car or ""]):
            own[figure] = own.get(figure, Ratio()) + Ratio(part, whole)
    return stores, models


def _sum_cars(many: Iterable[Cars]) -> dict[str, Ratio]:
    found: dict[str, Ratio] = {}
    for cars in many:
        for name, ratio in cars.items():
            found[name] = found.get(name, Ratio()) + ratio
    return dict(sorted(found.items()))


def _told(rows: Iterable[tuple[Any, ...]], least: int) -> tuple[Mapping[str, int], tuple[Shop, ...]]:
    """Why not and where else; a shop that was hardly ever named stands among the others (name "")."""
    reasons: dict[str, int] = {}
    shops: dict[str, Shop] = {}
    for _store, part, word, *three in rows:
        if part == "why":
            reasons[word] = reasons.get(word, 0) + three[0]
        else:
            shops[word] = _more(shops.get(word), word, three)
    rare = [one for one in shops.values() if not one.name or one.count < least]
    named = sorted((one for one in shops.values() if one not in rare), key=lambda one: (-one.count, one.name))
    for one in rare:
        shops[""] = _more(shops.get("") if one.name else None, "", [one.count, one.priced, one.fen])
    return dict(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))), (*named, *([shops[""]] if rare else []))


def _more(known: Shop | None, name: str, three: list[int]) -> Shop:
    count, priced, fen = three
    return Shop(name, known.count + count, known.priced + priced, known.fen + fen) if known else Shop(name, *three)


def models(by: Actor, store: int | None = None) -> list[str]:
    """The models that the actor's stores care for."""
    return [row[0] for row in asked.rows(sql.MODELS, stores=[store] if store else list(by.store_ids)) if row[0]]


def parts_of(figures: Figures) -> dict[str, Mapping[Any, Part]]:
    """By store, colleague and model."""
    return {"store": figures.stores, "agent": figures.agents, "model": figures.models}
