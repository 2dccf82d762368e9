"""PPL-05, PPL-02, PPL-03: mapping of columns, cleaning of cells, checks over rows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.intake.reading import checks, mapping, rows
from cheyuan.base.intake.reading.book import Row
from cheyuan.base.intake.reading.owner_book import CUSTOMERS, OWNERS, PARTS, SERVICES, SHEETS, VEHICLES
from cheyuan.base.intake.reading.specs import SheetSpec
from cheyuan.kernel.errors import Refused

AS_OF = date(2026, 11, 21)
VIN, OTHER_VIN = "LZASB6X56ND000000", "LZB8MN59XMD000001"


def one(spec: SheetSpec, cells: dict[str, object], number: int = 2) -> rows.Cleaned:
    """A row under the headers given, mapped by guess and cleaned."""
    columns = mapping.propose(list(cells), (), spec)
    return rows.Cleaner(columns, spec, AS_OF).clean(Row(number, list(cells.values())))


def codes(row: rows.Cleaned) -> dict[str, str]:
    """Field → code of the problems of a row."""
    return {problem.field: problem.code for problem in row.problems}


OWNER = {"车主": "陈立群", "手机": "138 0013 8000", "车架号": VIN}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户名称", "name"),
        ("车 主", "name"),
        ("姓名*", "name"),
        ("联系方式", "phone"),
        ("手机号码", "phone"),
        ("底盘号", "vin"),
        ("上牌日期", "registration_date"),
        ("交车日期", "delivery_date"),
        ("商业险到期", "insurance_expiry"),
        ("年审", "inspection_due"),
        ("Delivery Date", "delivery_date"),
        ("Phone Number", "phone"),
        ("VIN", "vin"),
        ("cust_no", "cust_no"),
        ("当前里程（KM）", "mileage_km"),
        ("上次保养日期", "last_service_date"),
        ("下次保养里程", "next_service_km"),
        ("delivery_dates", "delivery_date"),
        ("星座", None),
        ("", None),
    ],
)
def test_ppl_05_headers_in_the_words_of_stores(header: str, field: str | None) -> None:
    assert mapping.propose([header], (), OWNERS)[0].field == field


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (["车架号", "结算日期", "进厂里程", "维修类型", "金额"], "services"),
        (["客户名称", "手机", "车架号", "上牌日期"], "owners"),
        (["客户编号", "姓名", "电话", "生日"], "customers"),
        (["VIN", "客户编号", "品牌", "车型", "交车日期"], "vehicles"),
        (["配件编号", "名称", "库存"], "parts"),
        (["sku", "brand", "model", "trim", "price_fen"], "catalogue"),
    ],
)
def test_ppl_05_the_sort_of_sheet_is_known_by_its_headers(headers: list[str], name: str) -> None:
    found = mapping.best_spec(headers, SHEETS, "Sheet1")
    assert found is not None
    assert found.name == name


def test_ppl_05_no_known_header_is_no_sort_of_sheet() -> None:
    assert mapping.best_spec(["a1", "b2", "c3"], SHEETS, "Sheet1") is None


def test_ppl_05_columns_without_a_telling_header_are_known_by_their_values() -> None:
    samples = [Row(2 + i, [f"LZASB6X56ND00000{i}", 13800138000 + i, f"粤A7K2M{i}", f"X{i}"]) for i in range(5)]
    found = mapping.propose(["列1", "列2", "", "列4"], samples, OWNERS)
    assert [(column.field, column.confidence) for column in found] == [
        ("vin", 0.7),
        ("phone", 0.7),
        ("plate", 0.7),
        (None, 0.0),
    ]
    assert found[1].samples == ("13800138000", "13800138001", "13800138002")


def test_ppl_05_values_that_do_not_fit_lower_the_confidence() -> None:
    samples = [Row(2 + i, ["未知数据"]) for i in range(5)]
    assert mapping.propose(["交车日期"], samples, OWNERS)[0].confidence < mapping.SURE


def test_ppl_05_what_a_person_chose_wins_over_the_guess() -> None:
    columns = mapping.propose(["日期", "交车日期", "车主"], (), OWNERS)
    chosen = mapping.choose(columns, OWNERS, {"日期": "delivery_date", "车主": ""})
    assert [column.field for column in chosen] == ["delivery_date", None, None]
    assert "name" in mapping.lacking(chosen, OWNERS)
    with pytest.raises(Refused, match="sheet_field_unknown"):
        mapping.choose(columns, OWNERS, {"日期": "nonsense"})
    with pytest.raises(Refused, match="field_twice"):
        mapping.choose(columns, OWNERS, {"日期": "vin", "车主": "vin"})
    assert mapping.signature(["日 期", "VIN"]) == mapping.signature(["日期", "vin"]) != mapping.signature(["日期"])


@pytest.mark.parametrize(
    ("header", "cell", "fen"),
    [
        ("金额", "1,234.50", 123450),
        ("金额(元)", 99, 9900),
        ("amount_fen", "12300", 12300),
        ("结算金额(万元)", 1.2, 1_200_000),
        ("金额（分）", "500", 500),
    ],
)
def test_ppl_05_the_unit_of_money_is_read_from_the_header(header: str, cell: object, fen: int) -> None:
    row = one(SERVICES, {"VIN": VIN, "进厂日期": "2024.3.5", "维修类型": "首保", header: cell})
    assert row.values == {"vin": VIN, "visited_on": date(2024, 3, 5), "kind": "service", "amount_fen": fen}


def test_ppl_05_unknown_columns_are_kept_as_notes() -> None:
    row = one(OWNERS, OWNER | {"星座": "双鱼", "": "x", "备注": "喜欢，蓝色"})
    assert row.notes == {"星座": "双鱼", "#5": "x"}
    assert row.values["notes"] == "喜欢，蓝色"


def test_ppl_05_words_for_nothing_are_nothing() -> None:
    row = one(OWNERS, OWNER | {"车牌号": "未上牌", "生日": "-", "邮箱": "无", "里程": " ", "能源": "不详"})
    assert not row.problems
    assert set(row.values) == {"name", "phone", "vin", "type"}


def test_ppl_05_needed_values_must_be_there() -> None:
    assert codes(one(OWNERS, {"车主": "\u3000", "手机": None, "车架号": "/"})) == dict.fromkeys(
        ("name", "phone", "vin"), "value_missing"
    )


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://x","点我")', "＝1+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "+A1", " =1"]
)
@pytest.mark.parametrize("header", ["备注", "星座", "车主", "手机"])
def test_ppl_05_text_that_a_sheet_would_run_is_named(header: str, cell: str) -> None:
    row = one(OWNERS, OWNER | {header: cell})
    assert row.refused
    assert "cell_formula" in codes(row).values()


@pytest.mark.parametrize("cell", ["+86 (138) 0013-8000", "+8613800138000", "-", "—"])
def test_ppl_05_signs_that_belong_to_numbers_are_no_formulas(cell: str) -> None:
    assert "cell_formula" not in codes(one(OWNERS, OWNER | {"电话": cell})).values()


def test_ppl_05_formula_cells_are_named_but_not_in_serial_numbers() -> None:
    columns = mapping.propose(["序号", "车主", "手机", "车架号"], (), OWNERS)
    cleaner = rows.Cleaner(columns, OWNERS, AS_OF)
    assert not cleaner.clean(Row(2, [1, *OWNER.values()], [0])).problems
    assert codes(cleaner.clean(Row(3, [1, *OWNER.values()], [0, 3]))) == {"vin": "cell_formula"}
    assert cleaner.clean(Row(3, [1, *OWNER.values()], [-1])).refused


def test_ppl_02_a_wrong_check_digit_only_warns() -> None:
    row = one(OWNERS, OWNER | {"车架号": VIN[:8] + ("1" if VIN[8] != "1" else "2") + VIN[9:]})
    assert codes(row) == {"vin": "vin_check_digit"}
    assert not row.refused


def test_ppl_05_days_to_come_are_refused_where_nothing_can_have_happened() -> None:
    row = one(
        OWNERS,
        OWNER
        | {"交车日期": "2026-11-22", "生日": "2027-01-01", "里程登记日": "2026-11-21", "商业险到期": "2027-05-05"},
    )
    assert codes(row) == {"delivery_date": "date_future", "birthday": "date_future"}


def test_ppl_03_a_car_cannot_have_fewer_km_than_at_its_last_service() -> None:
    service = {"当前里程": "3万公里", "上次保养里程": 30_001, "上次保养日期": "2026-05-01", "里程登记日": "2026-11-21"}
    row = one(OWNERS, OWNER | service)
    assert codes(row) == {"mileage_km": "odometer_back"}
    assert row.problems[0].facts == {"before": 30_001}
    assert not one(OWNERS, OWNER | service | {"里程登记日": "2026-04-30"}).problems


def test_ppl_05_another_systems_opinion_only_warns() -> None:
    vehicle = {"vin": VIN, "cust_no": "C1", "brand": "北岭", "model": "X2", "delivery_date": "2024-01-01"}
    row = one(
        VEHICLES,
        vehicle | {"mileage_km": 100, "last_service_km": 200, "km_per_day": "viel", "next_service_date": "bald"},
    )
    assert codes(row) == {"mileage_km": "odometer_back", "km_per_day": "number_form", "next_service_date": "date_form"}
    assert not row.refused


def test_ppl_05_kinds_of_visit_must_be_known_gender_need_not() -> None:
    assert codes(one(SERVICES, {"vin": VIN, "visited_on": "2024-01-01", "kind": "洗剪吹"})) == {
        "kind": "choice_unknown"
    }
    assert not one(OWNERS, OWNER | {"性别": "保密"}).refused


def test_ppl_01_the_kind_of_customer_follows_from_the_name() -> None:
    assert one(OWNERS, OWNER | {"车主": "广州某某有限公司"}).values["type"] == "company"
    assert one(OWNERS, OWNER).values["type"] == "person"
    assert "type" not in one(PARTS, {"part_no": "P1", "name": "机油"}).values


def test_ppl_05_the_same_vin_with_other_content_names_the_first_row() -> None:
    repeats = checks.Repeats(OWNERS)
    found = [
        repeats.see(one(OWNERS, OWNER | {"车主": name}, number))
        for number, name in ((4, "陈立群"), (9, "陈立群"), (11, "王五"))
    ]
    assert found[0] == []
    assert [(entry[0].code, entry[0].severity, entry[0].facts["first"]) for entry in found[1:]] == [
        ("row_repeated", "warning", 4),
        ("key_twice", "error", 4),
    ]


def test_ppl_05_a_customer_may_have_two_cars_but_one_name() -> None:
    repeats = checks.Repeats(OWNERS)
    base = OWNER | {"客户编号": "C1"}
    assert repeats.see(one(OWNERS, base, 2)) == []
    assert repeats.see(one(OWNERS, base | {"车架号": OTHER_VIN, "备注": "第二辆"}, 3)) == []
    assert [
        problem.field for problem in repeats.see(one(OWNERS, base | {"车架号": "LZB8MN59XMD000002", "车主": "王五"}, 4))
    ] == ["cust_no"]
    customers = checks.Repeats(CUSTOMERS)
    number = {"cust_no": "c1", "name": "陈立群", "phone": "13800138000"}
    assert customers.see(one(CUSTOMERS, number, 2)) == []
    assert customers.see(one(CUSTOMERS, number | {"cust_no": "C1", "city": "郑州"}, 3))[0].code == "key_twice"


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 50_000)), max_size=30))
def test_ppl_03_readings_below_an_earlier_one_are_named(readings: list[tuple[int, int]]) -> None:
    odometers = checks.Odometers()
    days = [date.fromordinal(735_000 + day) for day, _ in readings]
    for number, (day, (_, km)) in enumerate(zip(days, readings, strict=True)):
        odometers.see(VIN, day, km, number)
    expected = [
        number
        for number, (day, km) in enumerate(readings)
        if any(other_km > km for other_day, other_km in readings if other_day < day)
    ]
    assert [number for number, _ in odometers.problems()] == expected


cells = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.sampled_from(["=A1", "陈", "2024-13-45", VIN])
)


@given(st.sampled_from(SHEETS), st.data())
def test_ppl_05_no_cell_breaks_the_reading(spec: SheetSpec, data: st.DataObject) -> None:
    headers = [field.name for field in spec.fields] + ["?"]
    row = Row(2, data.draw(st.lists(cells, max_size=len(headers) + 2)))
    result = rows.Cleaner(mapping.propose(headers, [row], spec), spec, AS_OF).clean(row)
    assert all(problem.code and problem.severity in ("error", "warning") for problem in result.problems)
    checks.Repeats(spec).see(result)
    rows.by_record(result.values, spec)
