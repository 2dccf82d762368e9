"""The days of the old calendar by name, as far as the dateline says them (GB/T 33661-2017 for the solar terms)."""

from django.utils.translation import pgettext_lazy

TERMS: dict[str, object] = {
    "立春": pgettext_lazy("solar term", "Start of spring"),
    "雨水": pgettext_lazy("solar term", "Rain water"),
    "惊蛰": pgettext_lazy("solar term", "Waking of insects"),
    "春分": pgettext_lazy("solar term", "Spring equinox"),
    "清明": pgettext_lazy("solar term", "Clear and bright"),
    "谷雨": pgettext_lazy("solar term", "Grain rain"),
    "立夏": pgettext_lazy("solar term", "Start of summer"),
    "小满": pgettext_lazy("solar term", "Grain buds"),
    "芒种": pgettext_lazy("solar term", "Grain in ear"),
    "夏至": pgettext_lazy("solar term", "Summer solstice"),
    "小暑": pgettext_lazy("solar term", "Minor heat"),
    "大暑": pgettext_lazy("solar term", "Major heat"),
    "立秋": pgettext_lazy("solar term", "Start of autumn"),
    "处暑": pgettext_lazy("solar term", "End of heat"),
    "白露": pgettext_lazy("solar term", "White dew"),
    "秋分": pgettext_lazy("solar term", "Autumn equinox"),
    "寒露": pgettext_lazy("solar term", "Cold dew"),
    "霜降": pgettext_lazy("solar term", "Frost descent"),
    "立冬": pgettext_lazy("solar term", "Start of winter"),
    "小雪": pgettext_lazy("solar term", "Minor snow"),
    "大雪": pgettext_lazy("solar term", "Major snow"),
    "冬至": pgettext_lazy("solar term", "Winter solstice"),
    "小寒": pgettext_lazy("solar term", "Minor cold"),
    "大寒": pgettext_lazy("solar term", "Major cold"),
}
FESTIVALS: dict[str, object] = {
    "春节": pgettext_lazy("lunar festival", "Spring Festival"),
    "元宵节": pgettext_lazy("lunar festival", "Lantern Festival"),
    "端午节": pgettext_lazy("lunar festival", "Dragon Boat Festival"),
    "七夕节": pgettext_lazy("lunar festival", "Qixi Festival"),
    "中秋节": pgettext_lazy("lunar festival", "Mid-Autumn Festival"),
    "重阳节": pgettext_lazy("lunar festival", "Double Ninth Festival"),
    "腊八节": pgettext_lazy("lunar festival", "Laba Festival"),
    "除夕": pgettext_lazy("lunar festival", "New Year's Eve"),
    "龙头节": pgettext_lazy("lunar festival", "Dragon Head Festival"),
}


def spoken(name: str) -> str:
    """The day in the language of the page; one that nobody translated stays as it is."""
    return str(TERMS.get(name) or FESTIVALS.get(name) or name)
