"""The demo's scores: list prices of what is on the road, a few signs that colleagues noticed, and the night's reckoning."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.clock import moment

ROOM = "cheyuan.insight.scores.actions."
NIGHT = "cheyuan.insight.scores.storing.night.reckon"
PRICES: Mapping[str, int] = {"E": 21_980_000, "X": 23_580_000, "S": 16_880_000, "L": 18_980_000}
"""By the first letter of the model, in fen; others cost what a small car does."""
OTHERS = 14_980_000
SIGNS = 40
SAID = {
    "valuation": ("问了一句现在值多少钱", "想知道置换能抵多少"),
    "looked": ("在展厅看了新款", "取车时坐进新车看了看"),
    "family": ("二胎，想要七座", "家里添了宝宝"),
}


def write(store: Any, seed: int, as_of: date) -> int:
    """Live it by the real actions; answers how many signs were noted."""
    by = system(store.group_id, (store.pk,), name="演示")
    cars = _cars(by, store)
    at = moment(as_of, 9)
    for brand, model in sorted({(one.brand, one.model) for one in cars if one.brand and one.model}):
        fen = PRICES.get(model[0], OTHERS)
        import_string(ROOM + "set_price")(by, store.pk, brand=brand, model=model, trim="", price_fen=fen, at=at)
    chance = Random(f"scores {seed} {store.code}")  # noqa: S311 - a demo
    some = chance.sample(cars, min(len(cars) // 4, SIGNS))
    for number, car in enumerate(some):
        kind = tuple(SAID)[number % len(SAID)]
        import_string(ROOM + "note_sign")(
            by, car.owner_id, kind, seen_on=as_of - timedelta(days=chance.randint(1, 60)), at=at,
            words=SAID[kind][number % 2], vehicle_id=None if kind == "family" else car.pk,
        )  # fmt: skip
    import_string(NIGHT)(by, lambda done, total: None, store_id=store.pk, as_of=as_of.isoformat())
    return len(some)


def _cars(by: Actor, store: Any) -> list[Any]:
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("vehicles", "Vehicle").objects.filter(store_id=store.pk, status="active", cares=True)
        return list(
            rows.exclude(owner=None).filter(owner__erased_at=None).order_by("pk").only("brand", "model", "owner")
        )
