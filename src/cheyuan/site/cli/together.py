"""Work for several stores side by side: while the database writes one, another is computed."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

CORES = os.cpu_count() or 1


def side_by_side(work: Callable[[Any], Any], places: Sequence[Any], at_once: int) -> list[Any]:
    """What ``work`` answered for each place, in their order; so many at a time, each in a thread and connection of its own.

    Each place's work is a transaction of its own: one that fails takes no other along, and its error is raised at the end.
    """

    def one(place: Any) -> Any:
        try:
            return work(place)
        finally:
            connection.close()

    if len(places) < 2:
        return [work(place) for place in places]
    with ThreadPoolExecutor(max(1, at_once)) as pool:
        asked = [pool.submit(one, place) for place in places]
    return [each.result() for each in asked]
