"""CARE-16: audits as pages and over the API; PPL-08: the words go with the person."""

import json

import pytest
from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.audits import actions, leftovers
from cheyuan.engage.audits.models import Audit, Scorecard
from cheyuan.engage.audits.tests.conftest import NIGHT, all_of, card_of, judged

pytestmark = pytest.mark.django_db


def marks(card, mark="yes", **others):
    return {f"mark-{key}": one for key, one in all_of(card, mark, **others).items()} | {"card": card.pk}


def test_care_16_the_page_shows_the_call_and_takes_the_marks(client_as, boss, drawn):
    client, row = client_as("general_manager"), drawn()[0]
    here = reverse("audits:page", args=[row.pk])
    page = client.get(here).content.decode()
    assert "客户说十一月来" in page
    assert row.agent_name in page
    card = card_of(boss)
    wrong = client.post(reverse("audits:judge", args=[row.pk]), marks(card, "no"))
    assert wrong.status_code == 422
    assert wrong.content.decode().count("checked") == len(card.criteria), "what was marked stays"
    done = client.post(reverse("audits:judge", args=[row.pk]), marks(card, "no") | {"findings": "没有自报家门"})
    assert (done.status_code, done.url) == (302, here)
    page = client.get(here).content.decode()
    assert "没有自报家门" in page
    assert client.post(reverse("audits:again", args=[row.pk])).status_code == 302


def test_care_16_the_list_filters_and_only_managers_export(client_as, boss, drawn):
    rows = drawn()
    judged(boss, rows[0])
    client = client_as("care_manager")
    assert "audits/list/export" in client.get(reverse("audits:list")).content.decode()
    open_ones = client.get(f"{reverse('audits:list')}?state=open").content.decode()
    assert reverse("audits:page", args=[rows[0].pk]) not in open_ones
    assert reverse("audits:page", args=[rows[1].pk]) in open_ones
    agent = client_as("care_agent")
    theirs = agent.get(reverse("audits:list"))
    assert theirs.status_code == 200
    assert all(reverse("audits:page", args=[one.pk]) not in theirs.content.decode() for one in rows)
    assert agent.post(reverse("audits:list_export"), {"query": "", "format": "csv"}).status_code == 403


def test_care_16_the_month_is_drawn_with_a_button(client_as, boss, calls):
    calls(5)
    client = client_as("care_manager")
    page = client.get(f"{reverse('audits:month')}?month=2026-10").content.decode()
    assert "60%" in page
    answer = client.post(reverse("audits:draw"), {"month": "2026-10"})
    assert answer.url.endswith("?month=2026-10")
    with scope(boss):
        assert Audit.objects.count() == 3
    assert client_as("care_agent").post(reverse("audits:draw"), {"month": "2026-10"}).status_code == 403
    assert "60%" not in client_as("care_agent").get(f"{reverse('audits:month')}?month=2026-10").content.decode()


def test_care_16_a_sheet_is_written_and_shipped_lines_stay_translated(client_as, boss):
    client, card = client_as("care_manager"), card_of(boss)
    here = reverse("audits:card", args=["R13"])
    page = client.get(here).content.decode()
    assert "核对客户和车辆" in page
    given = {
        "key": ["greeting", ""], "label": ["自报身份，并询问是否方便", "语速合适"], "weight": ["60", "40"], "must": ["2"],
        "pass_mark": "70",
    }  # fmt: skip
    assert client.post(here, given).status_code == 302
    with scope(boss):
        new = Scorecard.objects.get(rule="R13", number=2)
    assert [(one["label"], one["weight"], one["must"]) for one in new.criteria] == [
        ("", 60, False),
        ("语速合适", 40, True),
    ]
    wrong = client.post(here, given | {"pass_mark": "200"})
    assert (wrong.status_code, "语速合适" in wrong.content.decode()) == (422, True)
    assert client_as("care_agent").get(reverse("audits:cards")).status_code == 403
    assert card.number == 1


def test_care_16_over_the_api(api_as, boss, drawn, agents):
    rows, client = drawn(), api_as("care_manager")
    body = {"scorecard_id": card_of(boss).pk, "marks": all_of(card_of(boss), "no"), "findings": "漏了到期日"}
    url = f"/api/v1/audits/{rows[0].pk}/judge"
    done = client.post(url, json.dumps(body), content_type="application/json")
    assert (done.status_code, done.json()["state"], done.json()["score"]) == (200, "failed", 0)
    assert client.get("/api/v1/audits?state=failed").json()["items"][0]["id"] == rows[0].pk
    assert client.get("/api/v1/audits/cards/R13").json()["pass_mark"] == 80
    assert sum(one["failed"] for one in client.get("/api/v1/audits/figures?month=2026-10-05").json()) == 1
    drawn_again = client.post(
        "/api/v1/audits/draw", json.dumps({"store_id": boss.store_id, "month": "2026-10-01"}),
        content_type="application/json",
    )  # fmt: skip
    assert drawn_again.json() == {"count": 0}


def test_ppl_08_findings_and_answers_go_with_the_person_the_score_stays(boss, drawn, agents):
    row = judged(boss, drawn()[0], "no", "客户姓陈，电话里说了家事")
    agent = next(one for one in agents if one.account_id == row.agent_id)
    actions.answer(agent, row.pk, "陈先生自己说的", at=NIGHT)
    with scope(boss):
        subject = type("S", (), {"customer": Audit.objects.select_related("customer").get(pk=row.pk).customer})
        assert "家事" in json.dumps(leftovers.PART.copy(subject), ensure_ascii=False, default=str)
        leftovers.PART.erase(subject)
        kept = Audit.objects.get(pk=row.pk)
    assert (kept.findings, kept.answer, kept.state, kept.score) == ("", "", "failed", 0)
