"""CARE-50: the pages, from the list of customers to the returned envelope."""

from datetime import timedelta

import pytest

from cheyuan.base.approvals import actions as approvals
from cheyuan.engage.letters import actions
from cheyuan.engage.letters.actions import making
from cheyuan.kernel.clock import day_of, now

from .conftest import BODY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(client_as, boss):
    """The care manager in a browser."""
    return client_as("care_manager", name="周敏")


def form(**changes):
    return {
        "title": "中秋贺卡", "audience": "tab:all", "purpose": "marketing", "kind": "card", "paper": "a5l", "envelope": "c5",
        "ornament": "moon", "heading": "月圆人团圆", "body": BODY, "closing": "{store} 全体同仁", "survey_code": "service",
        "posts_on": (day_of(now()) + timedelta(days=3)).isoformat(), **changes,
    }  # fmt: skip


def test_care_50_from_the_list_to_the_draft_with_a_live_count(desk, person):
    person("贵宾", is_vip=True), person("平常")
    listed = desk.get("/customers/?vip=1").content.decode()
    assert "/letters/new?vip=1" in listed
    page = desk.get("/letters/new?vip=1").content.decode()
    assert "<b>1</b>" in page
    counted = desk.post("/letters/count", form()).content.decode()
    assert "<b>2</b>" in counted
    saved = desk.post("/letters/new", form(audience="given", query="vip=1"), follow=True)
    assert saved.status_code == 200
    assert "中秋贺卡" in saved.content.decode()


def test_care_50_a_wrong_form_says_so_beside_the_field(desk, person):
    answer = desk.post("/letters/new", form(envelope="dl", body="{nix}"))
    assert answer.status_code == 422
    assert "id_envelope-error" in answer.content.decode()


def test_care_50_one_letter_on_the_screen_without_the_street(desk, boss, draft, person):
    person("陈立群")
    one = actions.save(boss, boss.store_id, draft(), at=now())
    for what in ("letters", "envelopes"):
        answer = desk.get(f"/letters/{one.pk}/look?n=1&what={what}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer.content.startswith(b"\x89PNG")
    proof = desk.get(f"/letters/{one.pk}/proof?what=envelopes")
    assert proof.content.startswith(b"%PDF-")
    assert desk.get(f"/letters/{one.pk}/left").status_code == 200


def test_care_50_the_whole_way_on_pages(desk, client_as, chief, made, person, rows, tenants):
    person("陈立群")
    one = made()
    assert desk.post(f"/letters/{one.pk}/ask", {"reason": "华南印务"}).status_code == 302
    package = rows(tenants.store, "letters.Package")[0]
    approvals.decide(chief, package.approval_id, yes=True, at=now())
    assert "/take" in desk.get(f"/letters/{one.pk}").content.decode()
    assert desk.get(f"/letters/packages/{package.pk}").status_code == 302
    taken = desk.post(f"/letters/packages/{package.pk}/take")
    assert (taken.status_code, taken["Content-Type"], taken.content[:2]) == (200, "application/zip", b"PK")
    assert desk.post(f"/letters/{one.pk}/post", {"day": "2019-01-01"}).status_code == 422
    assert desk.post(f"/letters/{one.pk}/post", {"day": day_of(now()).isoformat()}).status_code == 302
    front = client_as("front_desk")
    number = rows(tenants.store, "letters.Letter")[0].number
    assert front.post("/letters/returns", {"number": "123"}).status_code == 422
    assert front.post("/letters/returns", {"number": number}).status_code == 302
    assert number in front.get("/letters/returns").content.decode()
    assert desk.get(f"/letters/{one.pk}?state=returned").status_code == 200
    assert "中秋" not in desk.get("/letters/").content.decode()
    assert front.post("/letters/returns/back", {"number": number}).status_code == 302


def test_care_50_a_letter_stands_on_the_customers_page(desk, made, person, boss):
    who = person("陈立群")
    one = made()
    actions.post(boss, one.pk, day_of(now()), at=now())
    page = desk.get(f"/customers/{who.pk}").content.decode()
    assert f"/letters/{one.pk}" in page


def test_care_50_stopped_thrown_away_and_removed_on_pages(desk, boss, draft, person):
    person()
    one = actions.save(boss, boss.store_id, draft(), at=now())
    assert desk.post(f"/letters/{one.pk}/make").status_code == 302
    assert desk.get(f"/letters/{one.pk}").status_code == 200
    making.work(boss, lambda done, total: None, mailing_id=one.pk)
    assert desk.post(f"/letters/{one.pk}/renew").status_code == 409
    assert desk.post(f"/letters/{one.pk}/discard").status_code == 302
    assert desk.post(f"/letters/{one.pk}/remove").status_code == 302
    assert desk.get(f"/letters/{one.pk}").status_code == 404
