"""CARE-40, CARE-41, CARE-42 on pages and over the API: the same figures, the very rows, each role its own."""

import pytest
from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.reports import actions
from cheyuan.engage.reports.models import Proposal
from cheyuan.engage.reports.queries import closings
from cheyuan.engage.reports.tests.conftest import OCTOBER
from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db
MONTH = "?step=month&day=2026-10-01"


@pytest.fixture
def report(lived, boss):
    """October's, a draft."""
    one = actions.close(boss, boss.store_id, OCTOBER, at=now())
    with scope(boss):
        return closings.report_of(boss, one.pk)


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_care_40_the_page_shows_figures_pictures_definitions_and_ways_to_rows(lived, client_as):
    client = client_as("care_manager")
    page = text(client, reverse("reports:figures") + MONTH)
    for said in ('data-chart="by_rule"', 'data-chart="by_day"', "66.7%", "海悦 L5", "<details", "what=missed"):
        assert said in page, said
    rows = text(client, f"{reverse('reports:rows')}{MONTH}&what=missed&rule=R09")
    assert rows.count("王小伟") == 2, "one row, as a line and as a card"
    cars = text(client, f"{reverse('reports:cars')}{MONTH}&figure=lapse&what=yes")
    assert cars.count("/vehicles/") >= 3
    assert client.get(f"{reverse('reports:cars')}{MONTH}&figure=nothing").status_code == 404


def test_care_40_every_filter_and_an_empty_period(lived, client_as, agent):
    client = client_as("general_manager")
    for query in (f"&agent={agent.account_id}", "&model=海悦 L5", "&agent=0", "&store=999999999"):
        answer = client.get(reverse("reports:figures") + MONTH + query)
        assert answer.status_code == (404 if "store" in query else 200), query
    assert "empty" in text(client, reverse("reports:figures") + "?step=day&day=2020-01-01&agent=0")
    assert client.get(reverse("reports:figures") + "?step=year&day=nonsense&agent=x&page=-1").status_code == 200


def test_care_40_the_sheet_names_no_customer(lived, client_as):
    client = client_as("care_manager")
    for name in ("export", "rows_export"):
        sheet = text(client, reverse(f"reports:{name}") + MONTH)
        assert "王小伟" not in sheet
        assert lived.cars[0].vin not in sheet
        assert "R09" in sheet or "66" in sheet or "L5" in sheet
    assert client_as("care_agent").get(reverse("reports:export") + MONTH).status_code == 403


def test_care_40_an_agent_has_their_own_page_only(lived, report, client_as):
    client = client_as("care_agent")
    assert "data-chart" not in text(client, reverse("reports:figures") + MONTH), "nothing is theirs"
    assert "王小伟" not in text(client, f"{reverse('reports:rows')}{MONTH}&what=due")
    for name, args in (("months", ()), ("month", (report.pk,)), ("paper", (report.pk,))):
        assert client.get(reverse(f"reports:{name}", args=args)).status_code == 403
    assert client_as("technician").get(reverse("reports:figures")).status_code == 403


def test_care_41_from_the_frozen_month_to_the_plan_and_away(report, client_as, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = client_as("care_manager", name="刘晓峰")
    assert f"/reports/months/{report.pk}" in text(client, reverse("reports:months"))
    address = reverse("reports:month", args=[report.pk])
    page = text(client, address)
    assert report.closing.digest in page
    assert "&lt;" not in page.partition("<title>")[2].partition("</title>")[0]
    assert "<time" not in page.partition("<title>")[2].partition("</title>")[0]
    wrong = client.post(reverse("reports:measures", args=[report.pk]), {"what": "", "due_on": "2026-12-01"})
    assert wrong.status_code == 422
    given = {"what": "每周核对首保名单", "weak": "first_return", "owner_id": client.account.pk, "due_on": "2026-12-01"}
    assert client.post(reverse("reports:measures", args=[report.pk]), given).url == address
    assert "每周核对首保名单" in text(client, address)
    proof = client.get(reverse("reports:paper", args=[report.pk]))
    assert proof.content.startswith(b"%PDF-")
    assert client.post(reverse("reports:submit", args=[report.pk]), {"summary": ""}).status_code == 422
    assert client.post(reverse("reports:submit", args=[report.pk]), {"summary": "十月平稳"}).url == address
    page = text(client, address)
    assert "十月平稳" in page
    assert 'name="summary"' not in page
    assert client.post(reverse("reports:reopen", args=[report.pk]), {"words": "再算"}).status_code == 409


def test_care_41_opened_again_from_the_page(report, client_as):
    client = client_as("general_manager")
    answer = client.post(reverse("reports:reopen", args=[report.pk]), {"words": "补录通话"})
    assert answer.status_code == 302
    assert answer.url != reverse("reports:month", args=[report.pk])
    assert answer.url in text(client, reverse("reports:month", args=[report.pk])), "the old one points to the new one"


def test_care_42_contested_by_the_person_decided_by_the_manager(lived, report, boss, client_as, tenants, agent):
    mine = client_as("care_agent", name="当事人")
    with scope(boss):
        Proposal.objects.filter(kind="late").update(account_id=mine.account.pk)
        one = Proposal.objects.get(kind="late")
    assert f"/reports/proposals/{one.pk}" in text(mine, reverse("reports:proposals"))
    page = reverse("reports:proposal", args=[one.pk])
    assert "王小伟" in text(mine, page)
    assert client_as("care_agent").get(page).status_code == 404
    assert mine.post(reverse("reports:contest", args=[one.pk]), {"words": ""}).status_code == 422
    assert mine.post(reverse("reports:contest", args=[one.pk]), {"words": "客户改约"}).url == page
    assert mine.post(reverse("reports:decide", args=[one.pk]), {"amount": "0", "words": "x"}).status_code == 403
    manager = client_as("care_manager")
    assert "客户改约" in text(manager, page)
    assert manager.post(reverse("reports:decide", args=[one.pk]), {"amount": "abc", "words": "x"}).status_code == 422
    assert manager.post(reverse("reports:decide", args=[one.pk]), {"amount": "99", "words": "x"}).status_code == 422
    assert manager.post(reverse("reports:decide", args=[one.pk]), {"amount": "25", "words": "减半"}).url == page
    assert "¥25" in text(manager, reverse("reports:proposals") + f"?report={report.pk}")
    assert manager.post(reverse("reports:money", args=[report.pk]), {"words": "请批"}).status_code == 422


def test_care_40_the_api_is_a_second_face_of_the_same(lived, report, api_as):
    client = api_as("care_manager")
    found = client.get("/api/v1/reports/figures?step=month&day=2026-10-01").json()
    assert found["whole"]["tally"] == [6, 4, 3, 1, 1]
    listed = client.get("/api/v1/reports/months").json()["items"]
    assert [one["id"] for one in listed] == [report.pk]
    assert listed[0]["digest"] == report.closing.digest
    headers = {"content_type": "application/json", "headers": {"Idempotency-Key": "k1"}}
    made = client.post(
        f"/api/v1/reports/months/{report.pk}/measures",
        {"what": "核对", "weak": "", "owner_id": client.account.pk, "due_on": "2026-12-01"}, **headers,
    )  # fmt: skip
    assert made.status_code == 201, made.content
    proposals = client.get("/api/v1/reports/proposals").json()["items"]
    assert {one["kind"] for one in proposals} >= {"unfollowed", "birthday", "late", "missed"}
    assert api_as("care_agent").get("/api/v1/reports/proposals").json()["items"] == []
