"""Readings of Chinese signs, small: the library's table of 47,000 phrases (45 MiB in every process) stays unread.

What names of companies and places need of it is here: signs that are read otherwise in these words (现代汉语词典).
"""

import os

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

from pypinyin import Style, load_phrases_dict, load_single_dict, pinyin

PHRASES = {
    "重庆": "chóng qìng", "重新": "chóng xīn", "银行": "yín háng", "商行": "shāng háng", "车行": "chē háng",
    "分行": "fēn háng", "支行": "zhī háng", "总行": "zǒng háng", "洋行": "yáng háng", "工行": "gōng háng",
    "建行": "jiàn háng", "农行": "nóng háng", "行业": "háng yè", "同行": "tóng háng", "厦门": "xià mén",
    "成都": "chéng dū", "首都": "shǒu dū", "都市": "dū shì", "新都": "xīn dū", "都江堰": "dū jiāng yàn",
    "会计": "kuài jì", "音乐": "yīn yuè", "乐清": "yuè qīng", "乐亭": "lào tíng", "蚌埠": "bèng bù", "六安": "lù ān",
    "六合": "lù hé", "番禺": "pān yú", "莘庄": "xīn zhuāng", "铅山": "yán shān", "柏林": "bó lín", "枞阳": "zōng yáng",
    "大埔": "dà bù", "降龙": "xiáng lóng", "西藏": "xī zàng", "藏族": "zàng zú", "宝藏": "bǎo zàng", "空调": "kōng tiáo",
    "调味": "tiáo wèi", "弹簧": "tán huáng", "供给": "gōng jǐ", "给水": "jǐ shuǐ", "模具": "mú jù", "的士": "dī shì",
    "佛山": "fó shān", "佛教": "fó jiào", "人参": "rén shēn", "海参": "hǎi shēn", "便宜": "pián yi", "东阿": "dōng ē",
    "阿胶": "ē jiāo", "蔚县": "yù xiàn", "犍为": "qián wéi", "浒墅关": "xǔ shù guān", "十里堡": "shí lǐ pù",
}  # fmt: skip
SIGNS = {"长": "cháng,zhǎng"}
"""In names it is nearly always long (长安, 长城, 长江), seldom grown (市长)."""

load_phrases_dict({word: [[one] for one in reading.split()] for word, reading in PHRASES.items()})
load_single_dict({ord(sign): reading for sign, reading in SIGNS.items()})


def plain(han: str) -> list[str]:
    """The most usual reading of each sign without tones."""
    return [found[0] for found in pinyin(han, style=Style.NORMAL, errors=list)]  # type: ignore[arg-type]
