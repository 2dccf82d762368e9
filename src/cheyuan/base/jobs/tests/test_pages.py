"""The pages of background work."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cheyuan.base.jobs import actions, work
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.scope import scope

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(work, "_kinds", {})
    work.register("tests.book", lambda by, progress: {}, "Import of a book")


@pytest.fixture
def started(actor):
    by = actor("care_manager")
    return by, actions.start(by, "tests.book", "2026-11.xlsx", at=NOW)


def change(by, row, **fields):
    with scope(by):
        Work.objects.filter(pk=row.pk).update(**fields)


def test_list_shows_work_with_its_progress(started, client_as):
    by, row = started
    change(by, row, state="running", done=30, total=120, started_at=NOW)
    page = client_as("general_manager").get(reverse("jobs:list")).content.decode()
    assert "Import of a book" in page
    assert "2026-11.xlsx" in page
    assert "25%" in page
    assert "every 2s" in page


def test_list_says_why_work_failed_and_rests_when_nothing_runs(started, client_as):
    by, row = started
    change(by, row, state="failed", error="too_many", finished_at=NOW)
    page = client_as("general_manager").get(reverse("jobs:list"), headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" not in page
    assert "<html" not in page


def test_stop_button_stops(started, client_as):
    by, row = started
    client = client_as("care_manager")
    answer = client.post(reverse("jobs:cancel", args=[row.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    with scope(by):
        assert Work.objects.get().state == "cancelled"


def test_p9_work_of_another_store_or_colleague_is_not_there(started, client_as, tenants):
    _, row = started
    for client in (client_as("care_manager", tenants.sister), client_as("care_agent")):
        assert client.post(reverse("jobs:cancel", args=[row.pk])).status_code == 404
        assert client.get(reverse("jobs:one", args=[row.pk])).status_code == 404
        assert "2026-11.xlsx" not in client.get(reverse("jobs:list")).content.decode()


@pytest.mark.parametrize("address", ["//evil.example/x", "https://evil.example", ""])
def test_plt_21_result_leads_only_into_this_house(started, client_as, address):
    by, row = started
    change(by, row, state="done", result={"address": address}, finished_at=NOW)
    assert client_as("care_manager").get(reverse("jobs:one", args=[row.pk])).url == reverse("jobs:list")


def test_result_is_opened_where_it_is(started, client_as):
    by, row = started
    change(by, row, state="done", result={"address": "/tasks"}, finished_at=NOW)
    assert client_as("care_manager").get(reverse("jobs:one", args=[row.pk])).url == "/tasks"


def test_a_made_up_page_is_refused(client_as):
    assert client_as().get(reverse("jobs:list"), {"before": "x"}).status_code == 422
