"""CARE-12, CARE-13, CARE-15: what an outcome leads to, and taking it back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care import actions as care
from cheyuan.engage.contact import actions
from cheyuan.engage.contact.answers import Answer
from cheyuan.kernel.calendar import part_of
from cheyuan.kernel.clock import day_of, moment
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused

MORNING = moment(date(2026, 11, 23), 9, 10)  # a Monday


def model(name: str) -> Any:
    return apps.get_model(name).objects


def state_of(by: Any) -> dict[str, list[dict[str, Any]]]:
    """Everything that an outcome may change, as stored, without the clocks of the last write."""
    with scope(by):
        found = {}
        for name in (
            "care.Task", "customers.Customer", "customers.ExtraPhone", "vehicles.Vehicle", "vehicles.Ownership",
            "vehicles.Visit", "vehicles.Reading", "vehicles.InsurancePolicy",
        ):  # fmt: skip
            rows = [model_to_dict(row) for row in model(name).order_by("pk")]
            if name == "care.Task":
                rows = [row for row in rows if not row["rule"].startswith("X")]
            for row in rows:
                row.pop("updated_at", None)
            found[name] = rows
        return found


def test_care_12_booked_makes_a_slip_and_settles(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    at = moment(date(2026, 11, 24), 14)
    attempt = actions.report(by, one.pk, Answer("booked", book_at=at, what="保养", km=51_200, seconds=134), at=MORNING)
    with scope(by):
        slip = model("contact.Booking").get(task_id=one.pk)
        assert (slip.at, slip.what, slip.state) == (at, "保养", "booked")
        assert model("vehicles.Reading").get(vehicle_id=one.vehicle_id).km == 51_200
    assert fresh(one).state == "done"
    assert fresh(one).outcome == "booked"
    assert (attempt.seconds, attempt.reached, attempt.part) == (134, True, 1)


def test_care_12_call_later_waits_for_the_named_time(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    later = MORNING + timedelta(hours=6)
    actions.report(by, one.pk, Answer("call_later", call_at=later), at=MORNING)
    now = fresh(one)
    assert (now.state, now.next_at, now.waits_for_customer, now.attempts) == ("open", later, True, 0)


def test_care_12_wrong_number_asks_the_owner_of_the_record(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    actions.report(by, one.pk, Answer("wrong_number"), at=MORNING)
    with scope(by):
        asked = model("care.Task").get(rule="X01")
    assert (asked.role, asked.facts["wrong"], asked.facts["task"]) == ("service_advisor", "phone", one.pk)
    assert fresh(one).next_at == MORNING + timedelta(days=3)
    advisor = actor("service_advisor")
    actions.correct(advisor, asked.pk, phone="13912345678", at=MORNING + timedelta(hours=2))
    assert fresh(one).next_at == MORNING + timedelta(hours=2)
    with scope(by):
        kept = str(list(model("contact.Attempt").values_list("details", flat=True)))
        assert "13912345678" not in kept, "P12: no attempt keeps a number that anybody could read"
        assert model("customers.Customer").get(pk=one.customer_id).phone == "13912345678"


def test_care_12_a_number_nobody_finds_ends_the_task(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    actions.report(by, one.pk, Answer("wrong_number"), at=MORNING)
    with scope(by):
        asked = model("care.Task").get(rule="X01")
    attempt = actions.correct(actor("service_advisor"), asked.pk, found=False, at=MORNING + timedelta(hours=1))
    assert fresh(one).state == "failed"
    assert attempt.outcome == "not_found"


def test_care_12_new_number_is_used_at_once(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    with pytest.raises(Refused, match="phone_same"):
        actions.report(by, one.pk, Answer("wrong_number", new_phone=one.customer.phone), at=MORNING)
    actions.report(by, one.pk, Answer("wrong_number", new_phone="139 1234 5678"), at=MORNING)
    with scope(by):
        kept = model("contact.Attempt").get(task_id=one.pk).details
        assert kept == {"new_phone": "139****5678"}, "P12: the attempt keeps no number that anybody could read"
        assert model("customers.Customer").get(pk=one.customer_id).phone == "13912345678"
        assert not model("care.Task").filter(rule="X01").exists()
    assert fresh(one).state == "open"


def test_care_12_complaint_goes_to_the_care_manager_within_the_hour(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    actions.report(by, one.pk, Answer("complaint", complaint="等了两小时"), at=MORNING)
    with scope(by):
        asked = model("care.Task").get(rule="X02")
    assert (asked.role, asked.deadline, asked.priority) == ("care_manager", MORNING + timedelta(minutes=60), 90)
    boss = actor("care_manager")
    with pytest.raises(Conflict, match="task_other_form"):
        actions.report(boss, asked.pk, Answer("booked", book_at=MORNING + timedelta(days=1)), at=MORNING)
    with pytest.raises(Refused, match="answer_missing"):
        actions.answer_complaint(boss, asked.pk, words=" ", at=MORNING)
    actions.answer_complaint(boss, asked.pk, words="已道歉，送一次保养", at=MORNING + timedelta(minutes=20))
    assert fresh(asked).state == "done"


def test_care_12_sold_car_closes_every_task_of_the_car(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    other = task("R13", about=one.customer, at=MORNING)
    actions.report(by, one.pk, Answer("sold_car", sold_on=date(2026, 11, 1)), at=MORNING)
    assert (fresh(one).state, fresh(other).state, fresh(other).reason) == ("done", "closed", "car_sold")
    assert fresh(one.vehicle).status == "sold"


def test_care_12_do_not_contact_is_final_for_marketing(actor, task, fresh):
    by, one = actor("care_agent"), task("R17", at=MORNING)
    service, birthday = task("R09", about=one.customer, at=MORNING), task("R14", about=one.customer, at=MORNING)
    actions.report(by, one.pk, Answer("do_not_contact", scope="marketing"), at=MORNING)
    assert fresh(one.customer).do_not_contact
    assert (fresh(service).state, fresh(birthday).state) == ("open", "closed")


@pytest.mark.parametrize(
    ("rule", "answer", "left"),
    [
        (
            "R09",
            Answer("done_elsewhere", shop="路边快修", done_on=date(2026, 11, 1), price=32_000, km=50_000),
            "visits",
        ),
        ("R13", Answer("done_elsewhere", shop="平安", price=420_000, ends_on=date(2027, 12, 1)), "insurances"),
        ("R12", Answer("done_elsewhere", ends_on=date(2028, 11, 1)), "inspection"),
    ],
)
def test_care_12_done_elsewhere_counts_for_what_it_is(actor, task, fresh, rule, answer, left):
    by, one = actor("care_agent"), task(rule, at=MORNING)
    actions.report(by, one.pk, answer, at=MORNING)
    car = fresh(one.vehicle)
    with scope(by):
        made = {
            "visits": [(v.visited_on, v.source) for v in car.visits.all()],
            "insurances": [p.ends_on for p in car.insurances.all()],
            "inspection": car.inspection_due,
        }
    assert made[left] in ([(date(2026, 11, 1), "elsewhere")], [date(2027, 12, 1)], date(2028, 11, 1))
    assert fresh(one).outcome == "done_elsewhere"


BACK = {
    "booked": {"book_at": moment(date(2026, 11, 24), 10), "what": "保养", "km": 52_000},
    "will_come": {"planned_on": date(2026, 12, 1), "km": 52_000},
    "call_later": {"call_at": MORNING + timedelta(days=1)},
    "no_answer": {},
    "switched_off": {},
    "wrong_number": {},
    "wrong_number+": {"new_phone": "13912345678"},
    "refused": {"why": "price"},
    "done_elsewhere": {"shop": "路边快修", "done_on": date(2026, 11, 2), "price": 20_000, "km": 50_500},
    "sold_car": {"sold_on": date(2026, 11, 2)},
    "moved": {"city": "深圳"},
    "complaint": {"complaint": "等太久"},
    "do_not_contact": {"scope": "marketing"},
}


@pytest.mark.parametrize("outcome", BACK)
def test_plt_60_undo_gives_back_everything_exactly(actor, task, outcome):
    by, one = actor("care_agent"), task("R17", at=MORNING)
    task("R13", about=one.customer, at=MORNING)
    before = state_of(by)
    attempt = actions.report(by, one.pk, Answer(outcome.rstrip("+"), **BACK[outcome]), at=MORNING)
    assert outcome == "call_later" or state_of(by) != before
    actions.undo(by, attempt.pk, at=MORNING + timedelta(minutes=2))
    assert state_of(by) == before
    with scope(by):
        assert not model("care.Task").filter(rule__startswith="X", state="open").exists()
        assert not model("contact.Booking").exclude(state="cancelled").exists()
        assert not model("channels.Message").filter(state="held").exists()
        assert model("contact.Attempt").get(pk=attempt.pk).undone_at


def test_plt_60_undo_of_insurance_and_inspection(actor, task):
    by = actor("care_agent")
    for rule in ("R13", "R12"):
        one = task(rule, at=MORNING)
        before = state_of(by)
        answer = Answer("done_elsewhere", shop="平安", ends_on=date(2027, 12, 1), price=1)
        attempt = actions.report(by, one.pk, answer, at=MORNING)
        actions.undo(by, attempt.pk, at=MORNING)
        assert state_of(by) == before


def test_plt_60_undo_leaves_what_was_there_before(actor, task):
    """A reading and a visit that the outcome only repeated stay."""
    by, one = actor("care_agent"), task(at=MORNING)
    from cheyuan.records.vehicles import actions as vehicles  # noqa: PLC0415

    vehicles.add_reading(
        by, one.vehicle_id, km=52_000, read_on=day_of(MORNING), source="call", at=MORNING - timedelta(hours=1)
    )
    before = state_of(by)
    attempt = actions.report(by, one.pk, Answer("will_come", km=52_000), at=MORNING)
    actions.undo(by, attempt.pk, at=MORNING)
    assert state_of(by) == before


def test_plt_60_undo_is_for_oneself_the_newest_and_a_while(actor, task):
    by, one = actor("care_agent"), task(at=MORNING)
    first = actions.report(by, one.pk, Answer("no_answer"), at=MORNING)
    second = actions.report(by, one.pk, Answer("no_answer"), at=MORNING + timedelta(hours=6))
    with pytest.raises(Missing):
        actions.undo(actor("care_agent"), second.pk, at=MORNING + timedelta(hours=6))
    with pytest.raises(Conflict, match="undo_late"):
        actions.undo(by, first.pk, at=MORNING + timedelta(hours=6))
    actions.undo(by, second.pk, at=MORNING + timedelta(hours=6, minutes=1))
    late = MORNING + timedelta(minutes=15 + 1)
    with pytest.raises(Conflict, match="undo_late"):
        actions.undo(by, first.pk, at=late)


def test_care_13_three_days_three_parts_then_message_then_failed(actor, task, fresh, evenings):
    by, one = actor("care_agent"), task(at=MORNING)
    at = MORNING
    for _ in range(2):
        actions.report(by, one.pk, Answer("no_answer"), at=at)
        at = fresh(one).next_at
    assert fresh(one).state == "open"
    actions.report(by, one.pk, Answer("switched_off"), at=at)
    done = fresh(one)
    assert (done.state, done.reason, done.attempts, done.parts_tried) == ("failed", "not_reached", 3, 7)
    with scope(by):
        message = model("channels.Message").get(task_id=one.pk)
        assert (message.state, message.channel, message.purpose) == ("held", "sms", "service")
        assert "陈先生" in message.text
        assert "{" not in message.text
        assert "[" not in message.text


def test_care_13_calls_on_one_day_or_in_one_part_are_not_enough(actor, task, fresh):
    by, one, other = actor("care_agent"), task(at=MORNING), task(at=MORNING)
    for hour in (0, 5, 10):
        actions.report(by, one.pk, Answer("no_answer"), at=MORNING + timedelta(hours=hour))
    for day in (0, 1, 2):
        actions.report(by, other.pk, Answer("no_answer"), at=MORNING + timedelta(days=day))
    assert (fresh(one).state, fresh(other).state) == ("open", "open")


def test_care_13_failing_again_after_an_undo_holds_a_message_again(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    times = [MORNING, MORNING + timedelta(days=1, hours=5), MORNING + timedelta(days=2, hours=10)]
    for at in times:
        attempt = actions.report(by, one.pk, Answer("no_answer"), at=at)
    actions.undo(by, attempt.pk, at=times[-1])
    actions.report(by, one.pk, Answer("no_answer"), at=times[-1] + timedelta(minutes=1))
    with scope(by):
        states = sorted(model("channels.Message").filter(task_id=one.pk).values_list("state", flat=True))
    assert states == ["held", "withdrawn"]


def test_care_15_an_attempt_keeps_who_when_how_long_and_what(actor, task):
    by, one = actor("care_agent", name="周敏"), task(at=MORNING)
    answer = Answer("refused", why="price", note="嫌贵", seconds=61)
    attempt = actions.report(by, one.pk, answer, at=MORNING)
    kept = (attempt.by_name, attempt.at, attempt.seconds, attempt.channel, attempt.outcome, attempt.note)
    assert kept == ("周敏", MORNING, 61, "call", "refused", "嫌贵")
    assert attempt.details == {"why": "price"}
    with scope(by):
        assert model("journal.TimelineEntry").filter(verb="contact.refused", customer_id=one.customer_id).exists()
        assert model("journal.AuditEntry").filter(verb="contact.reported", object_id=attempt.pk).exists()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("booked"), "answer_missing"),
        (Answer("booked", book_at=MORNING - timedelta(hours=1)), "moment_past"),
        (Answer("booked", book_at=moment(date(2026, 11, 24), 3)), "store_closed"),
        (Answer("call_later"), "answer_missing"),
        (Answer("complaint"), "answer_missing"),
        (Answer("sold_car", sold_on=date(2027, 1, 1)), "day_future"),
        (Answer("nonsense"), "outcome_unknown"),
        (Answer("will_come", km=1), "km_backwards"),
    ],
)
def test_care_11_what_does_not_fit_is_refused_and_nothing_changes(actor, task, answer, code):
    by, one = actor("care_agent"), task(at=MORNING)
    with scope(by):
        model("vehicles.Reading").create(
            store_id=one.store_id,
            vehicle_id=one.vehicle_id,
            km=41_000,
            read_on=date(2026, 5, 20),
            source="x",
            at=MORNING,
        )
    before = state_of(by)
    with pytest.raises(Refused, match=code):
        actions.report(by, one.pk, answer, at=MORNING)
    assert state_of(by) == before


def test_care_17_a_full_time_is_refused(actor, task):
    by, at = actor("care_agent"), moment(date(2026, 11, 24), 10)
    for _ in range(3):
        actions.report(by, task(at=MORNING).pk, Answer("booked", book_at=at), at=MORNING)
    with pytest.raises(Refused, match="slot_full"):
        actions.report(by, task(at=MORNING).pk, Answer("booked", book_at=at), at=MORNING)


def test_care_12_only_who_may_and_only_while_open(actor, task):
    one = task(at=MORNING)
    with pytest.raises(Denied):
        actions.report(actor("technician"), one.pk, Answer("no_answer"), at=MORNING)
    with pytest.raises(Missing):
        actions.report(actor("sales_consultant"), one.pk, Answer("no_answer"), at=MORNING)
    by = actor("care_agent")
    actions.report(by, one.pk, Answer("will_come"), at=MORNING)
    with pytest.raises(Conflict, match="wrong_state"):
        actions.report(by, one.pk, Answer("no_answer"), at=MORNING)


def test_care_12_what_a_colleague_has_open_is_not_reported(actor, task):
    first, second, one = actor("care_agent", name="吴倩"), actor("care_agent"), task(at=MORNING)
    care.claim(first, one.pk, at=MORNING)
    with pytest.raises(Conflict, match="task_taken") as said:
        actions.report(second, one.pk, Answer("no_answer"), at=MORNING + timedelta(minutes=5))
    assert said.value.facts["name"] == "吴倩"
    actions.report(second, one.pk, Answer("no_answer"), at=MORNING + timedelta(minutes=31))
    assert isinstance(MORNING, datetime)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(20, 2 * 1440), min_size=3, max_size=9))
def test_care_13_whenever_agents_call_only_three_days_and_parts_fail(actor, task, fresh, steps, evenings):
    by, one, at = actor("care_agent"), task(at=MORNING), MORNING
    days, found = set(), set()
    for number, minutes in enumerate(steps, 1):
        at += timedelta(minutes=minutes)
        actions.report(by, one.pk, Answer("no_answer"), at=at)
        days.add(day_of(at))
        found.add(part_of(at))
        now = fresh(one)
        enough = min(number, len(days)) >= 3 and len(found) == 3
        assert now.state == ("failed" if enough else "open")
        if enough:
            break
        assert day_of(now.next_at) > day_of(at)


def test_care_13_nobody_is_called_again_on_a_day_on_which_the_store_is_closed(actor, task, fresh):
    by, one = actor("care_agent"), task(at=MORNING)
    with scope(by):
        stores = model("tenancy.SpecialDay")
        for day in (24, 25):
            stores.create(store_id=one.store_id, day=date(2026, 11, day), note="盘点", opens=None, closes=None)
    actions.report(by, one.pk, Answer("no_answer"), at=MORNING)
    assert fresh(one).next_at == moment(date(2026, 11, 26), 14)
