"""Invented people and cars for the gallery page: every component has something true-looking to show."""

from datetime import date, datetime, timedelta
from typing import Any

from cheyuan.base.ui import icons
from cheyuan.base.ui.lifeline import Car, Due, Reading, Visit
from cheyuan.kernel.errors import Denied

INTERVAL = 168


def context(at: datetime, today: date) -> dict[str, Any]:
    """All that ``ui/gallery.html`` shows."""
    return {
        "today": today,
        "cars": cars(today),
        "moments": [at - timedelta(days=2), at - timedelta(hours=3), at + timedelta(hours=2), at + timedelta(days=1)],
        "later": today + timedelta(days=26),
        "waiting": at + timedelta(days=2),
        "meanings": ["over", "now", "well", "wait", "none", "no"],
        "swatches": [
            "paper",
            "sheet",
            "raised",
            "sunk",
            "ink",
            "ink-2",
            "ink-3",
            "qing",
            "qing-wash",
            "over",
            "now",
            "well",
            "wait",
        ],
        "icons": sorted(icons.ICONS),
        "views": views(),
        "timeline": timeline(at),
        "bars": [(122_400, "保养"), (198_000, "维修钣喷"), (614_200, "精品、保险")],
        "refused": Denied("rules.edit"),
        "options": [("", "—"), ("call", "电话"), ("wechat", "微信")],
        "queue": queue(at, today),
        "rows": table(at),
        "outcomes": outcomes(),
        "shares": [100, 62, 30, 8, 0],
    }


def views() -> list[dict[str, Any]]:
    """Saved views of a list."""
    return [
        {"label": "全部", "url": "#", "active": False, "count": None},
        {"label": "两周内要联系", "url": "#", "active": True, "count": 214},
        {"label": "我负责的", "url": "#", "active": False, "count": None},
    ]


def timeline(at: datetime) -> list[dict[str, Any]]:
    """What happened with a customer."""
    return [
        {
            "when": at,
            "icon": "phone",
            "text": "待联系：海悦 L5 保养",
            "kind": "now",
            "mark": "18:00 前",
            "more": "周敏，第 1 次",
        },
        {
            "when": at - timedelta(days=5),
            "icon": "shield",
            "text": "续保电话，6 分 12 秒",
            "kind": "wait",
            "mark": "等他比价",
        },
        {
            "when": at - timedelta(days=160),
            "icon": "wrench",
            "text": "海悦 L5 保养，78,130 公里，¥726",
            "more": "答应下次送滤芯",
        },
    ]


def queue(at: datetime, today: date) -> list[dict[str, Any]]:
    """A few rows of the contact queue."""
    return [
        {
            "name": "黄嘉雯",
            "car": "云驰 E5",
            "due": at - timedelta(days=2),
            "why": "首保还没约，交车 58 天",
            "done": 2,
            "left": 0,
        },
        {
            "name": "陈立群",
            "car": "海悦 L5",
            "due": at + timedelta(minutes=50),
            "why": "保养还有 7 天",
            "done": 0,
            "left": 62,
            "open": True,
        },
        {
            "name": "何绮雯",
            "car": "云驰 M6",
            "due": today + timedelta(days=5),
            "why": "首保提醒，刚满两个月",
            "done": 0,
            "left": 84,
        },
        {
            "name": "谭永康",
            "car": "北岭 X6",
            "due": at + timedelta(days=2),
            "why": "说问过太太再定",
            "done": 1,
            "left": 80,
            "waiting": True,
        },
    ]


def table(at: datetime) -> list[dict[str, Any]]:
    """A few rows of the customer list."""
    return [
        {"id": 1, "name": "冼伟强", "phone": "13600004410", "car": "北岭 X4", "plate": "粤A90KJ3", "due": at - timedelta(days=1), "fen": 688_000},
        {"id": 2, "name": "陈立群", "phone": "13900006721", "car": "海悦 L5", "plate": "粤A7K2M6", "due": at + timedelta(hours=1), "fen": 934_600},
        {"id": 3, "name": "阿卜杜拉·买买提江", "phone": "18700001476", "car": "海悦 L3", "plate": "粤AD20866", "due": None, "fen": 0},
    ]  # fmt: skip


def outcomes() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Outcome keys by kind: (kind, [(key, value, words)])."""
    return [
        ("接通", [("1", "booked", "约好了"), ("2", "will_come", "会自己来"), ("3", "later", "晚点再打")]),
        ("没通", [("4", "no_answer", "没人接"), ("5", "off", "关机停机"), ("6", "wrong", "号码不对")]),
    ]


def cars(today: date) -> list[Car]:
    """Two cars of one household: a petrol car with a long past, a young electric one."""
    return [_old(today), _young(today)]


def _old(today: date) -> Car:
    kinds = [
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
    costs = [0, 48_600, 128_600, 86_000, 56_800, 385_000, 58_600, 112_000, 198_000, 64_000, 72_600]
    words = {"service": "保养", "repair": "刹车片", "body": "后门钣喷"}
    born = today - timedelta(days=INTERVAL * 12)
    visits = tuple(
        Visit(born + timedelta(days=INTERVAL * (at + 1)), kind, cost, words[kind], 7_300 * (at + 1))
        for at, (kind, cost) in enumerate(zip(kinds, costs, strict=True))
    )
    service = today + timedelta(days=7)
    return Car(
        key="a",
        name="海悦 L5",
        lines=("粤A 7K2M6", "曜石黑，2.0T 汽油", "每天约 58 公里"),
        delivered=born,
        visits=visits,
        readings=(Reading(today - timedelta(days=30), 86_000),),
        dues=(
            Due(service, "保养", "上次做到 78,130 公里；间隔 6 个月或 10,000 公里，每天约 58 公里，前后差 8 天。", service - timedelta(days=8), service + timedelta(days=8), actions=(("改里程", "#"), ("约这次", "#"))),
            Due(today + timedelta(days=55), "保险", "保单 1 月 15 日到期。"),
            Due(today + timedelta(days=211), "延保", "先到 10 万公里。", today + timedelta(days=177), today + timedelta(days=245), "先到 10 万公里"),
            Due(today + timedelta(days=213), "年检上线", "注册满 6 年，上线检验。"),
        ),
        later=(today + timedelta(days=172), today + timedelta(days=344), today + timedelta(days=516)),
        km_now=87_758,
        km_end=130_000,
        current=True,
    )  # fmt: skip


def _young(today: date) -> Car:
    born = today - timedelta(days=786)
    service = today + timedelta(days=51)
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
            Due(
                service,
                "保养",
                "满 12 个月，早于 20,000 公里。",
                service - timedelta(days=11),
                service + timedelta(days=11),
            ),
            Due(today + timedelta(days=308), "保险"),
            Due(today + timedelta(days=309), "质保", "三年，早于 10 万公里。", detail="早于 10 万公里"),
            Due(today + timedelta(days=676), "年检"),
        ),
        later=(today + timedelta(days=360),),
        km_now=48_052,
        km_end=97_000,
    )
