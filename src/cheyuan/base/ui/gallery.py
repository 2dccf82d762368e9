"""What the gallery page shows: every component with invented people."""

from datetime import date, datetime, timedelta
from typing import Any

from cheyuan.base.ui import icons, samples
from cheyuan.kernel.errors import Denied

COLOURS = "paper sheet raised sunk ink ink-2 ink-3 qing qing-wash over now well wait"
SWATCHES = COLOURS.split()
VIEWS = [
    {"label": "全部", "url": "#", "active": False, "count": None},
    {"label": "两周内要联系", "url": "#", "active": True, "count": 214},
    {"label": "我负责的", "url": "#", "active": False, "count": None},
]
OUTCOMES = [
    ("接通", [("1", "booked", "约好了"), ("2", "will_come", "会自己来"), ("3", "later", "晚点再打")]),
    ("没通", [("4", "no_answer", "没人接"), ("5", "off", "关机停机"), ("6", "wrong", "号码不对")]),
]


def context(at: datetime, today: date) -> dict[str, Any]:
    """All that ``ui/gallery.html`` shows."""
    return {
        "today": today,
        "cars": samples.cars(today),
        "moments": [at - timedelta(days=2), at - timedelta(hours=3), at + timedelta(hours=2), at + timedelta(days=1)],
        "later": today + timedelta(days=26),
        "waiting": at + timedelta(days=2),
        "meanings": list(icons.MARKS),
        "swatches": SWATCHES,
        "icons": sorted(icons.ICONS),
        "views": VIEWS,
        "timeline": timeline(at),
        "bars": [(122_400, "保养"), (198_000, "维修钣喷"), (614_200, "精品、保险")],
        "refused": Denied("rules.edit"),
        "options": [("", "—"), ("call", "电话"), ("wechat", "微信")],
        "queue": queue(at, today),
        "rows": table(at),
        "outcomes": OUTCOMES,
        "shares": [100, 62, 30, 8, 0],
        "tiles": tiles(today),
    }


def timeline(at: datetime) -> list[dict[str, Any]]:
    """What happened with a customer."""
    return [
        {
            "when": at,
            "icon": "phone",
            "text": "待联系：海悦 L5 保养",
            "kind": "now",
            "mark": "18:00 前",
            "more": "周敏",
        },
        {
            "when": at - timedelta(days=5),
            "icon": "shield",
            "text": "续保电话，6 分 12 秒",
            "kind": "wait",
            "mark": "等他比价",
        },
        {"when": at - timedelta(days=160), "icon": "wrench", "text": "海悦 L5 保养，¥726", "more": "答应下次送滤芯"},
    ]


def queue(at: datetime, today: date) -> list[dict[str, Any]]:
    """A few rows of the contact queue: name, car, deadline, why, attempts made, share of time left, waiting."""
    rows = [
        ("黄嘉雯", "云驰 E5", at - timedelta(days=2), "首保还没约，交车 58 天", 2, 0, False),
        ("陈立群", "海悦 L5", at + timedelta(minutes=50), "保养还有 7 天", 0, 62, False),
        ("何绮雯", "云驰 M6", today + timedelta(days=5), "首保提醒，刚满两个月", 0, 84, False),
        ("谭永康", "北岭 X6", at + timedelta(days=2), "说问过太太再定", 1, 80, True),
    ]
    names = ("name", "car", "due", "why", "done", "left", "waiting")
    return [dict(zip(names, row, strict=True), open=row[0] == "陈立群") for row in rows]


def table(at: datetime) -> list[dict[str, Any]]:
    """A few rows of the customer list, one with a long name."""
    rows = [
        (1, "冼伟强", "13600004410", "北岭 X4", "粤A90KJ3", at - timedelta(days=1), 688_000),
        (2, "陈立群", "13900006721", "海悦 L5", "粤A7K2M6", at + timedelta(hours=1), 934_600),
        (3, "阿卜杜拉·买买提江", "18700001476", "海悦 L3", "粤AD20866", None, 0),
    ]
    names = ("id", "name", "phone", "car", "plate", "due", "fen")
    return [dict(zip(names, row, strict=True)) for row in rows]


def tiles(today: date) -> list[dict[str, Any]]:
    """Three figures of a cockpit: one that meets its target, one that misses it, one that is not known here."""
    month = today.replace(day=1)
    usual = {"outside": "", "grain": "一行是一条到期的提醒。", "meaning": "提醒是否按时送到车主。"}
    reached = {
        "code": "sample-reached", "name": "提醒覆盖率", "said": "97.4%", "mark": "well", "target": "至少 95.0%",
        "change": "+1.2 个百分点", "better": True, "counted": "374 / 384", "formula": "已提醒 ÷ 应提醒",
        "spark": {"points": "4,30 42,24 80,26 118,14 156,8", "x": "156", "y": "8", "target": "18"},
        "course": [(month - timedelta(days=1), "96.2%"), (month, "97.4%")],
    }  # fmt: skip
    missed = {
        "code": "sample-missed", "name": "投诉 3 日内办结率", "said": "81.0%", "mark": "over", "target": "至少 90.0%",
        "change": "-6.3 个百分点", "better": False, "counted": "17 / 21",
        "formula": "3 日内办结 ÷ 全部投诉",
        "spark": {"points": "4,8 42,12 80,10 118,22 156,30", "x": "156", "y": "30", "target": "14"},
    }  # fmt: skip
    unknown = {"code": "sample-unknown", "name": "短信拒收", "said": "—"}
    return [
        {**usual, **reached},
        {**usual, **missed},
        {**usual, **unknown, "outside": "不按车系统计，只按类别、部门统计。"},
    ]
