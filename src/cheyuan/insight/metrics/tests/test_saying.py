"""INS-30: what a figure was made of is said in the unit of the figure, never in fen or hundredths."""

import pytest

from cheyuan.insight.metrics import queries
from cheyuan.insight.metrics.declaring import metric

CASES = [
    ("coverage", 27, 30, "27 / 30"),
    ("value", 25_980_030, 155, "¥259,800 / 155"),
    ("csi", 1_675, 2, "16.75 / 2"),
    ("visits", 22, 0, ""),
]


@pytest.mark.parametrize(("code", "num", "den", "words"), CASES)
def test_ins_30_what_a_figure_was_made_of(code: str, num: int, den: int, words: str) -> None:
    assert queries.counted(metric(code), num, den) == words
