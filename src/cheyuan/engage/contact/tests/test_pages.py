"""CARE-10, CARE-11, CARE-14, CARE-17: the pages as a browser asks for them."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.html import escape

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.slots import days
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import day_of, moment, now


@pytest.fixture
def agent(client_as):
    return client_as("care_agent", name="周敏")


def free_slot(store):
    with scope(house(store)):
        return next(slot.at for day in days(store.pk, now())[1:] for slot in day.slots if slot.left)


def test_care_10_the_queue_shows_groups_and_opens_the_first(agent, task, person):
    task("R09", about=person(name="王小伟"), deadline=now() - timedelta(hours=5))
    task("R13", about=person(name="李四"))
    task("R12", about=person(name="赵六"), next_at=now() + timedelta(days=1), waits_for_customer=True)
    task("R11", about=person(name="没到日子"), offer_on=date(2099, 1, 1))
    page = agent.get(reverse("contact:queue")).content.decode()
    assert [name in page for name in ("王小伟", "李四", "赵六", "没到日子")] == [True, True, True, False]
    assert page.index("王小伟") < page.index("李四") < page.index("赵六")
    assert 'name="outcome" value="booked"' in page


def test_care_10_filters_by_rule_model_part_and_lateness(agent, task, person):
    one = task("R09", about=person(name="王小伟"), parts_tried=1)
    other = task("R13", about=person(name="李四"), deadline=now() - timedelta(hours=1))
    for query, seen in [
        ("rule=R13", {other}), ("late=1", {other}), ("part=morning", {other}), ("part=evening", {one, other}),
        ("model=L5", {one, other}), ("model=none", set()),
    ]:  # fmt: skip
        page = agent.get(f"{reverse('contact:queue')}?{query}").content.decode()
        assert {row for row in (one, other) if f'data-row="{row.pk}"' in page} == seen, query
    assert agent.get(reverse("contact:filters")).status_code == 200


def test_care_10_more_goes_on_where_the_page_ended(agent, task, person, django_assert_num_queries):
    about = person()
    made = {task("R09", about=about, value_fen=n % 7, deadline=moment(date(2030, 1, 1 + n % 5))).pk for n in range(60)}
    response = agent.get(reverse("contact:queue"))
    seen, groups = [], {group.key: group for group in response.context["queue"].groups}
    assert groups["now"].count == 60
    seen += [line.id for line in groups["now"].lines]
    after = groups["now"].next
    while after:
        group = agent.get(reverse("contact:more", args=["now"]), {"after": after}).context["group"]
        seen += [line.id for line in group.lines]
        after = group.next
    assert len(seen) == 60
    assert set(seen) == made


def test_care_10_query_counts_do_not_grow(agent, task, person, django_assert_max_num_queries, connection_queries):
    task("R09")
    few = connection_queries(lambda: agent.get(reverse("contact:queue")))
    for _ in range(20):
        task("R09")
    assert connection_queries(lambda: agent.get(reverse("contact:queue"))) == few


def test_care_11_a_task_opens_with_its_why_script_and_person(agent, task, person):
    one = task("R09", about=person(name="陈立群", avoid="续保", salutation="陈工"))
    page = agent.get(reverse("contact:task", args=[one.pk])).content.decode()
    assert "41,000" in page
    assert "<u>陈工</u>" in page
    assert "<u>周敏</u>" in page
    assert "续保" in page
    assert one.customer.phone not in page
    assert f"{one.customer.phone[:3]} **** {one.customer.phone[-4:]}" in page


def test_care_11_the_form_fits_the_rule(agent, task):
    insurance = agent.get(reverse("contact:task", args=[task("R13").pk])).content.decode()
    service = agent.get(reverse("contact:task", args=[task("R08b").pk])).content.decode()
    assert ('name="ends_on"' in insurance, 'name="km"' in insurance) == (True, False)
    assert ('name="ends_on"' in service, 'name="km"' in service) == (False, True)


def test_care_12_saving_opens_the_next_with_a_way_back(agent, task, fresh):
    one, other = task("R09", priority=90), task("R13")
    response = agent.post(
        reverse("contact:report", args=[one.pk]),
        {"outcome": "refused", "why": "price", "note": "嫌贵"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 200
    assert response["HX-Push-Url"].endswith(f"/{other.pk}")
    assert f"/contact/tasks/{other.pk}/attempts" in response.content.decode()
    undo = response["HX-Trigger"]
    assert "/undo" in undo
    with scope(house(one.store)):
        attempt = apps.get_model("contact", "Attempt").objects.get(task_id=one.pk)
    agent.post(reverse("contact:undo", args=[attempt.pk]), headers={"HX-Request": "true"})
    assert fresh(one).state == "open"


def test_care_12_errors_stand_at_their_field_and_nothing_typed_is_lost(agent, task, fresh):
    one = task("R09")
    for given, field in [
        ({"outcome": "booked"}, "book_at"),
        ({"outcome": "will_come", "km": "viele"}, "km"),
        ({"outcome": "wrong_number", "new_phone": "12"}, "new_phone"),
        ({"outcome": "complaint"}, "complaint"),
        ({}, "outcome"),
        ({"outcome": "sold_car", "sold_on": "2099-01-01"}, "sold_on"),
        ({"outcome": "moved", "city": "远" * 41}, "city"),
        ({"outcome": "booked", "what": "修" * 121}, "what"),
        ({"outcome": "no_answer", "note": "很急，下午再说" + "。" * 500}, "note"),
    ]:
        response = agent.post(reverse("contact:report", args=[one.pk]), {"note": "很急，下午再说", **given})
        assert response.status_code == 422, given
        said = response.context["desk"].errors[field]
        assert all(words in response.content.decode() for words in (escape(said), "很急，下午再说")), given
    assert fresh(one).state == "open"


def test_care_17_booking_from_the_call_reaches_the_front_desk(agent, client_as, task, tenants):
    one, at = task("R09"), free_slot(tenants.store)
    given = {"outcome": "booked", "book_at": at.isoformat(), "what": "保养和空调滤芯", "transport": "wait"}
    assert agent.post(reverse("contact:report", args=[one.pk]), given).status_code == 200
    desk = client_as("front_desk")
    page = desk.get(reverse("bookings:day"), {"day": at.date().isoformat()}).content.decode()
    assert "保养和空调滤芯" in page
    with scope(house(tenants.store)):
        slip = apps.get_model("contact", "Booking").objects.get()
    assert desk.get(reverse("bookings:slip", args=[slip.pk])).status_code == 200
    for step, state in (("came", "came"), ("undo", "booked"), ("cancel", "cancelled")):
        desk.post(reverse(f"bookings:{step}", args=[slip.pk]), headers={"HX-Request": "true"})
        with scope(house(tenants.store)):
            assert apps.get_model("contact", "Booking").objects.get().state == state
    assert desk.post(reverse("bookings:came", args=[slip.pk]), headers={"HX-Request": "true"}).status_code == 409


def test_care_10_several_matters_are_settled_in_one_call(agent, actor, task, person, fresh):
    about = person()
    one, other = task("R09", about=about), task("R13", about=about)
    stranger = task("R12")
    page = agent.get(reverse("contact:task", args=[one.pk])).content.decode()
    assert f'name="also" value="{other.pk}"' in page
    agent.post(reverse("contact:report", args=[one.pk]), {"outcome": "will_come", "also": [other.pk]})
    assert (fresh(one).state, fresh(other).state) == ("done", "done")
    with scope(house(one.store)):
        attempt = apps.get_model("contact", "Attempt").objects.get(task_id=one.pk)
    agent.post(reverse("contact:undo", args=[attempt.pk]))
    assert (fresh(one).state, fresh(other).state) == ("open", "open")
    response = agent.post(reverse("contact:report", args=[one.pk]), {"outcome": "will_come", "also": [stranger.pk]})
    assert response.status_code == 404
    assert fresh(one).state == "open"


def test_care_10_claim_tells_who_was_quicker(agent, client_as, task):
    one = task("R09")
    assert agent.post(reverse("contact:claim", args=[one.pk])).status_code == 200
    other = client_as("care_agent", name="吴倩")
    assert "周敏" in other.post(reverse("contact:claim", args=[one.pk])).content.decode()
    assert "周敏" in other.get(reverse("contact:task", args=[one.pk])).content.decode()
    response = other.post(
        reverse("contact:report", args=[one.pk]), {"outcome": "no_answer"}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 409


def test_care_10_snooze_and_back(agent, task, fresh):
    one = task("R09")
    until = now() + timedelta(hours=3)
    response = agent.post(reverse("contact:snooze", args=[one.pk]), {"until": until.isoformat()})
    assert fresh(one).next_at == until
    assert "unsnooze" in response["HX-Trigger"]
    agent.post(reverse("contact:unsnooze", args=[one.pk]) + "?was=")
    assert fresh(one).next_at is None
    assert agent.post(reverse("contact:snooze", args=[one.pk]), {"until": "2020-01-01T10:00"}).status_code == 422


def test_care_10_reassigning_is_for_managers(agent, client_as, task, fresh):
    one = task("R09")
    boss = client_as("care_manager")
    given = {"task": [one.pk], "to": agent.account.pk}
    assert agent.post(reverse("contact:assign"), given).status_code == 403
    assert boss.get(reverse("contact:people", args=[one.pk])).status_code == 200
    boss.post(reverse("contact:assign"), given)
    assert fresh(one).assignee_id == agent.account.pk
    assert boss.post(reverse("contact:assign"), {"task": [one.pk], "to": 10**9}).status_code == 404


def test_care_10_spread_evenly_by_load(client_as, actor, task, fresh):
    first, second = actor("care_agent"), actor("care_agent")
    mine = [task("R09", assignee_id=first.account_id) for _ in range(4)]
    rows = [task("R09") for _ in range(6)]
    boss = client_as("care_manager")
    assert boss.get(reverse("contact:team")).status_code == 200
    boss.post(reverse("contact:spread"))
    owners = [fresh(row).assignee_id for row in [*mine, *rows]]
    assert owners.count(first.account_id) == owners.count(second.account_id) == 5
    boss.post(reverse("contact:hand_over", args=[first.account_id]), {"to": second.account_id})
    assert {fresh(row).assignee_id for row in rows} == {second.account_id}


def test_ppl_09_dialling_shows_the_number_once_and_keeps_it_in_the_audit(agent, task, no_night):
    one = task("R09")
    page = agent.post(reverse("contact:dial", args=[one.pk]), {"anyway": "1"}).content.decode()
    assert f"tel:{one.customer.phone}" in page
    with scope(house(one.store)):
        assert apps.get_model("journal", "AuditEntry").objects.filter(verb="customer.revealed").count() == 1


def test_care_14_scripts_are_versions_with_their_reach(agent, client_as, actor, task, tenants):
    assert actions.ensure_scripts(tenants.group.pk, at=now()) == 44
    assert actions.ensure_scripts(tenants.group.pk, at=now()) == 0
    boss, place = client_as("care_manager"), reverse("contact:script", args=["R09", "zh-hans"])
    given = {"label": ["开场", ""], "text": ["您好，{客户}[，{答应过}]。", ""], "message": "{customer}您好"}
    assert boss.post(place, given).status_code == 302
    one = task("R09")
    page = agent.get(reverse("contact:task", args=[one.pk])).content.decode()
    assert "您好，<u>陈先生</u>。" in page
    with scope(house(one.store)):
        version = apps.get_model("contact", "ScriptVersion").objects.get(rule="R09", number=2)
    agent.post(reverse("contact:report", args=[one.pk]), {"outcome": "will_come", "script_id": version.pk})
    page = boss.get(reverse("contact:scripts")).content.decode()
    assert "1 / 1" in page
    assert agent.post(place, given).status_code == 403
    assert boss.get(place).status_code == 200


@pytest.mark.parametrize("text", ["{nobody}", "{customer", "[{customer}", "{customer.__class__}", "{0}", "]"])
def test_care_14_unknown_variables_are_refused(client_as, tenants, text):
    boss, place = client_as("care_manager"), reverse("contact:script", args=["R09", "zh-hans"])
    response = boss.post(place, {"label": ["a"], "text": [text], "message": ""})
    assert response.status_code == 422
    assert boss.post(f"{place}/preview", {"label": ["a"], "text": [text], "message": ""}).status_code == 200


def test_care_16_yesterday_per_agent(agent, client_as, actor, task):
    by, at = actor("care_agent", name="吴倩"), now() - timedelta(days=1)
    actions.report(by, task("R09").pk, Answer("refused", why="price", seconds=120), at=at)
    boss = client_as("care_manager")
    day = moment(date(2026, 1, 1)).date() and at.astimezone(moment(date(2026, 1, 1)).tzinfo).date()
    assert "吴倩" in boss.get(reverse("contact:results"), {"day": day.isoformat()}).content.decode()
    assert "吴倩" not in agent.get(reverse("contact:results"), {"day": day.isoformat()}).content.decode()


def test_care_10_the_list_on_paper_masks_until_asked(agent, task):
    one = task("R09")
    shown = agent.get(reverse("contact:printed")).content.decode()
    full = agent.post(reverse("contact:printed")).content.decode()
    grouped = f"{one.customer.phone[:3]} {one.customer.phone[3:7]} {one.customer.phone[7:]}"
    assert (grouped in shown, grouped in full) == (False, True)


def test_care_12_corrections_and_complaints_have_forms_of_their_own(client_as, task):
    advisor, boss = client_as("service_advisor"), client_as("care_manager")
    wrong = task("X01", role="service_advisor", facts={"wrong": "phone"})
    bad = task("X02", role="care_manager", facts={"complaint": "等太久"})
    assert 'name="phone"' in advisor.get(reverse("contact:task", args=[wrong.pk])).content.decode()
    assert advisor.post(reverse("contact:correct", args=[wrong.pk]), {"phone": "abc"}).status_code == 422
    assert advisor.post(reverse("contact:correct", args=[wrong.pk]), {"phone": "13912345678"}).status_code == 200
    assert "等太久" in boss.get(reverse("contact:task", args=[bad.pk])).content.decode()
    assert boss.post(reverse("contact:answer", args=[bad.pk]), {"note": ""}).status_code == 422
    assert boss.post(reverse("contact:answer", args=[bad.pk]), {"note": "已致歉"}).status_code == 200


def booked(actor, task, store):
    """A task with a visit agreed for tomorrow or later."""
    by, one, at = actor("care_agent"), task("R09"), free_slot(store)
    actions.report(by, one.pk, Answer("booked", book_at=at, what="保养"), at=now())
    with scope(house(store)):
        return one, apps.get_model("contact.Booking").objects.get(task_id=one.pk)


def test_care_17_a_booking_is_moved_from_the_task_and_from_the_day_and_back(agent, client_as, actor, task, tenants):
    one, slip = booked(actor, task, tenants.store)
    with scope(house(tenants.store)):
        to = [slot.at for day in days(tenants.store.pk, now())[1:] for slot in day.slots if slot.left][3]
    link = reverse("bookings:move", args=[slip.pk])
    assert link in agent.get(reverse("contact:task", args=[one.pk])).content.decode()
    desk = client_as("front_desk", name="前台")
    assert link in desk.get(reverse("bookings:day"), {"day": day_of(slip.at).isoformat()}).content.decode()
    assert desk.get(link).status_code == 200
    answer = agent.post(f"{link}?task={one.pk}", {"book_at": to.isoformat()})
    assert (answer.status_code, answer.url) == (302, reverse("contact:task", args=[one.pk]))
    with scope(house(tenants.store)):
        slip.refresh_from_db()
    assert slip.at == to
    former = free_slot(tenants.store)
    back = f"{reverse('bookings:move_back', args=[slip.pk])}?to={former.timestamp():.0f}"
    assert desk.post(back, headers={"HX-Request": "true"}).status_code == 200
    with scope(house(tenants.store)):
        slip.refresh_from_db()
    assert slip.at == former


def test_care_17_a_booking_stays_where_it_is_when_the_new_time_does_not_fit(agent, client_as, actor, task, tenants):
    _one, slip = booked(actor, task, tenants.store)
    link = reverse("bookings:move", args=[slip.pk])
    night = moment(day_of(now()) + timedelta(days=2), 23)
    for given in ({}, {"book_at": "2020-01-01T09:00"}, {"book_other": night.isoformat()}, {"book_at": "soon"}):
        assert agent.post(link, given).status_code == 422, given
    assert client_as("technician").post(link, {"book_at": night.isoformat()}).status_code in (403, 404)
    with scope(house(tenants.store)):
        was, _none = slip.at, slip.refresh_from_db()
    assert slip.at == was
