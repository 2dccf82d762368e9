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


CHANGES = [
    ("coverage", -0.0001, True, None),
    ("coverage", -0.01, False, False),
    ("lapse", -0.01, False, True),
    ("visits", 0, True, None),
]


@pytest.mark.parametrize(("code", "change", "same", "better"), CHANGES)
def test_ins_30_a_change_that_cannot_be_seen_is_none(code: str, change: float, same: bool, better: bool | None) -> None:
    assert queries.changed(metric(code), change).startswith("±") is same
    assert queries.good(metric(code), change) is better


def test_ins_30_what_does_not_follow_a_filter_is_said() -> None:
    assert queries.outside(metric("visits"), ["brand"]) == ""
    assert queries.outside(metric("response"), ["brand"]) != queries.outside(metric("response"), ["kind"]) == ""
