"""INS-02: the benchmark's books are the same however they are cut, and its slope tells linear from worse."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cheyuan.site.bench import books
from cheyuan.site.bench.plot import plot, slope
from cheyuan.site.bench.scaling import sizes


def test_ins_02_a_book_is_the_same_in_blocks_and_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = books.Book(4_000)
    whole = next(book.blocks())
    monkeypatch.setattr(books, "BLOCK", 1_000)
    books.to_parquet(book, tmp_path)
    for name, rows in whole.items():
        parts = pa.concat_tables([pq.read_table(path) for path in sorted(tmp_path.glob(f"{name}-*.parquet"))])
        assert len(list(tmp_path.glob(f"{name}-*.parquet"))) == 4
        assert sorted(map(str, parts.to_pylist())) == sorted(map(str, rows.to_pylist()))
    assert len(whole["vehicles"]) == 4_000
    assert len(whole["visits"]) > 8_000


def test_ins_02_the_slope_tells_linear_from_worse() -> None:
    linear = [(10.0**n, 3 * 10.0**n) for n in range(4, 8)]
    assert slope(linear) == pytest.approx(1)
    assert slope([(x, y * y) for x, y in linear]) == pytest.approx(2)
    assert plot({"one": linear}, "vehicles", "seconds").count("<circle") == 4


def test_ins_02_sizes_are_read_as_people_write_them() -> None:
    assert sizes("10k,100k,1m,10M") == [10_000, 100_000, 1_000_000, 10_000_000]
    assert sizes("100000") == [100_000]
    with pytest.raises(ValueError):
        sizes("many")
