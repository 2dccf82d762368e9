"""Two invented cars for the gallery's life line: a petrol car with a long past, a young electric one."""

from dataclasses import replace
from datetime import date, timedelta

from cheyuan.base.ui.lifeline import Car, Due, Reading, Visit

INTERVAL = 168
KINDS = [
    "service",
    "service",
    "service",
    "repair",
    "service",
    "body",
    "service",
    "service",
    "repair",
    "service",
    "service",
]
COSTS = [0, 48_600, 128_600, 86_000, 56_800, 385_000, 58_600, 112_000, 198_000, 64_000, 72_600]
WORDS = {"service": "保养", "repair": "刹车片", "body": "后门钣喷"}
WHY = "上次做到 78,130 公里；间隔 6 个月或 10,000 公里，每天约 58 公里，前后差 8 天。"


def cars(today: date) -> list[Car]:
    """Two cars of one household."""
    return [_old(today), _young(today)]


def _after(today: date, days: int, label: str, why: str = "", spread: int = 0, detail: str = "") -> Due:
    day = today + timedelta(days=days)
    early, late = (day - timedelta(days=spread), day + timedelta(days=spread)) if spread else (None, None)
    return Due(day, label, why, early, late, detail)


def _old(today: date) -> Car:
    born = today - timedelta(days=INTERVAL * 12)
    visits = tuple(
        Visit(born + timedelta(days=INTERVAL * at), kind, cost, WORDS[kind], 7_300 * at)
        for at, (kind, cost) in enumerate(zip(KINDS, COSTS, strict=True), 1)
    )
    service = today + timedelta(days=7)
    due = Due(service, "保养", WHY, service - timedelta(days=8), service + timedelta(days=8))
    return Car(
        key="a",
        name="海悦 L5",
        lines=("粤A 7K2M6", "曜石黑，2.0T 汽油", "每天约 58 公里"),
        delivered=born,
        visits=visits,
        readings=(Reading(today - timedelta(days=30), 86_000),),
        dues=(
            replace(due, actions=(("改里程", "#"), ("约这次", "#"))),
            _after(today, 55, "保险", "保单 1 月 15 日到期。"),
            _after(today, 211, "延保", "先到 10 万公里。", 34, "先到 10 万公里"),
            _after(today, 213, "年检上线", "注册满 6 年，上线检验。"),
        ),
        later=tuple(today + timedelta(days=days) for days in (172, 344, 516)),
        km_now=87_758,
        km_end=130_000,
        current=True,
    )


def _young(today: date) -> Car:
    born = today - timedelta(days=786)
    return Car(
        key="b",
        name="云驰 E5",
        lines=("粤A D16532", "珍珠白，纯电", "太太李婉仪在开"),
        delivered=born,
        visits=(
            Visit(born + timedelta(days=170), "service", 0, "首保", 7_400),
            Visit(born + timedelta(days=310), "repair", 12_000, "补胎", 16_640),
            Visit(born + timedelta(days=534), "service", 49_800, "保养", 31_420),
        ),
        dues=(
            _after(today, 51, "保养", "满 12 个月，早于 20,000 公里。", 11),
            _after(today, 308, "保险"),
            _after(today, 309, "质保", "三年，早于 10 万公里。", detail="早于 10 万公里"),
            _after(today, 676, "年检"),
        ),
        later=(today + timedelta(days=360),),
        km_now=48_052,
        km_end=97_000,
    )
