"""Names of persons and companies: search tokens (characters, pinyin, initials), sort key, how to address somebody."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cheyuan.kernel import readings
from cheyuan.kernel.text import half

# Double surnames still in use, and surnames that are read otherwise than the character alone (现代汉语词典).
COMPOUND = {
    "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge", "东方": "dong fang", "皇甫": "huang fu",
    "尉迟": "yu chi", "公孙": "gong sun", "慕容": "mu rong", "令狐": "ling hu", "宇文": "yu wen", "长孙": "zhang sun",
    "司徒": "si tu", "司空": "si kong", "夏侯": "xia hou", "端木": "duan mu", "南宫": "nan gong", "百里": "bai li",
    "东郭": "dong guo", "西门": "xi men", "闻人": "wen ren", "呼延": "hu yan", "轩辕": "xuan yuan", "钟离": "zhong li",
    "独孤": "du gu", "澹台": "tan tai", "万俟": "mo qi", "赫连": "he lian", "公冶": "gong ye", "太史": "tai shi",
    "申屠": "shen tu", "濮阳": "pu yang", "淳于": "chun yu", "单于": "chan yu", "第五": "di wu", "拓跋": "tuo ba",
}  # fmt: skip
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "任": "ren", "区": "ou", "朴": "piao", "查": "zha",
    "盖": "ge", "尉": "wei", "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun", "折": "she", "秘": "bi",
    "冼": "xian", "洗": "xian", "种": "chong", "覃": "qin", "华": "hua", "燕": "yan", "应": "ying", "宁": "ning",
    "葛": "ge", "纪": "ji", "卜": "bu", "谌": "chen", "隗": "wei", "郗": "xi", "那": "na", "牟": "mou", "贾": "jia",
    "褚": "chu", "柏": "bai", "薄": "bo", "车": "che", "石": "shi", "臧": "zang", "逄": "pang", "宓": "mi",
}  # fmt: skip
_COMPANY = re.compile(
    r"公司|有限|集团|企业|工厂|中心|事务所|合作社|委员会|银行|学校|大学|学院|医院|政府|管理局|研究[所院]|酒店|经营部|商行|车队|分行|协会"
    r"|^.{3,}[厂店局院所队站社行]$|\b(?:co|ltd|inc|llc|gmbh|corp|company|group|limited|plc|ag)\b\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST = 24
_LONGEST_RUN = 12


def surname(name: str) -> str:
    """The family name of a Chinese name, double ones included; empty when it does not begin with a Chinese sign."""
    name = half(name)
    if len(name) >= 3 and name[:2] in COMPOUND:
        return name[:2]
    return name[:1] if _HAN.match(name) else ""


@lru_cache(maxsize=8_192)
def syllables(name: str) -> tuple[str, ...]:
    """Pinyin without tones, one per Chinese sign, the family name in its own reading (单 shan, 曾 zeng); ü is v."""
    han = "".join(_HAN.findall(half(name)))
    read = [_plain(one) for one in readings.plain(han)]
    if not is_company(name):
        family = surname(han)
        own = COMPOUND.get(family, SURNAMES.get(family, "")).split()
        read[: len(own)] = own
    return tuple(read)


def _plain(syllable: str) -> str:
    return syllable.lower().replace("ü", "v")


def _runs(parts: tuple[str, ...] | str, least: int = 1) -> Iterator[str]:
    size = len(parts)
    for start in range(size):
        for end in range(start + least, min(size, start + _LONGEST_RUN) + 1):
            yield "".join(parts[start:end])


def pinyin_tokens(name: str) -> set[str]:
    """What a name is found by (PPL-10): every run of its characters, their pinyin, their initials.

    Short names also by the beginnings of their pinyin; Latin words in small letters by their beginnings of two and more
    letters. At most 24 signs count.
    """
    plain = half(name).lower()[:_LONGEST]
    tokens: set[str] = set()
    for han in _HAN.findall(plain):
        tokens.update(_runs(han))
    read = syllables(plain)
    tokens.update(_runs(read))
    tokens.update(_runs(tuple(part[0] for part in read), 2))
    whole = "".join(read)
    if len(read) <= 4:
        tokens.update(whole[:end] for end in range(2, len(whole)))
    tokens.update(token.replace("v", "u") for token in tuple(tokens) if "lv" in token or "nv" in token)
    for word in _WORD.findall(plain):
        tokens.update(word[:end] for end in range(min(2, len(word)), len(word) + 1))
    if "·" in plain:
        tokens.add(plain.replace("·", ""))
    return tokens


def sort_key(name: str) -> str:
    """The key by which names are sorted (collation "C"): pinyin by syllable, then the characters themselves."""
    plain = half(name).lower()
    parts = iter(syllables(plain))
    spelled = _HAN.sub(lambda found: " ".join(next(parts) for _ in found[0]) + " ", plain)
    return f"{' '.join(spelled.split())} {plain}"


def is_company(name: str) -> bool:
    """Whether a name reads like that of a company or institution."""
    plain = half(name)
    return len(plain) >= 4 and _COMPANY.search(plain) is not None


def salutation(name: str, gender: str = "") -> str:
    """How to address somebody: 陈先生 (M), 欧阳女士 (F); else the whole name, as for companies and foreign names."""
    plain, family = half(name), surname(name)
    title = {"M": "先生", "F": "女士"}.get(gender.upper(), "")
    if not title or not family or "·" in plain or is_company(plain) or not _HAN.fullmatch(plain):
        return plain
    return family + title
