"""INS-11: the models of repeat transactions against published figures, plain sums and worlds whose truth is known."""

from datetime import date, timedelta
from math import lgamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cheyuan.insight.scores.tests.shared import cdnow
from cheyuan.insight.scores.value import coming, spending
from cheyuan.insight.scores.value.buying import Buying, repeats_between, watched
from cheyuan.insight.scores.value.coming import Coming, Histories
from cheyuan.insight.scores.value.gauss import beta_rule, digamma
from cheyuan.insight.scores.value.predicting import fitted, held_out, predicted

END = date(1997, 9, 30)


def histories(*rows: tuple[float, float, float]) -> Histories:
    return Histories(*(np.array(column, dtype=float) for column in zip(*rows, strict=True)))


@pytest.fixture(scope="module")
def sample() -> dict[str, dict[date, int]]:
    found = cdnow()
    if found is None:
        pytest.skip("the shared sample is not here; name its folder in CHEYUAN_SHARED")
    return found


def test_ins_11_cdnow_gives_the_published_parameters(sample) -> None:
    """Fader, Hardie and Lee 2005: 2,357 customers watched for 39 weeks, log-likelihood −9582.4; amounts of 946 who came again."""
    of = watched(sample, END)
    model = fitted(of)
    assert len(of) == 2357
    assert int((of.of.x > 0).sum()) == 946
    ours = (model.coming.r, model.coming.alpha, model.coming.a, model.coming.b)
    assert ours == pytest.approx((0.2426, 4.4136, 0.7929, 2.4259), rel=0.005)
    assert model.coming.height == pytest.approx(-9582.4, abs=0.1)
    money = (model.spending.p, model.spending.q, model.spending.gamma / 100)
    assert money == pytest.approx((6.25, 3.74, 15.44), rel=0.005)


def test_ins_11_cdnow_the_example_of_the_paper(sample) -> None:
    """Their customer with x = 2, last 30.43, watched 38.86 weeks: 1.226 purchases in the next 39 weeks."""
    model = fitted(watched(sample, END)).coming
    assert model.expected(histories((2, 30.43, 38.86)), 39)[0] == pytest.approx(1.226, abs=0.001)


def test_ins_11_cdnow_what_was_held_out_is_met(sample) -> None:
    """39 weeks more: all purchases within 15 %, nearer than going on as before, more expected where more came."""
    days = (date(1998, 6, 30) - END).days
    made = lambda keys, since, until: repeats_between(sample, keys, since, until)  # noqa: E731
    found = held_out(lambda until: watched(sample, until), made, date(1998, 6, 30), days)
    assert found.held_out_from == END
    assert found.expected == pytest.approx(found.made, rel=0.15)
    assert found.error < found.plain_error
    assert found.bins[-1].made > 5 * found.bins[0].made


def plain(of: Histories, at: tuple[float, float, float, float]) -> float:
    """Formula 6 of the paper, customer by customer, with Γ itself."""
    r, alpha, a, b = at
    whole = 0.0
    for x, last, end in zip(of.x, of.last, of.whole, strict=True):
        one = (
            lgamma(r + x)
            - lgamma(r)
            + r * np.log(alpha)
            + lgamma(a + b)
            + lgamma(b + x)
            - lgamma(b)
            - lgamma(a + b + x)
        )
        stays = (alpha + end) ** -(r + x)
        left = a / (b + x - 1) * (alpha + last) ** -(r + x) if x else 0.0
        whole += one + np.log(stays + left)
    return whole


positive = st.floats(0.05, 20)


@given(positive, st.floats(0.1, 50), positive, positive)
@settings(max_examples=40, deadline=None)
def test_ins_11_likelihood_and_slopes_are_those_of_the_plain_formula(r, alpha, a, b) -> None:
    of = histories((0, 0, 30.0), (1, 3.0, 12.0), (2, 30.4, 38.9), (9, 20.0, 21.0), (25, 51.0, 52.0))
    at = np.array([r, alpha, a, b])
    height, slope = coming._likelihood(at, of)
    assert height.sum() == pytest.approx(plain(of, tuple(at)), rel=1e-9)
    for n in range(4):
        step = np.zeros(4)
        step[n] = at[n] * 1e-6
        rise = (plain(of, tuple(at + step)) - plain(of, tuple(at - step))) / (2 * step[n])
        assert slope[n].sum() == pytest.approx(rise, rel=1e-3, abs=1e-5)


