"""Advice for the season, for owners (CARE-R16): each with a rule for its day, of use for a week."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.greetings.shipped.plan import Entry
from cheyuan.kernel.almanac import DayRule


def _one(code: str, title: object, rule: DayRule, zh: str, en: str, *, on: bool = True) -> Entry:
    return Entry(f"season_{code}", "season", title, rule, f"{{title}}，{zh}{{store}}，电话{{phone}}",
                 f"Dear {{title}}, {en} {{store}}, {{phone}}", on, True, 7)  # fmt: skip


SEASONS = (
    _one("spring_trip", _("Check before the Spring Festival trip"), DayRule("moon", 1, 1, shift=-14),
         "春节将至，长途返乡前请为{car}做一次安全检查：轮胎、刹车、电瓶、机油。欢迎预约。",
         "before the long trip at Spring Festival, let us check tyres, brakes, battery and oil of your {car}."),
    _one("rain", _("Cabin filter before the rainy season"), DayRule("term", term="芒种", shift=4),
         "雨季到来，潮湿易生霉味，建议为{car}更换空调滤芯并检查雨刮。",
         "the rainy season is here: a new cabin filter and a look at the wipers will do your {car} good."),
    _one("summer", _("Summer check"), DayRule("term", term="夏至", shift=9),
         "高温将至，建议为{car}检查空调、冷却液与胎压。",
         "before the heat: air conditioning, coolant and tyre pressure of your {car}."),
    _one("autumn_trip", _("Check before the National Day trip"), DayRule("sun", 10, 1, shift=-12),
         "国庆长假将至，远行前请为{car}做一次检查，欢迎预约。",
         "before the National Day trip, let us look over your {car}."),
    _one("winter", _("Winter check"), DayRule("term", term="立冬", shift=10),
         "天气转冷，建议为{car}检查电瓶、防冻液与轮胎。", "before the cold: battery, coolant and tyres of your {car}."),
)  # fmt: skip
