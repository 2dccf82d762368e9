"""INS-30: the dictionary and a metric's page, for whom, with how many questions; exports without anybody's name; the API."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import queries
from cheyuan.insight.metrics.declaring import metrics
from cheyuan.insight.metrics.tests.conftest import Book
from cheyuan.insight.metrics.tests.world import lively
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied, Missing, Refused

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = "from=2025-01-01&to=2026-11-22"
SPAN = (date(2025, 1, 1), date(2026, 11, 22))


@pytest.fixture
def full(book: Book) -> Book:
    """A store with something of everything."""
    lively(book, 7)
    book.reckon()
    return book


def test_ins_30_the_dictionary_shows_every_metric_with_its_figure(full: Book, client_as: Callable[..., Any]) -> None:
    client = client_as("care_manager", full.store)
    page = client.get(f"/metrics/?{DAYS}")
    text = page.content.decode()
    with scope(full.by):
        found = queries.values(full.by, list(metrics()), *SPAN)
    for code, one in metrics().items():
        assert str(one.name) in text
        assert str(one.formula) in text
        assert queries.said(one, found[code].figure) in text
    assert text.count("<polyline") > 10


def test_ins_30_all_figures_of_a_page_are_one_question(full: Book, boss: Actor) -> None:
    with scope(boss):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.values(boss, list(metrics()), *SPAN, before=SPAN)
        assert len(seen) == 1
        with CaptureQueriesContext(connection) as seen:
            queries.courses(boss, list(metrics()), *SPAN)
        assert len(seen) == 1
        with CaptureQueriesContext(connection) as seen:
            queries.series(boss, "coverage", *SPAN, split="rule")
        assert len(seen) == 1


@pytest.mark.parametrize("code", [
    "first_return", "periodic_return", "lapse", "recall", "lapse_short", "lapse_long", "coverage", "first_coverage", "overdue",
    "reach", "booking", "reminder_return", "contact_return", "failed", "csi", "nps", "value", "complaints_per_visits",
    "complaint_closing", "response", "visits", "delivered", "messages_sent", "messages_refused",
])  # fmt: skip
def test_ins_30_each_metric_has_its_page_with_parts_and_rows(
    full: Book, client_as: Callable[..., Any], code: str
) -> None:
    client, one = client_as("general_manager", full.store), metrics()[code]
    for split in ("", *one.dims):
        page = client.get(f"/metrics/{code}?{DAYS}&split={split}")
        assert page.status_code == 200
        assert str(one.formula) in page.content.decode()
    later = re.search(r'hx-get="([^"]+)"', page.content.decode().split('id="rows"')[1])
    assert later
    found = client.get(unescape(later[1]))
    assert found.context["rows"]
    assert found.context["found"].count >= len(found.context["rows"])
    assert (
        client.get(f"/metrics/{code}?from=&to=nonsense&store=99999x&split=name&skip=-3&part=maybe").status_code == 200
    )


def test_ins_30_the_whole_dictionary_is_tried_above() -> None:
    assert len(metrics()) == 24


def test_ins_30_parts_of_a_figure_add_up_to_it(full: Book, boss: Actor) -> None:
    with scope(boss):
        for code, one in metrics().items():
            whole = queries.values(boss, [code], *SPAN)[code]
            for dim in (*one.dims, "store"):
                parts = queries.series(boss, code, *SPAN, split=dim, step="month").totals.values()
                assert (sum(p.num for p in parts), sum(p.den for p in parts)) == (whole.num, whole.den), (code, dim)
            for step in ("day", "week", "month"):
                points = queries.series(boss, code, *SPAN, step=step).points
                assert (sum(p.num for p in points), sum(p.den for p in points)) == (whole.num, whole.den)


def test_ins_30_a_filter_narrows_figure_course_and_rows_alike(full: Book, boss: Actor) -> None:
    only = {"model": "海悦 S3"}
    with scope(boss):
        for code, one in metrics().items():
            value = queries.values(boss, [code], *SPAN, filters=only)[code]
            if "model" not in one.dims:
                assert not value.applies
                assert value.figure is None
                with pytest.raises(Refused):
                    queries.rows(boss, code, *SPAN, filters=only)
                continue
            behind = queries.rows(boss, code, *SPAN, filters=only, limit=1000)
            assert (behind.num, behind.den) == (value.num, value.den), code
            assert {row.dims["model"] for row in behind.rows} <= {"海悦 S3"}


def test_ins_30_rows_come_in_parts_without_gap_or_double(full: Book, boss: Actor) -> None:
    with scope(boss):
        whole = queries.rows(boss, "visits", *SPAN, limit=1000)
        parts, after = [], None
        while True:
            some = queries.rows(boss, "visits", *SPAN, after=after, limit=7)
            parts += some.rows
            after = some.next
            if after is None:
                break
        yes, no = (queries.rows(boss, "overdue", *SPAN, part=one) for one in ("yes", "no"))
        both = queries.rows(boss, "overdue", *SPAN)
    assert parts == list(whole.rows)
    assert len(parts) == whole.count > 20
    assert (yes.count + no.count, yes.num, no.num) == (both.count, both.num, 0)


def test_p9_a_sister_store_sees_nothing_of_it(full: Book, tenants: Any, actor: Callable[..., Actor]) -> None:
    stranger = actor("general_manager", tenants.sister)
    with scope(stranger):
        for code, one in queries.values(stranger, list(metrics()), *SPAN).items():
            assert (one.num, one.den) == (0, 0), code
            assert queries.rows(stranger, code, *SPAN).count == 0
        with pytest.raises(Missing):
            queries.values(stranger, ["visits"], *SPAN, stores=[full.store.pk])
        with pytest.raises(Missing):
            queries.rows(stranger, "visits", *SPAN, stores=[full.store.pk])
        assert queries.as_of(stranger) is None


def test_ins_30_an_agent_sees_their_own_work_only(
    full: Book, actor: Callable[..., Actor], client_as: Callable[..., Any]
) -> None:
    agent = actor("care_agent", name="林晓")
    car = full.car()
    mine = full.task(car, "R09", date(2026, 10, 5), "mine", assignee_id=agent.account_id)
    full.call(mine, date(2026, 10, 4), "booked", account_id=agent.account_id)
    full.reckon()
    with scope(agent):
        assert {one.code for one in queries.dictionary(agent)} == {
            c for c, one in metrics().items() if "agent" in one.dims
        }
        found = queries.values(agent, ["coverage"], *SPAN, filters={"agent": "99999"})["coverage"]
        assert (found.num, found.den) == (1, 1), "another's work is answered with one's own"
        assert [row.ref.id for row in queries.rows(agent, "coverage", *SPAN).rows] == [mine.pk]
        with pytest.raises(Missing):
            queries.values(agent, ["value"], *SPAN)
    with pytest.raises(Denied), scope(nobody := actor("technician")):
        queries.dictionary(nobody)
    client = client_as("care_agent", full.store)
    assert client.get("/metrics/value").status_code == 404
    assert client.get("/metrics/coverage").status_code == 200
    assert client.get(f"/metrics/coverage/export?{DAYS}").status_code == 403
    assert client.post("/metrics/refresh").status_code == 403


def test_ins_30_a_filter_that_a_metric_does_not_know_is_said(full: Book, client_as: Callable[..., Any]) -> None:
    client = client_as("care_manager", full.store)
    page = client.get("/metrics/complaint_closing?brand=海悦")
    assert "品牌" in page.context["outside"]
    assert page.context["outside"] in page.content.decode()
    assert client.get("/metrics/visits?brand=海悦").context["outside"] == ""
    lines = {one["metric"].code: one for one in client.get("/metrics/?brand=海悦").context["lines"]}
    assert (lines["visits"]["outside"], bool(lines["complaint_closing"]["outside"])) == ("", True)


def test_p11_a_sheet_of_rows_names_nobody(full: Book, client_as: Callable[..., Any]) -> None:
    client = client_as("care_manager", full.store)
    for code in metrics():
        text = client.get(f"/metrics/{code}/export?{DAYS}").content.decode()
        assert "王小伟" not in text
        assert "LSVMM" not in text
        assert len(text.splitlines()) > 1
    assert "王小伟" not in client.get(f"/metrics/export?{DAYS}").content.decode()


def test_ins_30_the_api_answers_dictionary_figures_courses_and_rows(full: Book, api_as: Callable[..., Any]) -> None:
    client, days = api_as("care_manager", full.store), "first=2025-01-01&last=2026-11-22"
    known = {one["code"]: one for one in client.get("/api/v1/metrics").json()}
    assert known.keys() == metrics().keys()
    assert known["first_return"]["target"] == 0.7
    found = client.get(f"/api/v1/metrics/values?{days}&code=visits&code=csi").json()
    assert [one["code"] for one in found["values"]] == ["visits", "csi"]
    visits = found["values"][0]["num"]
    points = client.get(f"/api/v1/metrics/visits/series?{days}&split=kind").json()["points"]
    assert sum(one["num"] for one in points) == visits
    rows = client.get(f"/api/v1/metrics/visits/rows?{days}&limit=3").json()
    assert (rows["num"], len(rows["rows"]), rows["next"]) == (visits, 3, 3)
    assert client.get(f"/api/v1/metrics/visits/rows?{days}&agent=1").status_code == 422
    assert client.get(f"/api/v1/metrics/nothing/rows?{days}").status_code == 404
    assert client.get(f"/api/v1/metrics/values?{days}&store_id=999999").status_code == 404


def test_ins_30_reckoning_anew_is_work_of_its_own(book: Book, client_as: Callable[..., Any]) -> None:
    client = client_as("care_manager", book.store)
    assert client.post("/metrics/refresh").status_code == 302
    with connection.cursor() as cursor, scope(book.by):
        cursor.execute("SELECT name, args->>'store_id' FROM jobs_work")
        assert cursor.fetchall() == [("metrics.refresh", str(book.store.pk))]
