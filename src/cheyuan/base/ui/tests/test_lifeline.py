"""The life line's layout: one axis for all cars, free lanes, nothing outside, nothing over something else."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cheyuan.base.ui import lifeline, samples
from cheyuan.base.ui.lifeline import Car, Due, Visit

TODAY = date(2026, 11, 21)
DUES = st.lists(
    st.builds(
        lambda days, label, spread: Due(
            TODAY + timedelta(days=days),
            label,
            early=TODAY + timedelta(days=days - spread),
            late=TODAY + timedelta(days=days + spread),
        ),
        st.integers(-60, 760),
        st.sampled_from(["保养", "保险", "年检上线", "延保", "质保"]),
        st.integers(0, 60),
    ),
    max_size=9,
)


def test_all_cars_share_one_axis_and_one_today() -> None:
    picture = lifeline.draw(samples.cars(TODAY), TODAY)
    assert picture.axis.start == picture.rows[0].car.delivered
    assert picture.axis.x(TODAY) == picture.axis.at_today
    assert [row.last for row in picture.rows] == [False, True]


def test_a_fleets_cars_beyond_the_first_five_are_folded_away() -> None:
    def drawn(count: int) -> lifeline.Picture:
        return lifeline.draw([Car(str(number), "云驰 E7", delivered=TODAY) for number in range(count)], TODAY)

    assert [drawn(count).more for count in (0, 1, 5, 6, 7, 20)] == [0, 0, 0, 0, 2, 15]
    rows = drawn(20).rows
    assert [number for number, row in enumerate(rows) if row.folds] == [5]
    assert [number for number, row in enumerate(rows) if row.last] == [4, 19], "the words of the axis stay in sight"


def test_a_dot_grows_with_the_root_of_the_amount() -> None:
    assert lifeline.radius(0) == 2.5
    assert round(lifeline.radius(385_000), 1) == 10.1
    assert lifeline.radius(10**12) == 12.0


def test_the_flags_of_a_known_car_take_the_drawn_lanes() -> None:
    car = samples.cars(TODAY)[0]
    flags = lifeline.place(car, lifeline.axis_for([car], TODAY))
    assert [(flag.due.label, flag.lane) for flag in flags] == [("保养", 0), ("保险", 1), ("延保", 0), ("年检上线", 1)]
    assert [flag.state for flag in flags] == ["near", "", "", ""]
    assert [flag.band is not None for flag in flags] == [True, False, True, False]


@given(DUES)
def test_no_words_lie_over_other_words(dues: list[Due]) -> None:
    car = Car("a", "海悦 L5", dues=tuple(dues))
    spans: dict[int, list[tuple[float, float]]] = {}
    for flag in lifeline.place(car, lifeline.axis_for([car], TODAY)):
        x = flag.x * lifeline.WIDTH / 100
        size = 16 + lifeline.text_width(flag.due.label) + lifeline.text_width(flag.words)
        begin, end = (x - size, x) if flag.turned else (x, x + size)
        if flag.lane < 7:  # beyond seven lanes the drawing gives up
            assert all(end <= other or begin >= other_end for other, other_end in spans.get(flag.lane, []))
        spans.setdefault(flag.lane, []).append((begin, end))


@given(st.integers(0, 9000), st.integers(0, 800))
def test_every_day_lies_on_the_axis_in_order(past: int, ahead: int) -> None:
    axis = lifeline.axis_for([Car("a", "x", delivered=TODAY - timedelta(days=past))], TODAY)
    assert 0 <= axis.x(axis.start) <= axis.at_today <= axis.x(TODAY + timedelta(days=ahead)) <= 100


def test_a_new_car_without_past_can_be_drawn() -> None:
    row = lifeline.draw([Car("a", "云驰 E5", delivered=TODAY)], TODAY).rows[0]
    assert row.odometer == {}
    assert "云驰 E5" in row.summary


def test_dearest_visits_carry_words_that_do_not_meet() -> None:
    born = TODAY - timedelta(days=1500)
    visits = tuple(Visit(born + timedelta(days=700 + at), "repair", 300_000 + at, "大修") for at in range(5))
    row = lifeline.draw([Car("a", "x", delivered=born, visits=visits)], TODAY).rows[0]
    assert sum(1 for visit in row.visits if visit["words"]) == 1
