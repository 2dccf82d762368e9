"""What people answer to a message: a refusal in whatever way it is typed (R, T, TD, 退订 …), or something for colleagues."""

import re
import unicodedata

WORDS = frozenset(
    {"R", "T", "TD", "N", "退订", "退", "拒收", "取消订阅", "不要再发", "别再发了", "STOP", "UNSUBSCRIBE", "QUIT"}
)
"""Refusals by themselves; N and STOP are what networks abroad understand."""
_NOISE = re.compile(r"[\W_]+")
_POLITE = re.compile(r"^(请|麻烦|回复|我要|申请|我想)+|(谢谢|吧|了|短信|营销|消息|服务)+$")


def is_refusal(words: str) -> bool:
    """Whether the whole answer is a refusal: full width, small letters, spaces, marks and a polite frame do not matter."""
    bare = _NOISE.sub("", unicodedata.normalize("NFKC", words)).upper()
    if bare in WORDS:
        return True
    return _POLITE.sub("", bare) in WORDS
