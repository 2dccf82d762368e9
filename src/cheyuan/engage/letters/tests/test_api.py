"""CARE-50 over the API: from the draft to the reply, righted and walled as the pages, once per key."""

import json
from datetime import timedelta

import pytest

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.jobs import run as running
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters.models import Letter
from cheyuan.engage.surveys import actions as surveys
from cheyuan.engage.surveys import links
from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.kernel.clock import now
from cheyuan.site.testing.days import today

from .conftest import BODY, house

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/api/v1/letters"


def body(**more):
    return {
        "title": "中秋贺卡", "body": BODY, "audience": "tab:all", "survey_code": "service", "ornament": "moon",
        "posts_on": (today() + timedelta(days=3)).isoformat(), **more,
    }  # fmt: skip


@pytest.fixture
def api(api_as, boss):
    """The care manager's system."""
    return api_as("care_manager", name="周敏")


@pytest.fixture
def say():
    """``say(client, "/1/make", key="a")`` → the answer to a write."""

    def send(client, path="", sent=None, *, key="", verb="post"):
        headers = {"Idempotency-Key": key} if key else {}
        call = getattr(client, verb)
        return call(BASE + path, json.dumps(sent or {}), content_type="application/json", headers=headers)

    return send


@pytest.fixture
def written(api, say, person):
    """A draft to two people."""
    person("陈立群"), person("区文浩")
    return say(api, sent=body()).json()


def work(one, tenants):
    running.run(one["work_id"], tenants.group.pk, tenants.store.pk, lambda: False)


def test_care_50_a_draft_is_written_once_per_key_and_changed(api, say, person, tenants):
    person("陈立群"), person("区文浩", consent=False)
    keys = [one["key"] for one in api.get(f"{BASE}/audiences").json()]
    assert "tab:all" in keys
    first = say(api, sent=body(store_id=tenants.store.pk), key="k1")
    assert first.status_code == 201, first.content
    assert say(api, sent=body(store_id=tenants.store.pk), key="k1").json() == first.json()
    assert len(api.get(BASE).json()["items"]) == 1
    one = first.json()
    assert (one["state"], one["paper"], one["count"]) == ("draft", "a5l", 0)
    changed = say(api, f"/{one['id']}", body(title="新春贺卡", audience=""), verb="put")
    assert (changed.json()["title"], changed.json()["audience_name"]) == ("新春贺卡", one["audience_name"])
    judged = api.get(f"{BASE}/{one['id']}/audience").json()
    assert judged == {"letters": 1, "left": {"no_consent": 1}, "capped": False}
    assert api.delete(f"{BASE}/{one['id']}").status_code == 204
    assert api.get(f"{BASE}/{one['id']}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"audience": "tab:nobody"}, "letter_audience"), ({"envelope": "dl"}, "letter_envelope"),
        ({"body": "{nix}"}, "placeholder_unknown"), ({"posts_on": "2020-01-01"}, "letter_day"), ({"title": "  "}, ""),
        ({"paper": "a3"}, ""), ({"surprise": 1}, ""),
    ],
)  # fmt: skip
def test_care_50_what_is_wrong_is_said_by_its_code(api, say, wrong, code):
    answer = say(api, sent=body(**wrong))
    assert answer.status_code == 422
    assert code in answer.json()["code"]


def test_care_50_made_asked_for_posted_returned(api, say, written, chief, tenants):
    path = f"/{written['id']}"
    making = say(api, f"{path}/make", key="m").json()
    assert making["state"] == "making"
    assert say(api, f"{path}/make", key="m").json() == making
    work(making, tenants)
    assert api.get(BASE + path).json()["state"] == "made"
    letters = api.get(f"{BASE}{path}/letters").json()["items"]
    assert [(one["place"], one["state"], one["replied_at"]) for one in letters] == [
        (1, "made", None),
        (2, "made", None),
    ]
    assert "华夏路" not in json.dumps(letters, ensure_ascii=False)
    asked = say(api, f"{path}/packages", {"reason": "华南印务"}, key="p")
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    assert say(api, f"{path}/packages", {"reason": "华南印务"}, key="p").json()["id"] == asked.json()["id"]
    approvals.decide(chief, asked.json()["approval_id"], yes=True, at=now())
    assert api.get(f"{BASE}/packages/{asked.json()['id']}").json()["state"] == "approved"
    assert say(api, f"{path}/post", {"day": "2020-01-01"}).json()["code"] == "letter_posted_day"
    posted = say(api, f"{path}/post", {"day": today().isoformat()}, key="o")
    assert (posted.json()["state"], posted.json()["posted_on"]) == ("posted", today().isoformat())
    back = say(api, "/returned", {"number": letters[0]["number"]}, key="r")
    assert (back.json()["state"], back.json()["task_id"] is not None) == ("returned", True)
    assert say(api, "/returned", {"number": letters[0]["number"]}).json()["code"] == "letter_back"
    assert say(api, "/returned", {"number": "12-00345-9"}).status_code in (404, 422)
    assert say(api, "/returned/take-back", {"number": letters[0]["number"]}).json()["state"] == "posted"
    assert say(api, f"{path}/discard").json()["code"] == "wrong_state"


def test_care_50_replies_are_told_apart(api, say, written, tenants):
    path = f"/{written['id']}"
    work(say(api, f"{path}/make").json(), tenants)
    say(api, f"{path}/post", {"day": today().isoformat()})
    with scope(house(tenants.store)):
        first = Letter.objects.select_related("invitation").order_by("place").first()
        asked = first.invitation
    values = dict.fromkeys(("overall", "quality", "waiting", "price", "attitude", "nps"), 9)
    surveys.answer(links.guest(asked.store_id), asked.pk, Given(values), at=now())
    found = api.get(f"{BASE}{path}/letters?replied=true").json()["items"]
    assert [one["id"] for one in found] == [first.pk]
    assert found[0]["replied_at"]
    assert len(api.get(f"{BASE}{path}/letters?replied=false").json()["items"]) == 1
    result = api.get(f"{BASE}{path}/result").json()
    assert (result["posted"], result["replied"], result["score"]) == (2, 1, 9.0)


def test_care_50_rights_and_walls(api_as, say, written, tenants, boss):
    path = f"/{written['id']}"
    agent, sister = api_as("care_agent"), api_as("care_manager", tenants.sister)
    assert {agent.get(BASE + way).status_code for way in ("", path, f"{path}/letters", "/audiences")} == {403}
    assert say(agent, sent=body()).status_code == 403
    assert {sister.get(BASE + path + way).status_code for way in ("", "/letters", "/audience", "/result")} == {404}
    assert sister.get(BASE).json()["items"] == []
    for way in ("make", "renew", "discard"):
        assert say(sister, f"{path}/{way}").status_code == 404
    assert say(sister, path, body(), verb="put").status_code == 404
    assert say(sister, sent=body(store_id=tenants.store.pk)).status_code == 403
    marketing = api_as("marketing")
    assert marketing.get(BASE + path).status_code == 200
    assert say(marketing, f"{path}/make").status_code == 403
