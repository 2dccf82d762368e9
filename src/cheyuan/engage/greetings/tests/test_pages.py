"""CARE-R15, CARE-R16: the pages and the API of greetings and weather."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import actions, queries
from cheyuan.engage.greetings.models import Event, Version
from cheyuan.engage.greetings.tests.conftest import DAWN, MOON, rain
from cheyuan.engage.greetings.weather import csvfile
from cheyuan.kernel.clock import SHANGHAI, now

pytestmark = pytest.mark.django_db


def said(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_care_r15_the_calendar_shows_a_year_with_proposals_that_one_click_takes(client_as, boss):
    client = client_as("marketing")
    page = said(client.get(reverse("greetings:calendar")))
    assert "春节" in page
    assert "冬至" in page
    assert "可补足本月" in page
    answer = client.post(reverse("greetings:switch", args=["term_dahan"]), {"on": "1"})
    assert answer.status_code == 302
    with scope(boss):
        assert queries.greeting(boss, boss.store_id, "term_dahan").on


def test_care_r15_an_agent_sees_the_calendar_and_changes_nothing(client_as):
    client = client_as("care_agent")
    assert reverse("greetings:switch", args=["spring"]) not in said(client.get(reverse("greetings:calendar")))
    assert client.post(reverse("greetings:switch", args=["spring"]), {"on": "0"}).status_code == 403
    assert client.get(reverse("greetings:new")).status_code == 403
    assert client_as("technician").get(reverse("greetings:calendar")).status_code == 403


def test_care_r15_an_entry_is_previewed_and_saved(client_as, friend, boss):
    friend(), friend(agrees=False)
    client = client_as("marketing_manager")
    here = reverse("greetings:entry", args=["mid_autumn"])
    assert "月圆人团圆" in said(client.get(here))
    preview = said(client.get(reverse("greetings:preview", args=["mid_autumn"]), {"zh": "{title}，中秋安康。"}))
    assert "将发给 1 位客户" in preview
    assert "未同意营销" in preview
    assert "中秋安康" in preview
    wrong = said(client.post(here, {"zh": "{nobody}", "en": "", "version": "0"}), 422)
    assert "{nobody}" in wrong, "what was typed stays"
    assert client.post(here, {"zh": "{title}，中秋安康。", "version": "0"}).status_code == 302
    assert client.post(here, {"zh": "旧的", "version": "0"}).status_code == 409


def test_care_r15_a_store_writes_one_of_its_own(client_as, boss):
    client = client_as("marketing")
    form = {"title": "店庆", "zh": "{title}，店庆快乐", "en": "", "on": "1", "rule_kind": "moon", "rule_month": "3",
            "rule_day": "3", "rule_shift": "-1", "whom": "owners"}  # fmt: skip
    answer = client.post(reverse("greetings:new"), form)
    assert answer.url == reverse("greetings:entry", args=["own_1"])
    page = said(client.get(answer.url))
    assert "农历 3 月 3 日前 1 天" in page
    said(client.post(reverse("greetings:new"), {**form, "rule_day": "40"}), 422)
    with scope(boss):
        assert Version.objects.count() == 1


def test_care_r15_what_went_out_shows_who_got_it_and_why_others_did_not_and_is_taken_back(
    client_as, house, friend, messages
):
    friend(name="陈立群"), friend(name="李静", agrees=False)
    (wave,) = actions.hold_day(house, house.store_id, MOON, at=DAWN)
    client = client_as("care_manager")
    assert reverse("greetings:page", args=[wave.pk]) in said(client.get(reverse("greetings:list")))
    page = said(client.get(reverse("greetings:page", args=[wave.pk])))
    assert "陈立群" in page
    assert "未同意营销" in page
    only = said(client.get(reverse("greetings:page", args=[wave.pk]), {"want": "no_consent"}))
    assert "陈立群" not in only
    assert "李静" in only
    said(client.get(reverse("greetings:sheet", args=[wave.pk])))
    assert client.post(reverse("greetings:stop", args=[wave.pk])).status_code == 302
    assert messages()[0].state == "withdrawn"
    assert client.post(reverse("greetings:stop", args=[wave.pk])).status_code == 409


def test_care_r16_an_event_is_reported_by_hand_with_a_preview_first_and_cancelled(client_as, friend, boss):
    friend(city="广州"), friend(city="广州", agrees=False)
    client = client_as("care_manager")
    form = said(client.get(reverse("weather:new")))
    number = form.split('name="number" value="')[1].split('"')[0]
    begins = now().astimezone(SHANGHAI)
    given = {"kind": "typhoon", "level": "4", "regions": "广东、广西", "number": number, "headline": "台风",
             "valid_from": f"{begins:%Y-%m-%dT%H:%M}", "valid_to": f"{begins + timedelta(days=40):%Y-%m-%dT%H:%M}"}  # fmt: skip
    said(client.post(reverse("weather:new"), {**given, "step": "preview"}), 422)
    given["valid_to"] = f"{begins + timedelta(days=2):%Y-%m-%dT%H:%M}"
    page = said(client.post(reverse("weather:new"), {**given, "step": "preview"}))
    assert "将提醒 1 位车主" in page or "位未发" in page
    with scope(boss):
        assert not Event.objects.exists()
    answer = client.post(reverse("weather:new"), {**given, "step": "send"})
    with scope(boss):
        made = Event.objects.get()
    assert answer.url == reverse("weather:page", args=[made.pk])
    assert client.post(reverse("weather:new"), {**given, "step": "send"}).url == reverse("weather:list")
    assert "台风" in said(client.get(answer.url))
    said(client.get(reverse("weather:sheet", args=[made.pk])))
    assert client.post(reverse("weather:cancel", args=[made.pk])).status_code == 302
    assert "已取消" in said(client.get(reverse("weather:list")))
    assert client_as("care_agent").get(reverse("weather:new")).status_code == 403


def test_care_r16_a_file_is_taken_over_whole_or_not_at_all(client_as, boss):
    client = client_as("marketing_manager")
    example = client.get(reverse("weather:example")).content
    wrong = example + b"gd,GD-2,frogs,red,x,2026-01-01T00:00,2026-01-02T00:00,\r\n"
    page = said(client.post(reverse("weather:upload"), {"file": SimpleUploadedFile("w.csv", wrong)}), 422)
    assert "第 3 行" in page
    said(client.post(reverse("weather:upload")), 422)
    with scope(boss):
        assert not Event.objects.exists()
    assert client.post(reverse("weather:upload"), {"file": SimpleUploadedFile("w.csv", example)}).status_code == 302
    with scope(boss):
        assert Event.objects.get().number == "GD-0001"
    assert csvfile.read(example)[0].level == 3


def test_care_r16_the_api_takes_an_event_once(api_as, house, friend):
    friend(city="广州")
    api = api_as("care_manager")
    body = {"source": "gd", "number": "N1", "kind": "heavy_rain", "level": "orange", "regions": ["广州"],
            "valid_from": "2026-09-25T08:00:00+08:00", "valid_to": "2026-09-25T20:00:00+08:00"}  # fmt: skip

    def post(**more):
        return api.post("/api/v1/weather/events", json.dumps({**body, **more}), content_type="application/json")

    assert [one["outcome"] for one in post().json()] == ["new"]
    assert [one["outcome"] for one in post().json()] == ["same"]
    assert [one["outcome"] for one in post(level="red").json()] == ["revised"]
    assert post(regions=["亚特兰蒂斯"]).json()["code"] == "weather_region"
    assert post(kind="frogs").status_code == 422
    (one,) = api.get("/api/v1/weather/events").json()["items"]
    assert (one["level"], one["state"]) == ("red", "active")
    ended = api.post(f"/api/v1/weather/events/{one['id']}/cancel", "{}", content_type="application/json")
    assert ended.json()["state"] == "cancelled"
    agent = api_as("care_agent")
    assert agent.post("/api/v1/weather/events", json.dumps(body), content_type="application/json").status_code == 403


def test_care_r15_the_api_answers_the_calendar_and_switches(api_as, house, friend):
    friend()
    (wave,) = actions.hold_day(house, house.store_id, MOON, at=DAWN)
    api = api_as("marketing_manager")
    months = api.get("/api/v1/greetings/calendar").json()
    assert len(months) == 12
    answer = api.post(
        "/api/v1/greetings/entries/spring/switch", json.dumps({"on": False}), content_type="application/json"
    )
    assert answer.json()["on"] is False
    assert api.get(f"/api/v1/greetings/sent/{wave.pk}").json()["counts"] == {"held": 1}
    assert api.get("/api/v1/greetings/sent").json()["items"][0]["code"] == "mid_autumn"
    assert api.post(f"/api/v1/greetings/sent/{wave.pk}/stop", "{}", content_type="application/json").json() == {
        "count": 1
    }


def test_care_01_the_rules_of_greetings_stand_among_the_others_and_show_what_they_did(client_as, house, friend):
    friend(city="广州")
    client = client_as("care_manager")
    page = said(client.get(reverse("care:rules")))
    assert "群发消息，不产生任务" in page
    assert "R15" in page
    (got,) = actions.take(house, [rain(at=now())], at=now())
    actions.hold_event(house, got.event.pk, at=now())
    room = said(client.get(reverse("care:preview", args=["R16"])))
    assert reverse("weather:list") in room
    assert "涉及客户" in room
    assert reverse("greetings:calendar") in said(client.get(reverse("care:preview", args=["R15"])))
    assert "9:00" in said(client.get(reverse("care:rule", args=["R15"])))
