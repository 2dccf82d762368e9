"""CARE-01: rules on the screen and over the API: read as sentences, changed from a day on, with history and a way back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cheyuan.base.jobs.models import Work
from cheyuan.base.policies.models import PolicyVersion
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import own
from cheyuan.engage.care.actions import rules as actions
from cheyuan.engage.care.chart import chart, ticks
from cheyuan.engage.care.editor import draft
from cheyuan.engage.care.facing import band
from cheyuan.engage.care.plan.policy import names_of
from cheyuan.engage.care.plan.rules import RULES
from cheyuan.engage.care.queries import own_rules, rule, rules
from cheyuan.engage.care.queries.segments import usable
from cheyuan.engage.care.sentences import SENTENCES
from cheyuan.insight.segments import actions as segments
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.site.testing.days import today

pytestmark = pytest.mark.django_db
OWN = {"title": "两周年", "anchor": "delivered_on", "opens_after": 730, "closes_after": 740, "deadline_after": 737}


def page(client, code, **query):
    return client.get(reverse("care:rule", args=[code]), query).content.decode()


def holds(by, name, ahead=0):
    with scope(by):
        return value(f"care.{name}", by.store_id, today(ahead))


def test_care_01_the_list_names_every_rule(client_as):
    said = client_as("care_manager").get(reverse("care:rules")).content.decode()
    assert all(f">{one.code}</td>" in said for one in RULES if one.planned)


def test_care_01_every_planned_rule_has_a_sentence_with_its_own_values():
    for one in RULES:
        if one.planned:
            words = str(SENTENCES[one.code])
            assert "{who}" in words
            assert any("{" + name + "}" in words for name in names_of(one.code))


@pytest.mark.parametrize("code", [one.code for one in RULES if one.planned])
def test_care_01_every_rule_can_be_read_and_edited(client_as, code):
    client = client_as("care_manager")
    name = names_of(code)[1]
    assert 'class="pick"' in page(client, code, at=name)


def test_care_01_a_draft_lives_in_the_address_and_changes_nothing(client_as, actor):
    said = page(client_as("care_manager"), "R09", r09_before_days=14)
    assert "<del>7 天</del>" in said
    assert holds(actor("care_manager"), "r09_before_days") == 7


def test_care_01_saved_from_tomorrow_it_holds_from_tomorrow_and_stands_in_the_history(client_as, actor):
    client, by = client_as("care_manager"), actor("care_manager")
    assert (
        client.post(reverse("care:rule", args=["R09"]), {"r09_before_days": 14, "when": "tomorrow"}).status_code == 302
    )
    assert (holds(by, "r09_before_days"), holds(by, "r09_before_days", 1)) == (7, 14)
    assert "取作草稿" in page(client, "R09")


def test_care_01_undo_brings_back_what_was(client_as, actor):
    client, by = client_as("care_manager"), actor("care_manager")
    client.post(reverse("care:rule", args=["R09"]), {"r09_before_days": 14, "when": "today"})
    assert holds(by, "r09_before_days") == 14
    query = f"?r09_before_days=7&start={today().isoformat()}&whom=store"
    assert client.post(reverse("care:undo", args=["R09"]) + query).status_code == 204
    assert holds(by, "r09_before_days") == 7
    with scope(by):
        assert PolicyVersion.objects.filter(key="care.r09_before_days").count() == 2


@pytest.mark.parametrize("typed", ["-1", "401", "x", "9" * 30, ""])
def test_care_01_what_does_not_fit_comes_back_with_a_sentence(client_as, typed):
    client = client_as("care_manager")
    answer = client.get(reverse("care:rule", args=["R09"]), {"r09_before_days": typed, "at": "r09_before_days"})
    assert answer.status_code == 422
    assert "note" in answer.content.decode()


def test_care_01_an_agent_reads_rules_and_may_not_change_them(client_as, actor):
    client, by = client_as("care_agent"), actor("care_agent")
    assert client.get(reverse("care:rule", args=["R09"])).status_code == 200
    assert client.post(reverse("care:rule", args=["R09"]), {"r09_before_days": 14}).status_code == 403
    with pytest.raises(Denied):
        actions.set_values(by, "R09", {"r09_before_days": 14}, for_store=by.store_id, valid_from=today(), at=now())


def test_care_01_only_the_group_decides_for_the_group(actor):
    with pytest.raises(Denied):
        actions.set_values(
            actor("care_manager"), "R09", {"r09_before_days": 9}, for_store=None, valid_from=today(), at=now()
        )


def test_care_01_the_past_stays_as_it_was(actor):
    by = actor("care_manager")
    with pytest.raises(Refused, match="rule_past"):
        actions.set_values(by, "R09", {"r09_before_days": 9}, for_store=by.store_id, valid_from=today(-1), at=now())


def test_care_01_a_manager_makes_a_rule_and_changes_it(client_as, actor):
    client, by = client_as("care_manager"), actor("care_manager")
    assert client.post(reverse("care:rule", args=["new"]), {**OWN, "when": "today"}).status_code == 302
    with scope(by):
        assert [(one.code, one.title, one.opens_after) for one in own_rules(by, today())] == [("C01", "两周年", 730)]
    client.post(reverse("care:rule", args=["C01"]), {"opens_after": 731, "title": "两周年", "when": "tomorrow"})
    with scope(by):
        assert [rule(by, "C01", day).values["opens_after"] for day in (today(), today(1))] == [730, 731]
        assert rules(by, today())[-1].own
    assert "两周年" in page(client, "C01")


@pytest.mark.parametrize(
    ("change", "code"),
    [({"title": " "}, "rule_title"), ({"closes_after": 1}, "rule_window"), ({"role": "king"}, "policy_value")],
)
def test_care_01_a_rule_that_makes_no_sense_is_refused(actor, change, code):
    by = actor("care_manager")
    with pytest.raises(Refused, match=code):
        actions.make_rule(by, {**OWN, **change}, for_store=by.store_id, valid_from=today(), at=now())


def test_ins_10_a_rule_may_be_for_a_segment_that_is_in_use_here(actor, tenants, client_as):
    by, other = actor("care_manager"), actor("care_manager", tenants.sister)
    known = {"subject": "customer", "tree": {"all": [{"field": "cars", "op": "least", "value": 1}]}, "at": now()}
    ours = segments.make(by, name="老友", for_store=by.store_id, **known).segment.code
    theirs = segments.make(other, name="远客", for_store=other.store_id, **known).segment.code
    client = client_as("care_manager")
    said = page(client, "new", segment=ours, at="segment")
    assert "老友" in said
    assert "远客" not in said
    assert "只限分群" in said
    assert client.get(reverse("care:rule", args=["new"]), {"segment": theirs}).status_code == 422
    for wrong in (theirs, "S99"):
        with pytest.raises(Refused, match="rule_segment"):
            actions.make_rule(by, {**OWN, "segment": wrong}, for_store=by.store_id, valid_from=today(), at=now())
    assert client.post(reverse("care:rule", args=["new"]), {**OWN, "segment": ours, "when": "today"}).status_code == 302
    with scope(by):
        assert [(one.code, one.segment, one.narrowed) for one in own_rules(by, today())] == [("C01", ours, True)]
    segments.archive(by, ours, at=now())
    assert "老友" in page(client, "C01", at="segment")
    client.post(reverse("care:rule", args=["C01"]), {"opens_after": 731, "title": "两周年", "when": "today"})
    with scope(by):
        assert [(one.opens_after, one.segment) for one in own_rules(by, today())] == [(731, ours)]
    actions.change_rule(by, "C01", {"segment": ""}, valid_from=today(), at=now())
    with pytest.raises(Refused, match="rule_segment"):
        actions.change_rule(by, "C01", {"segment": ours}, valid_from=today(), at=now())


def test_ins_10_a_rule_of_the_group_takes_no_segment_of_one_store(actor):
    by = actor("care_manager")
    known = {"subject": "vehicle", "tree": {"all": [{"field": "car_age", "op": "least", "value": 1}]}, "at": now()}
    ours = segments.make(by, name="老车", for_store=by.store_id, **known).segment.code
    with scope(by):
        assert ours in usable(by, by.store_id)
        assert ours not in usable(by, None)
        assert "life-new" in usable(by, None)


def test_api_a_rules_segment_is_checked(actor, api_as):
    by, client = actor("care_manager"), api_as("care_manager")
    actions.make_rule(by, OWN, for_store=by.store_id, valid_from=today(), at=now())

    def patch(segment):
        body = {"values": {"segment": segment}}
        return client.patch("/api/v1/care/rules/C01", body, content_type="application/json")

    assert patch("life-new").json()["values"]["segment"] == "life-new"
    assert (patch("S77").status_code, patch("S77").json()["code"]) == (422, "rule_segment")


def test_plt_02_a_rule_of_one_store_does_not_exist_in_another(actor, tenants, client_as):
    by, other = actor("care_manager"), actor("care_manager", tenants.sister)
    actions.make_rule(by, OWN, for_store=by.store_id, valid_from=today(), at=now())
    with scope(other):
        assert own_rules(other, today()) == []
    assert client_as("care_manager", tenants.sister).get(reverse("care:rule", args=["C01"])).status_code == 404


def test_care_01_own_fields_and_the_rule_agree():
    assert set(own.NAMES) == set(vars(own.OwnRule())) - {"code", "for_store"}
    assert all(getattr(own.OwnRule(), name) == own.spec_of(name).default for name in own.NAMES)


def test_care_01_a_draft_takes_typed_values(actor):
    by = actor("care_manager")
    with scope(by):
        found = rule(by, "R09", today())
    made = draft(found, {"r09_before_days": "9", "on_R09": "0", "stranger": "1"})
    assert made.changed == {"r09_before_days": 9, "on_R09": False}


def test_care_01_the_picture_fits_its_frame():
    first = date(2026, 11, 22)
    made = chart({first + timedelta(days=n): (n, 2 * n) for n in range(40)}, first, 30)
    assert len(made.bars) == 30
    assert all(0 <= bar.new_y <= made.base and 0 <= bar.old_y <= made.base for bar in made.bars)
    assert all(bar.x + bar.width <= made.width for bar in made.bars)
    assert [ticks(top) for top in (1, 7, 236)] == [[1], [2, 4, 6], [50, 100, 150, 200]]
    assert chart({}, first, None).bars[0].new_y == made.base


def test_ppl_03_the_band_is_wider_when_the_pace_is_only_assumed():
    latest, due = date(2026, 6, 1), date(2026, 12, 1)
    measured, assumed = band(latest, due, known=True), band(latest, due, known=False)
    assert assumed[0] < measured[0] < due < measured[1] < assumed[1]


def test_care_04_plan_today_puts_work_in_line(client_as, actor):
    client, by = client_as("care_manager"), actor("care_manager")
    assert client.post(reverse("care:plan_today")).status_code == 302
    with scope(by):
        assert [(row.name, row.args["as_of"]) for row in Work.objects.all()] == [("care.plan", today().isoformat())]
    assert client_as("technician").post(reverse("care:plan_today")).status_code == 403


def test_api_rules_are_read_and_changed(api_as):
    client = api_as("care_manager")
    listed = client.get("/api/v1/care/rules").json()
    assert len(listed) == len(RULES)
    body = {"values": {"r09_before_days": 14}}
    changed = client.patch("/api/v1/care/rules/R09", body, content_type="application/json")
    assert changed.json()["values"]["r09_before_days"] == 14
    wrong = client.patch("/api/v1/care/rules/R09", {"values": {"r09_before_days": -4}}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "policy_value")
    assert client.get("/api/v1/care/rules/C77").status_code == 404
    started = client.post("/api/v1/care/plan", {}, content_type="application/json")
    assert started.status_code == 202
    assert client.get("/api/v1/care/plans").json() == {"items": [], "next": ""}
    assert api_as("technician").get("/api/v1/care/rules").status_code == 403
