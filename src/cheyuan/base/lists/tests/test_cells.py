"""PPL-06: no cell of an export is ever taken for a formula."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cheyuan.base.lists.cells import neutral
from cheyuan.base.lists.sheets import writer

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
texts = st.one_of(
    st.text(max_size=30), st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.text(max_size=10))
)


@given(texts)
def test_ppl_06_neutral_cells_never_begin_like_a_formula(text):
    assert not neutral(text).startswith(STARTS)
    assert neutral(text).lstrip(" \u3000\u00a0")[:1] not in ("=", "+", "-", "@")


@given(st.text(max_size=30))
def test_ppl_06_harmless_text_stays_as_it_is(text):
    if text[:1].isalnum():
        assert neutral(text) == text


@pytest.mark.parametrize("evil", ["=1+1", "+86 138", "-1", "@SUM(A1)", "\t=1", " =HYPERLINK()", "＝1"])
def test_ppl_06_files_hold_the_neutral_text(tmp_path: Path, evil: str):
    for ending in ("csv", "xlsx"):
        with writer(tmp_path / f"out.{ending}", ending) as sheet:
            sheet.put(["name", "note"])
            sheet.put(["王小伟", evil])
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["王小伟", f"'{evil}"]
    assert CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()[1][1] == f"'{evil}"


def test_ppl_06_a_file_that_breaks_off_leaves_nothing(tmp_path: Path):
    with suppress(RuntimeError), writer(tmp_path / "out.csv", "csv") as sheet:
        sheet.put(["half"])
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
