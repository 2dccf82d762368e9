"""INS-30: complaints, satisfaction, talks and what nobody answers, of a small book, with the figures written out."""

from datetime import date, timedelta

import pytest

from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import queries
from cheyuan.insight.metrics.period import Days
from cheyuan.insight.metrics.tests.conftest import TODAY, Book
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment

pytestmark = pytest.mark.django_db(transaction=True)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def october(boss: Actor, code: str) -> tuple[int, int, float | None]:
    with scope(boss):
        found = queries.values(boss, [code], *OCTOBER)[code]
        behind = queries.rows(boss, code, *OCTOBER, on=TODAY)
    assert (behind.num, behind.den) == (found.num, found.den)
    return found.num, found.den, found.figure


@pytest.fixture
def complaints(book: Book) -> Book:
    """Four complaints: closed in time, on the last day, too late, and one whose two weeks end in November."""
    car = book.car()
    for number in range(40):
        book.visit(car, date(2026, 10, 1), fen=number)
    day = date(2026, 9, 20)  # 14 days later it is 4 October
    book.complaint(car, day, 1, answered_at=moment(day, 9, 30), closed_at=moment(date(2026, 9, 25), 9))
    book.complaint(car, day, 2, answered_at=moment(date(2026, 10, 1), 10), closed_at=moment(date(2026, 10, 4), 23, 59))
    book.complaint(car, day, 3, closed_at=moment(date(2026, 10, 5), 0, 1))
    late = date(2026, 10, 20)
    book.complaint(car, late, 4, answered_at=moment(late, 10), closed_at=moment(late, 12))
    book.reckon()
    return book


def test_ins_30_two_weeks_are_over_before_a_complaint_is_judged(complaints: Book, boss: Actor) -> None:
    assert october(boss, "complaint_closing") == (2, 3, 2 / 3)


def test_ins_30_complaints_per_hundred_visits(complaints: Book, boss: Actor) -> None:
    assert october(boss, "complaints_per_visits") == (100, 40, 2.5)


def test_ins_30_minutes_to_the_first_answer(complaints: Book, boss: Actor) -> None:
    waited = (11 * 24 + 1) * 60  # from 20 September, nine, to 1 October, ten
    assert october(boss, "response") == (waited + 60, 2, (waited + 60) / 2)


def test_ins_30_the_definition_is_a_policy_and_holds_from_its_day(complaints: Book, boss: Actor) -> None:
    said = {"for_store": complaints.store.pk, "reason": "", "at": moment(TODAY)}
    set_value(complaints.by, "metrics.closing_days", 15, valid_from=date(2026, 10, 1), **said)
    complaints.reckon()
    assert october(boss, "complaint_closing") == (3, 3, 1.0), "on the 15th day the third one is closed too"
    set_value(complaints.by, "metrics.closing_days", 2, valid_from=date(2026, 11, 1), **said)
    complaints.reckon()
    assert october(boss, "complaint_closing") == (3, 3, 1.0), "what holds in November does not change October"


def test_ins_30_csi_and_nps(book: Book, boss: Actor) -> None:
    car = book.car()
    for number, (csi, nps) in enumerate([(1000, 10), (900, 9), (400, 6), (None, 8), (700, None)]):
        book.answer(car, date(2026, 10, 3), number, csi=csi, nps=nps)
    book.reckon()
    assert october(boss, "csi") == (3000, 4, 7.5)
    assert october(boss, "nps") == (100, 4, 25.0)


def test_ins_30_return_after_a_talk_and_failed_to_reach(book: Book, boss: Actor) -> None:
    first, second, third = (book.car() for _ in range(3))
    talk = date(2026, 9, 5)  # 30 days later it is 5 October
    for number, car in enumerate((first, second, third)):
        task = book.task(car, "R09", talk, f"c{number}", state="done", closed_at=moment(date(2026, 10, 2)), attempts=1)
        book.call(task, talk, "no_answer" if car is third else "will_come")
        book.call(task, date(2026, 9, 8), "will_come")  # of the third the first talk: its days end on 8 October
    book.visit(first, date(2026, 10, 5))
    book.visit(second, date(2026, 10, 6))
    book.visit(third, date(2026, 10, 8), source="elsewhere")
    book.task(first, "R17", date(2026, 10, 9), "f", state="failed", closed_at=moment(date(2026, 10, 9)), attempts=3)
    book.reckon()
    assert october(boss, "contact_return") == (1, 3, 1 / 3)
    assert october(boss, "failed") == (1, 4, 0.25)


def test_ins_30_what_stands_at_the_end_of_a_month_is_the_figure_of_its_days(book: Book, boss: Actor) -> None:
    book.visit(book.car(), date(2026, 10, 1), fen=100)
    book.reckon()
    with scope(boss):
        whole = queries.values(boss, ["value", "visits"], *OCTOBER)
        some = queries.values(
            boss,
            ["value", "visits"],
            date(2026, 10, 5),
            date(2026, 10, 11),
            before=(date(2026, 9, 5), date(2026, 9, 11)),
        )
        course = queries.series(boss, "value", date(2026, 10, 5), date(2026, 10, 11), step="day").points
        behind = queries.rows(boss, "value", date(2026, 10, 5), date(2026, 10, 11), on=TODAY)
        today = queries.values(boss, ["value"], date(2026, 11, 1), TODAY)["value"]
    assert (some["value"].num, some["value"].den) == (whole["value"].num, whole["value"].den) == (100, 1)
    assert some["visits"].num == 0
    assert some["value"].before is not None
    assert (some["value"].before.num, some["value"].before.den) == (0, 1), "in September nothing was paid yet"
    assert [one.day for one in course] == [date(2026, 10, 31)]
    assert (behind.num, behind.den) == (100, 1)
    assert (today.num, today.den) == (100, 1), "of the running month today counts"


def test_ins_30_a_day_is_judged_when_it_is_over(book: Book, boss: Actor) -> None:
    book.task(book.car(), "R09", TODAY, "today")
    days = (TODAY, TODAY + timedelta(days=1))
    book.reckon(TODAY)
    with scope(boss):
        running = queries.values(boss, ["coverage", "overdue"], *days)
    book.reckon(days[1])
    with scope(boss):
        over = queries.values(boss, ["coverage", "overdue"], *days)
    assert [(one.num, one.den) for one in running.values()] == [(0, 0), (0, 0)]
    assert [(one.num, one.den) for one in over.values()] == [(0, 1), (1, 1)]


def test_ins_30_nothing_to_count_is_no_figure(book: Book, boss: Actor) -> None:
    book.reckon()
    assert october(boss, "csi") == (0, 0, None)
    assert october(boss, "visits") == (0, 0, 0.0)


@pytest.mark.parametrize(("first", "last", "before"), [
    ("2026-10-01", "2026-10-31", ("2026-09-01", "2026-09-30")),
    ("2026-01-01", "2026-03-31", ("2025-10-01", "2025-12-31")),
    ("2026-03-01", "2026-03-30", ("2026-02-01", "2026-02-28")),
    ("2026-11-01", "2026-11-22", ("2026-10-01", "2026-10-22")),
    ("2026-11-16", "2026-11-22", ("2026-11-09", "2026-11-15")),
    ("2026-11-22", "2026-11-22", ("2026-11-21", "2026-11-21")),
])  # fmt: skip
def test_ins_30_the_period_before(first: str, last: str, before: tuple[str, str]) -> None:
    found = Days(date.fromisoformat(first), date.fromisoformat(last)).before
    assert (str(found.first), str(found.last)) == before