def series(r: float, alpha: float, a: float, b: float, x: int, whole: float, ahead: float) -> float:
    """Expected transactions of somebody still a customer by the published 2F1, summed term by term."""
    z, term, total, n = ahead / (alpha + whole + ahead), 1.0, 0.0, 0
    while term > 1e-17 * max(total, 1e-9) and n < 200_000:
        total += term
        term *= (r + x + n) * (b + x + n) / ((a + b + x - 1 + n) * (n + 1)) * z
        n += 1
    return (a + b + x - 1) / (a - 1) * (1 - ((alpha + whole) / (alpha + whole + ahead)) ** (r + x) * total)


@pytest.mark.parametrize("at", [(0.24, 4.41, 0.79, 2.43), (2.0, 30.0, 0.4, 6.0), (1.2, 9.0, 2.5, 0.7)])
@pytest.mark.parametrize("x", [0, 1, 7, 40])
def test_ins_11_expectations_are_those_of_the_published_series(at, x) -> None:
    of = histories((x, 40.0 if x else 0.0, 52.0))
    model = Coming(*at)
    wanted = series(*at, x, 52.0, 52.0) * float(model.alive(of)[0])
    assert model.expected(of, 52.0)[0] == pytest.approx(wanted, rel=1e-6)


@given(positive, st.floats(0.1, 500), positive, positive, st.integers(0, 3000), st.floats(0, 1), st.floats(0.1, 5000))
@settings(max_examples=60, deadline=None)
def test_ins_11_figures_stay_sane_at_the_edges(r, alpha, a, b, x, share, whole) -> None:
    """Finite, within bounds, and more time never brings less: a at 1, thousands of visits, customers of a century."""
    of, model = histories((x, share * whole if x else 0.0, whole)), Coming(r, alpha, a, b)
    few, many = model.expected(of, 10.0)[0], model.expected(of, 100.0)[0]
    assert 0 <= model.alive(of)[0] <= 1
    assert 0 <= few <= many < np.inf
    assert np.isfinite(Coming(r, alpha, 1.0, b).expected(of, 10.0)[0])


def test_ins_11_the_longer_silent_the_less_alive() -> None:
    model = Coming(0.24, 4.41, 0.79, 2.43)
    found = model.alive(histories(*((4, last, 60.0) for last in (5.0, 20.0, 40.0, 60.0))))
    assert list(found) == sorted(found)
    assert model.alive(histories((0, 0.0, 60.0)))[0] == 1.0


def test_ins_11_a_made_up_world_gives_its_own_figures_back() -> None:
    """3,000 customers simulated from known parameters, two years watched, the third held out: the sum within 6 %."""
    rng, today = np.random.default_rng(7), date(2026, 1, 1)
    days: dict[int, dict[date, int]] = {}
    began: dict[int, date] = {}
    for key in range(3000):
        began[key] = today - timedelta(days=1095 - int(rng.integers(0, 300)))
        pace, chance, at, mine = rng.gamma(2.0, 1 / 60), rng.beta(0.8, 4.0), 0.0, {}
        mean = 60_000 / rng.gamma(4.0, 1 / 3) * 1.0
        while (at := at + rng.exponential(1 / max(pace, 1e-6))) < 1095 and len(mine) < 200:
            mine[began[key] + timedelta(days=int(at) + 1)] = int(rng.gamma(5.0, mean / 5)) + 1
            if rng.random() < chance:
                break
        days[key] = mine
    made = lambda keys, since, until: repeats_between(days, keys, since, until)  # noqa: E731
    found = held_out(lambda until: watched(days, until, began), made, today, 365)
    assert found.expected == pytest.approx(found.made, rel=0.06)
    assert found.error < found.plain_error
    whole = watched(days, today, began)
    shown = predicted(fitted(whole), whole, 0.1, 10)
    assert (shown.life >= shown.year * 0.9).all()
    dear = predicted(fitted(whole), whole, 0.3, 10)
    assert (dear.life <= shown.life).all()


def test_ins_11_too_little_history_is_no_model() -> None:
    few = Buying(list(range(19)), histories(*((1.0, 2.0, 9.0) for _ in range(19))), np.full(19, 100.0))
    assert fitted(few) is None
    assert spending.fit(np.ones(5), np.full(5, 9.0)) is None


def test_ins_11_the_rules_of_gauss_and_digamma() -> None:
    for a, b in ((0.79, 2.43), (1.0, 1.0), (0.05, 900.0), (30.0, 2.0)):
        places, weights = beta_rule(a, b)
        assert weights.sum() == pytest.approx(1)
        assert places @ weights == pytest.approx(a / (a + b))
        assert places**2 @ weights == pytest.approx(a * (a + 1) / ((a + b) * (a + b + 1)))
    assert digamma(np.array([1.0, 0.5, 7.25])) == pytest.approx([-0.5772156649, -1.9635100260, 1.9104535268], rel=1e-6)
