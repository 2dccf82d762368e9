"""The 24 solar terms: a short greeting each, with a word about the car that fits the weeks ahead. Most are off at first."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.greetings.shipped.plan import Entry
from cheyuan.kernel.almanac import DayRule

_WORDS: tuple[tuple[str, str, object, str, str], ...] = (
    (
        "xiaohan",
        "小寒",
        _("Minor Cold"),
        "寒气渐深，早晚出车请先热车片刻。",
        "let the engine warm up on cold mornings.",
    ),
    ("dahan", "大寒", _("Major Cold"), "一年最冷时，请留意电瓶与防冻液。", "please mind battery and coolant."),
    ("lichun", "立春", _("Start of Spring"), "春回大地，愿您新程顺遂。", "may the new season bring you good roads."),
    (
        "yushui",
        "雨水",
        _("Rain Water"),
        "春雨将至，请看看雨刮是否干净。",
        "spring rain is near: please check the wipers.",
    ),
    (
        "jingzhe",
        "惊蛰",
        _("Awakening of Insects"),
        "春雷始鸣，雨天请减速慢行。",
        "please slow down in the first spring storms.",
    ),
    (
        "chunfen",
        "春分",
        _("Spring Equinox"),
        "昼夜均分，正宜踏青，出行前请看胎压。",
        "check tyre pressure before a spring outing.",
    ),
    ("guyu", "谷雨", _("Grain Rain"), "雨生百谷，潮湿天气请常开窗通风。", "please air the car in damp weather."),
    (
        "lixia",
        "立夏",
        _("Start of Summer"),
        "夏日将至，空调滤芯可以换新了。",
        "time for a new cabin filter before summer.",
    ),
    ("xiaoman", "小满", _("Grain Buds"), "雨水渐多，积水路段请绕行。", "rain is growing: please avoid flooded roads."),
    (
        "mangzhong",
        "芒种",
        _("Grain in Ear"),
        "天气转热，请勿在车内存放打火机等物品。",
        "please leave no lighters in a hot car.",
    ),
    (
        "xiazhi",
        "夏至",
        _("Summer Solstice"),
        "白昼最长，午后行车请防疲劳。",
        "please rest before long afternoon drives.",
    ),
    (
        "xiaoshu",
        "小暑",
        _("Minor Heat"),
        "暑气上升，请检查空调与冷却液。",
        "please have air conditioning and coolant checked.",
    ),
    ("dashu", "大暑", _("Major Heat"), "酷暑时节，切勿将孩子独自留在车内。", "never leave a child alone in the car."),
    (
        "liqiu",
        "立秋",
        _("Start of Autumn"),
        "秋意初起，暑热未消，请多饮水少疲劳。",
        "autumn begins: drink enough, drive rested.",
    ),
    ("chushu", "处暑", _("End of Heat"), "早晚渐凉，宜给爱车做一次秋季检查。", "a good time for an autumn check."),
    ("bailu", "白露", _("White Dew"), "晨露渐重，出车前请擦净玻璃与后视镜。", "please wipe dew off glass and mirrors."),
    ("qiufen", "秋分", _("Autumn Equinox"), "秋高气爽，愿您出行舒心。", "clear autumn days: enjoy the road."),
    (
        "hanlu",
        "寒露",
        _("Cold Dew"),
        "夜长昼短，请检查车灯是否齐全明亮。",
        "nights grow longer: please check the lights.",
    ),
    (
        "shuangjiang",
        "霜降",
        _("Frost's Descent"),
        "早霜路滑，请拉开车距。",
        "please keep your distance on frosty roads.",
    ),
    (
        "lidong",
        "立冬",
        _("Start of Winter"),
        "冬日伊始，请检查电瓶、轮胎与防冻液。",
        "please check battery, tyres and coolant.",
    ),
    ("xiaoxue", "小雪", _("Minor Snow"), "天气转冷，玻璃水请换防冻型。", "time for washer fluid that does not freeze."),
    (
        "daxue",
        "大雪",
        _("Major Snow"),
        "冰雪时节，起步刹车都请轻一些。",
        "please be gentle with throttle and brakes on ice.",
    ),
    (
        "dongzhi",
        "冬至",
        _("Winter Solstice"),
        "冬至大如年，愿您与家人温暖团聚。",
        "warm wishes to your family this winter.",
    ),
)
CALLED: dict[str, object] = {chinese: title for _code, chinese, title, _zh, _en in _WORDS} | {"清明": _("Qingming")}
"""Chinese name of a solar term → what it is called."""
ON = ("lichun", "lixia", "liqiu", "lidong", "dongzhi")

TERMS = tuple(
    Entry(f"term_{code}", "term", title, DayRule("term", term=chinese), f"{{title}}，今日{chinese}。{zh}{{store}}",
          f"Dear {{title}}, today begins {chinese}: {en} {{store}}", code in ON)
    for code, chinese, title, zh, en in _WORDS
)  # fmt: skip
"""Without Qingming, which is a festival too."""
