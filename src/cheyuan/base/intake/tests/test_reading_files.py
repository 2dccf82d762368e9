"""PPL-05: uploads are read safely; hostile and broken ones get a clear refusal."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cheyuan.base.intake.reading import book, owner_book, specs
from cheyuan.base.intake.reading.limits import MIB, Limits
from cheyuan.base.intake.tests import makers
from cheyuan.kernel.errors import Refused

KNOWN = specs.known_labels(owner_book.SHEETS)


def rows_of(path: Path, name: str = "", limits: Limits | None = None) -> list[book.Row]:
    with book.read(path, name=name, known=KNOWN, limits=limits) as found:
        return [row for sheet in found.tables for row in sheet.rows()]


def refusal(path: Path, name: str = "", limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        rows_of(path, name, limits)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_ppl_05_csv_of_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    valid = [cell.replace(",", "") for cell in makers.VALID]
    path = makers.csv_file(tmp_path / "a.csv", [makers.HEADERS, valid], encoding, delimiter)
    assert rows_of(path) == [book.Row(2, valid)]


def test_ppl_05_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        ["某某公司 车主档案"],
        [],
        [""] * 7,
        makers.HEADERS,
        [],
        makers.VALID,
        makers.HEADERS,
        [],
        makers.VALID,
        ["合计", 2],
    ]
    path = makers.xlsx_file(tmp_path / "a.xlsx", rows)
    with book.read(path, known=KNOWN) as found:
        sheet = found.tables[0]
        assert sheet.header_row == 4
        assert [row.number for row in sheet.rows()] == [6, 9]
        assert sheet.skipped == [book.Skipped(7, "header"), book.Skipped(10, "total")]
        assert [row.number for row in sheet.rows()] == [6, 9]


def test_ppl_05_a_table_that_begins_in_the_middle_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    rows = [[], [], [], ["", "", *makers.HEADERS], ["", "", *makers.VALID]]
    found = rows_of(makers.xlsx_file(tmp_path / "a.xlsx", rows))
    assert found == [book.Row(5, [None, None, *makers.VALID])]


def test_ppl_05_quoted_line_breaks_do_not_shift_the_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('cust_no,name,phone\n1,"陈\n立",13800138000\n\n2,王,13900139000\n', encoding="utf-8")
    assert [row.number for row in rows_of(path)] == [2, 4]


def test_ppl_05_sheets_of_notes_are_no_tables(tmp_path: Path) -> None:
    notes = [["本表由门店导出，仅供内部使用"], ["说明", "第二行"]]
    path = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID], notes, hidden=1)
    with book.read(path, known=KNOWN) as found:
        assert [(sheet.is_table, sheet.hidden) for sheet in found.sheets] == [(True, False), (False, True)]
    assert refusal(makers.xlsx_file(tmp_path / "b.xlsx", notes)).code == "no_table"


def test_ppl_05_an_old_xls_is_read_and_its_formulas_found(tmp_path: Path) -> None:
    path = makers.xls_file(tmp_path / "a.xls", [makers.HEADERS, makers.VALID, (*makers.VALID[:6], "=1")])
    found = rows_of(path)
    assert found[0] == book.Row(2, list(makers.VALID))
    assert (found[1].number, found[1].formulas) == (3, [6])


def test_ppl_05_formula_cells_are_found_at_their_row_and_column(tmp_path: Path) -> None:
    rows = [makers.HEADERS, *[makers.VALID] * 30_000]
    rows[20_001] = (*makers.VALID[:5], "=1+1", '=HYPERLINK("http://127.0.0.1/x","点我")')
    found = [row for row in rows_of(makers.xlsx_file(tmp_path / "a.xlsx", rows)) if row.formulas]
    assert [(row.number, row.formulas) for row in found] == [(20_002, [5, 6])]


def test_ppl_05_a_binary_file_named_csv_is_refused(tmp_path: Path) -> None:
    book_file = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    noise = tmp_path / "noise.csv"
    noise.write_bytes(bytes(range(256)) * 40)
    assert refusal(book_file, "客户.csv").code == "file_binary"
    assert refusal(makers.xls_file(tmp_path / "a.xls", [makers.HEADERS]), "客户.csv").code == "file_binary"
    assert refusal(noise).code == "file_binary"
    assert rows_of(book_file, "客户.xls")[0].number == 2


def test_ppl_05_a_text_named_xls_is_read_as_the_text_it_is(tmp_path: Path) -> None:
    assert (
        rows_of(makers.csv_file(tmp_path / "a", [makers.HEADERS, makers.VALID], delimiter="\t"), "导出.xls")[0].number
        == 2
    )


@pytest.mark.parametrize(
    "text", ["<html><table><tr><td>x</td></tr></table></html>", "%PDF-1.7 x", '<?xml version="1.0"?><a/>']
)
def test_ppl_05_other_files_are_refused_by_content(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert refusal(path).code == "file_type"


@pytest.mark.parametrize("encoding", ["big5", "utf-16", "shift_jis", "latin-1"])
def test_ppl_05_an_unknown_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    text = (
        "José,Müller,Strasse,Größe\n" * 20
        if encoding == "latin-1"
        else "客戶姓名,電話,車牌號碼\n陳麗華,時間,運輸車輛資訊\n" * 20
    )
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding, "ignore"))
    assert refusal(path).code == "encoding_unknown"


def test_ppl_05_a_broken_sign_in_the_middle_is_named_with_its_line(tmp_path: Path) -> None:
    path = makers.csv_file(tmp_path / "a.csv", [makers.HEADERS, *[makers.VALID] * 50])
    data = path.read_bytes().split(b"\r\n")
    data[30] += b"\xff\xff"
    path.write_bytes(b"\r\n".join(data))
    refused = refusal(path, "客户.csv")
    assert (refused.code, refused.facts["line"], refused.facts["value"]) == ("encoding_unknown", 31, "客户.csv")


def test_ppl_05_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    source = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    bomb = makers.with_sheet(source, tmp_path / "b.xlsx", (b"\0" * MIB for _ in range(300)))
    assert bomb.stat().st_size < 3 * MIB
    assert refusal(bomb).code == "file_bomb"
    assert refusal(source, limits=Limits(unpacked_bytes=1000)).code in ("file_bomb", "file_heavy")


def empty_rows(count: int, last: bytes = b"") -> Iterator[bytes]:
    yield makers.SHEET_HEAD + makers.inline_row(1, makers.HEADERS) + makers.inline_row(2, makers.VALID)
    for start in range(3, count + 3, 10_000):
        block = range(start, start + 10_000)
        yield b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (row, row, row) for row in block)
    yield last + makers.SHEET_TAIL


def test_ppl_05_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    source = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    assert [row.number for row in rows_of(makers.with_sheet(source, tmp_path / "b.xlsx", empty_rows(1_000_000)))] == [2]
    path = tmp_path / "c.csv"
    path.write_text(
        ",".join(makers.HEADERS) + "\n" + ",,,,,,\n" * 1_000_000 + ",".join(["x"] * 7) + "\n", encoding="utf-8"
    )
    assert [row.number for row in rows_of(path)] == [1_000_002]


def test_ppl_05_data_far_below_is_refused_with_its_row(tmp_path: Path) -> None:
    source = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    far = makers.inline_row(1_048_576, makers.VALID)
    refused = refusal(makers.with_sheet(source, tmp_path / "b.xlsx", empty_rows(10_000, far)))
    assert (refused.code, refused.facts["row"]) == ("rows_too_many", 1_048_576)


def test_ppl_05_more_rows_than_the_policy_allows_are_refused(tmp_path: Path) -> None:
    path = makers.csv_file(tmp_path / "a.csv", [makers.HEADERS, *[makers.VALID] * 20])
    refused = refusal(path, limits=Limits(rows=10))
    assert (refused.code, refused.facts["row"], refused.facts["limit"]) == ("rows_too_many", 11, 10)
    assert refusal(path, limits=Limits(columns=3)).code == "columns_too_many"
    assert refusal(path, limits=Limits(file_bytes=100)).code == "file_too_large"


def test_ppl_05_the_child_that_needs_too_much_is_ended(tmp_path: Path) -> None:
    path = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, *[makers.VALID] * 40_000])
    assert refusal(path, limits=Limits(memory_bytes=32 * MIB)).code == "file_heavy"
    assert len(rows_of(path)) == 40_000


@pytest.mark.parametrize("damage", ["cut", "entity", "noise"])
def test_ppl_05_broken_workbooks_are_refused(tmp_path: Path, damage: str) -> None:
    source = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    if damage == "cut":
        source.write_bytes(source.read_bytes()[:-400])
    elif damage == "noise":
        source = makers.with_sheet(source, tmp_path / "b.xlsx", [b"<worksheet><sheetData><row><c><<<"])
    else:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        source = makers.with_sheet(source, tmp_path / "b.xlsx", [bomb + makers.SHEET_HEAD + makers.SHEET_TAIL])
    assert refusal(source).code in ("file_broken", "no_table", "file_bomb")


def test_ppl_05_an_empty_file_and_one_of_headers_alone(tmp_path: Path) -> None:
    empty = tmp_path / "a.csv"
    empty.touch()
    assert refusal(empty).code == "sheet_file_empty"
    empty.write_text("\n\n,,\n")
    assert refusal(empty).code == "no_table"
    assert rows_of(makers.csv_file(empty, [makers.HEADERS])) == []


def test_ppl_05_nothing_unpacked_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    rows_of(makers.csv_file(tmp_path / "a.csv", [makers.HEADERS, makers.VALID]))
    refusal(makers.csv_file(tmp_path / "b.csv", [[""]]))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_ppl_05_only_the_child_loads_what_opens_workbooks(tmp_path: Path) -> None:
    path = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    code = (
        "import sys; from pathlib import Path; from cheyuan.base.intake.reading import book, checks;"
        f"found = book.read(Path({str(path)!r})); found.close(); assert found.tables;"
        "assert not {'python_calamine', 'fastexcel', 'polars'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
