"""CARE-20, CARE-21 over the API: the second face of the same actions."""

import pytest

from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db
SURVEY = {
    "about": "event", "title": {"zh": "讲座评价", "en": "Lecture"},
    "questions": [
        {"key": "useful", "kind": "score", "words": {"zh": "有用吗？"}, "required": True},
        {"key": "how", "kind": "choice", "words": {"zh": "怎么知道的？"},
         "options": [{"key": "a", "words": {"zh": "朋友"}}, {"key": "b", "words": {"zh": "微信"}}]},
    ],
}  # fmt: skip
JSON = {"content_type": "application/json"}


def test_care_20_written_read_and_written_anew(api_as, boss):
    api = api_as("care_manager")
    made = api.post("/api/v1/surveys", SURVEY, **JSON)
    assert (made.status_code, made.json()["number"], made.json()["used"]) == (201, 1, True)
    code = made.json()["code"]
    changed = api.put(f"/api/v1/surveys/{code}", {**SURVEY, "questions": SURVEY["questions"][:1]}, **JSON)
    assert (changed.json()["number"], len(changed.json()["questions"])) == (2, 1)
    assert {one["code"] for one in api.get("/api/v1/surveys").json()} == {"delivery", "service", "visit", code}
    assert api.get("/api/v1/surveys/none").status_code == 404
    assert api_as("care_agent").post("/api/v1/surveys", SURVEY, **JSON).status_code == 403


def test_care_20_invited_once_a_day_with_a_link(api_as, boss, person, client):
    api, about = api_as("care_agent"), person()
    wish = {"customer_id": about.pk, "code": "service", "vehicle_id": about.car.pk}
    made = api.post("/api/v1/invitations", wish, **JSON).json()
    again = api.post("/api/v1/invitations", wish, **JSON).json()
    assert (made["id"], made["link"]) == (again["id"], again["link"])
    assert client.get(made["link"][made["link"].index("/s/") :]).status_code == 200
    listed = api.get("/api/v1/invitations").json()["items"]
    assert [("link" in one, one["state"]) for one in listed] == [(False, "open")]


def test_care_21_filled_in_low_with_a_question_and_answered(api_as, boss, task):
    api, one = api_as("care_agent"), task()
    values = {**dict.fromkeys(("overall", "explained", "clean", "attitude"), 5), "nps": 5}
    made = api.post("/api/v1/answers", {"task_id": one.pk, "values": values, "question": "何时上牌？"}, **JSON)
    assert (made.status_code, made.json()["low"]) == (201, True)
    complaint = api.get(f"/api/v1/complaints/{made.json()['complaint_id']}").json()
    assert complaint["channel"] == "survey"
    twice = api.post("/api/v1/answers", {"task_id": one.pk, "values": values}, **JSON)
    assert (twice.status_code, twice.json()["code"]) == (409, "survey_answered")
    wrong = api.post("/api/v1/answers", {"task_id": one.pk, "values": {"overall": "x"}}, **JSON)
    assert wrong.status_code in (409, 422)
    (asked,) = api.get("/api/v1/questions?open=true").json()["items"]
    done = api.post(f"/api/v1/questions/{asked['id']}/reply", {"reply": "周五"}, **JSON)
    assert done.json()["reply"] == "周五"
    assert api.get("/api/v1/questions?open=true").json()["items"] == []
    assert len(api.get("/api/v1/answers?low=true").json()["items"]) == 1
    assert api.get(f"/api/v1/answers?since={now():%Y}-01-01&until={now():%Y}-01-02").json()["items"] == []
