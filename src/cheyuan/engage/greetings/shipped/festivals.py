"""Festivals: public holidays, the traditional ones of the moon's calendar, and days of the family."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.greetings.shipped.plan import Entry
from cheyuan.kernel.almanac import DayRule


def _one(code: str, title: object, rule: DayRule, zh: str, en: str, *, on: bool = True) -> Entry:
    return Entry(
        code, "festival", title, rule, f"{{title}}，{zh}{{store}}全体同仁敬上", f"Dear {{title}}, {en} {{store}}", on
    )


FESTIVALS = (
    _one("new_year", _("New Year's Day"), DayRule("sun", 1, 1), "元旦快乐！愿您新的一年出入平安，路路畅通。",
         "happy New Year! May every road be smooth and every trip end safely."),
    _one("laba", _("Laba Festival"), DayRule("moon", 12, 8), "腊八安康。一碗热粥暖身，过了腊八就是年。",
         "warm wishes for the Laba Festival.", on=False),
    _one("new_year_eve", _("Lunar New Year's Eve"), DayRule("moon", 1, 1, shift=-1),
         "除夕吉祥。愿您与家人团圆，回家的路平平安安。", "a happy reunion on New Year's Eve, and a safe way home.", on=False),
    _one("spring", _("Spring Festival"), DayRule("moon", 1, 1), "新春快乐，阖家安康！感谢您一年来的信任。",
         "happy Spring Festival to you and your family. Thank you for your trust."),
    _one("lantern", _("Lantern Festival"), DayRule("moon", 1, 15), "元宵节快乐！愿您家人团圆，新年诸事圆满。",
         "happy Lantern Festival."),
    _one("women", _("Women's Day"), DayRule("sun", 3, 8), "三八妇女节，祝您和身边的女性节日快乐。",
         "best wishes for Women's Day to you and the women around you.", on=False),
    _one("qingming", _("Qingming"), DayRule("term", term="清明"), "清明时节，祭扫踏青路上车多雨多，请慢行，注意安全。",
         "roads are busy and wet around Qingming. Please drive gently."),
    _one("labour", _("Labour Day"), DayRule("sun", 5, 1), "劳动节快乐！假期出行前请看一眼胎压和机油。",
         "happy Labour Day. Please check tyres and oil before a holiday trip."),
    _one("mother", _("Mother's Day"), DayRule("weekday", 5, nth=2, weekday=6), "母亲节，愿天下的母亲健康喜乐。",
         "warm wishes for Mother's Day.", on=False),
    _one("children", _("Children's Day"), DayRule("sun", 6, 1), "儿童节快乐！带孩子出行，请用好安全座椅。",
         "happy Children's Day. Please use the child seat on every trip.", on=False),
    _one("duanwu", _("Dragon Boat Festival"), DayRule("moon", 5, 5), "端午安康！愿您与家人夏日平安。",
         "peace and health at the Dragon Boat Festival."),
    _one("father", _("Father's Day"), DayRule("weekday", 6, nth=3, weekday=6), "父亲节，愿天下的父亲平安康健。",
         "warm wishes for Father's Day.", on=False),
    _one("qixi", _("Qixi"), DayRule("moon", 7, 7), "七夕快乐，愿您与所爱的人岁岁相伴。", "happy Qixi to you and yours."),
    _one("teachers", _("Teachers' Day"), DayRule("sun", 9, 10), "教师节，向每一位老师致敬。", "our respect to all teachers.",
         on=False),
    _one("mid_autumn", _("Mid-Autumn Festival"), DayRule("moon", 8, 15), "中秋快乐！愿月圆人团圆，一路都平安。",
         "happy Mid-Autumn Festival to you and your family."),
    _one("national", _("National Day"), DayRule("sun", 10, 1), "国庆快乐！长假远行请先检查车况，路上有事随时致电{phone}，",
         "happy National Day. On the road, call {phone} at any time."),
    _one("chongyang", _("Double Ninth Festival"), DayRule("moon", 9, 9), "重阳安康，愿家中长辈健康长寿。",
         "health and long life to your elders at the Double Ninth Festival."),
)  # fmt: skip
