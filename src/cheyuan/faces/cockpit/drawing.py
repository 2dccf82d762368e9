"""The big pictures that a role has, as values for the page and for the paper."""

from typing import Any

from cheyuan.faces.cockpit import pictures, tiles
from cheyuan.faces.cockpit.reading import Reading
from cheyuan.faces.cockpit.wish import Wish
from cheyuan.insight.metrics import queries as metrics
from cheyuan.kernel.actor import Actor


def drawn(by: Actor, wish: Wish, found: Reading, rank: str) -> dict[str, Any]:
    """Each picture that the role has; nothing is asked for one that it has not. Inside a scope."""
    known: dict[str, Any] = {
        "pictures": tiles.pictures(by.roles, len(by.store_ids if not wish.store else [wish.store]))
    }
    for one in known["pictures"]:
        if one == "funnel":
            known["funnel"] = pictures.funnel(found.values)
        elif one == "cohorts":
            known["heat"] = pictures.cohorts(by, wish)
        elif one == "pareto":
            causes = pictures.causes(by, wish)
            known["causes"], known["causes_outside"] = causes.rows, causes.outside
            known["pareto"] = pictures.pareto_chart(causes.rows) if causes.rows else {}
        elif one == "stores":
            code = found.ranked_by(rank)
            known["ranked_by"], known["ranked"] = pictures.stores(by, wish, code, found.targets.get(code))
            known["ranked_outside"] = metrics.outside(known["ranked_by"], wish.filters)
            known["ranks"] = [(tile.code, tile.name) for tile in found.tiles]
    return known
