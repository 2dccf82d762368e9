"""The past: visits as dots by kind and amount, and the slope of kilometres."""

import math
from typing import Any

from cheyuan.base.ui import human
from cheyuan.base.ui.lifeline.axis import RIGHT, Axis, percent
from cheyuan.base.ui.lifeline.data import Car, Visit
from cheyuan.base.ui.lifeline.flags import WIDTH, text_width
from cheyuan.kernel import money

KM_HEIGHT = 42
LABELLED_FROM = 150_000  # fen: the dearest visits carry their words
CSS = {"service": "", "repair": "fix", "body": "body"}


def radius(fen: int) -> float:
    """A visit's dot: 2.5 px and the root of its yuan over 8.2, at most 12 px."""
    return min(12.0, 2.5 + math.sqrt(max(0, fen) / 100) / 8.2)


def visits_of(car: Car, axis: Axis) -> list[dict[str, Any]]:
    words = _dearest(car, axis)
    drawn = []
    for visit in sorted(car.visits, key=lambda visit: visit.day):
        title = f"{human.say_date(visit.day, axis.today)} {visit.label} {money.show(visit.fen)}"
        if visit.km is not None:
            title += f", {human.kilometres(visit.km)}"
        size, small = radius(visit.fen), max(2.0, radius(visit.fen) * 0.63)
        drawn.append(
            {
                "x": percent(axis.x(visit.day)),
                "r": f"{size:.1f}",
                "small": f"{small:.1f}",
                "hatch": f"{size * 0.6:.1f}",
                "css": CSS.get(visit.kind, "other"),
                "title": title,
                "words": f"{visit.label} {money.show(visit.fen)}" if visit in words else "",
            }
        )
    return drawn


def _dearest(car: Car, axis: Axis) -> list[Visit]:
    """The dearest visits whose words find room above the line, beside the words of the delivery."""
    taken = [(axis.x(car.delivered) - 1, axis.x(car.delivered) + 15)] if car.delivered else []
    chosen: list[Visit] = []
    for visit in sorted(car.visits, key=lambda visit: -visit.fen)[:4]:
        half = 50 * text_width(f"{visit.label} {money.show(visit.fen)}") / WIDTH
        x = axis.x(visit.day)
        free = all(x + half < begin or x - half > end for begin, end in taken)
        if visit.fen >= LABELLED_FROM and free and x - half > 0 and x + half < axis.at_today - 0.8:
            chosen.append(visit)
            taken.append((x - half - 1, x + half + 1))
    return chosen[:3]


def odometer_of(car: Car, axis: Axis) -> dict[str, Any]:
    """The slope of kilometres as two paths in a 1000 × 100 box, stretched over the width."""
    points = {reading.day: reading.km for reading in car.readings}
    points.update({visit.day: visit.km for visit in car.visits if visit.km is not None})
    if car.delivered:
        points.setdefault(car.delivered, 0)
    if car.km_now is not None:
        points[axis.today] = car.km_now
    most = max([*points.values(), car.km_end or 0, 1])
    past = [(axis.x(day) * 10, 98 - 90 * km / most) for day, km in sorted(points.items()) if day <= axis.today]
    if len(past) < 2 or most <= 1:
        return {}
    line = " ".join(f"{x:.1f} {y:.1f}" for x, y in past)
    last_x, last_y = past[-1]
    return {
        "line": f"M{line}",
        "area": f"M{line} {last_x:.1f} 98 {past[0][0]:.1f} 98z",
        "future": f"M{last_x:.1f} {last_y:.1f}L{RIGHT * 10:.1f} {98 - 90 * car.km_end / most:.1f}"
        if car.km_end
        else "",
        "now_y": round(last_y * KM_HEIGHT / 100) + (16 if last_y < 50 else -7),
    }
