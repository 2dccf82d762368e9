"""Owner books as stores really keep them: one wide sheet, Chinese headers, some rows that cannot be right."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from cheyuan.site.demo.book import Book

HEADERS = (
    "客户姓名",
    "联系电话",
    "车牌号",
    "车架号(VIN)",
    "品牌",
    "车系",
    "购车日期",
    "当前里程(公里)",
    "里程登记日",
    "备注",
)
VIN, PHONE, NAME, BOUGHT = HEADERS.index("车架号(VIN)"), 1, 0, HEADERS.index("购车日期")
Row = list[str]


@dataclass(frozen=True)
class Given:
    """A written book: how many rows are good, and the sheet rows that are not."""

    path: Path
    good: int
    wrong: dict[str, int]
    first: Row


def rows(as_of: date, *, owners: int, first: int) -> Iterator[Row]:
    """Each car of an invented book with its owner; numbers from ``first`` on, so that nobody is in another book."""
    for household in Book(owners, owners, as_of, seed=23, first=first):
        for car, _ in household.cars:
            day, km = (car.read_on.isoformat(), str(car.read_km)) if car.read_on else ("", "")
            name, phone = household.owner.name, household.owner.phone
            bought = car.delivered.isoformat()
            yield [name, phone, car.plate, car.vin, car.model.brand, car.model.name, bought, km, day, ""]


def spoil(book: list[Row]) -> dict[str, int]:
    """Make four rows wrong, each in its own way; the row of the sheet (the header is 1) by what is wrong with it."""
    book[3][PHONE] = book[3][PHONE][:8]
    book[7][VIN] = book[7][VIN][:-2]
    book[11][NAME] = ""
    book[15][BOUGHT] = "2024-13-45"
    return {"phone": 5, "vin": 9, "name": 13, "date": 17}


def write(path: Path, as_of: date, *, owners: int = 60, first: int = 5000) -> Given:
    """A workbook or, by its ending, a CSV in GB18030 as Chinese Excel saves it."""
    book = list(rows(as_of, owners=owners, first=first))
    wrong = spoil(book)
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([HEADERS, *book])
    else:
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("车主")
            for number, row in enumerate([HEADERS, *book]):
                sheet.write_row(number, 0, row)
    return Given(path, len(book) - len(wrong), wrong, book[0])
