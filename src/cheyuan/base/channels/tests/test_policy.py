"""CARE-08, P7: consent, refusal, hours, frequency, household and channel of every outgoing contact, with its reason."""

import itertools
import json
from datetime import UTC, date, datetime, time, timedelta
from time import tzset
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.channels import actions, leaving, planning, queries
from cheyuan.base.channels.addresses import key_of
from cheyuan.base.channels.models import Message, Touch
from cheyuan.base.channels.policy import facts, hours
from cheyuan.base.channels.policy.hours import windows
from cheyuan.base.channels.policy.verdicts import Planned
from cheyuan.base.policies import actions as policies
from cheyuan.base.tenancy.models import OpeningHours, SpecialDay, Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

FRIDAY = datetime(2026, 11, 20, 2, tzinfo=UTC)  # ten in the morning in Guangzhou
ALL = ("call", "sms", "wechat", "email", "letter")


@pytest.fixture
def by(tenants):
    return system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk))


@pytest.fixture
def person(monkeypatch, by):
    """Tells the policy about people: number, what differs from an ordinary one."""
    people = {}

    def know(number, **more):
        plain = {"preferred": "", "born": None, "is_vip": False, "stopped": False, "has": ALL, "given": ALL,
                 "phone": f"138{number:08d}", "store": by.store_ids[0]}  # fmt: skip
        people[number] = {**plain, **more}
        rows = [
            {**one, "customer_id": id, "store_id": one["store"], "key": key_of(by.group_id, one["phone"]).hex()}
            for id, one in people.items()
        ]
        columns = "store_id int, customer_id bigint, key text, preferred text, born date, is_vip bool, stopped bool"
        monkeypatch.setitem(
            facts._known, "sql",
            "SELECT store_id, customer_id, decode(key, 'hex') AS phone_key, decode(key, 'hex') AS household, preferred,"
            f" born, is_vip, stopped, has, given FROM jsonb_to_recordset('{json.dumps(rows, default=str)}')"
            f" AS v({columns}, has text[], given text[])",
        )  # fmt: skip
        return number

    return know


def judge(by, number=1, wish=("wechat", "call", "sms"), purpose="service", at=FRIDAY, **more):
    one = Planned(number, more.get("store", by.store_ids[0]), number, purpose, wish, more.get("wanted", at))
    return queries.judged(by, [one], at=at)[number]


@pytest.mark.parametrize(
    ("facts_", "channel", "why"),
    [
        ({"preferred": "sms", "is_vip": True}, "sms", "preferred"),
        ({"is_vip": True}, "wechat", "vip"),
        ({"born": date(1995, 1, 1)}, "wechat", "young"),
        ({"born": date(1980, 1, 1)}, "call", "middle"),
        ({"born": date(1980, 1, 1), "has": ("sms", "wechat")}, "sms", "middle"),
        ({"born": date(1960, 1, 1)}, "call", "old"),
        ({"born": date(1991, 11, 19)}, "call", "middle"),
        ({"born": date(1991, 11, 22)}, "wechat", "young"),
        ({"born": date(1970, 11, 21)}, "call", "middle"),
        ({"preferred": "wechat", "has": ("call", "sms")}, "call", "asked"),
        ({}, "wechat", "asked"),
    ],
)
def test_care_08_channel_by_preference_then_segment(by, person, facts_, channel, why):
    said = judge(by, person(1, **facts_))
    assert (said.verdict, said.channel, said.chosen) == ("go", channel, why)


def test_care_08_else_the_channel_that_reached_the_person_before(by, person):
    person(1)
    with scope(by):
        Message.objects.create(
            store_id=by.store_ids[0], customer_id=1, channel="sms", purpose="service", state="delivered", intent="old",
            created_at=FRIDAY,
        )  # fmt: skip
    assert (judge(by).channel, judge(by).chosen) == ("sms", "success")


@pytest.mark.parametrize(
    ("facts_", "purpose", "code"),
    [
        ({"has": ()}, "service", "no_address"),
        ({"given": ()}, "marketing", "no_consent"),
        ({"given": ("email",)}, "marketing", "no_consent"),
        ({"stopped": True}, "marketing", "stopped"),
    ],
)
def test_care_08_what_is_dropped_says_why(by, person, facts_, purpose, code):
    said = judge(by, person(1, **facts_), purpose=purpose)
    assert (said.verdict, said.code) == ("drop", code)


def test_care_08_service_rests_on_the_contract_and_offers_on_consent_by_channel(by, person):
    person(1, given=("sms",))
    assert judge(by, purpose="service").channel == "wechat"
    assert judge(by, purpose="marketing").channel == "sms"


def test_p6_a_refused_channel_is_not_chosen_and_a_refused_person_is_not_contacted(by, person):
    person(1)
    phone = "13800000001"
    actions.refuse(by, address=phone, channel="wechat", source="call", at=FRIDAY)
    assert judge(by).channel == "call"
    actions.refuse(by, address=phone, source="call", at=FRIDAY)
    assert (judge(by).verdict, judge(by).code) == ("drop", "refused")


def local(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("channel", "wanted", "at", "why"),
    [
        ("sms", local(20, 12, 30), local(20, 12, 30), "now"),
        ("call", local(20, 12, 30), local(20, 14), "lunch"),
        ("sms", local(20, 20, 59), local(20, 20, 59), "now"),
        ("sms", local(20, 21), local(21, 8), "quiet_hours"),
        ("sms", local(20, 7, 59), local(20, 8), "quiet_hours"),
        ("call", local(20, 18, 1), local(21, 8, 30), "quiet_hours"),
        ("call", local(20, 8), local(20, 8, 30), "quiet_hours"),
    ],
)
def test_care_08_hours_of_the_store(by, person, channel, wanted, at, why):
    person(1)
    said = judge(by, wish=(channel,), at=wanted)
    assert (said.at, said.timed) == (at, why)
    assert said.verdict == ("go" if why == "now" else "later")
    assert said.until > said.at


def test_care_08_closed_days_and_official_working_days_count(by, person, tenants, actor):
    person(1)
    SpecialDay.objects.create(store=tenants.store, day=date(2026, 11, 20))
    assert judge(by, wish=("call",)).at == local(21, 8, 30)
    assert judge(by, wish=("call",)).timed == "closed_day"
    assert judge(by, wish=("sms",)).verdict == "go", "service messages leave every day"
    assert judge(by, wish=("sms",), purpose="marketing").at == local(21, 8)
    admin = actor("group_admin", tenants.store)
    for_store = {"for_store": tenants.store.pk, "valid_from": date(2026, 1, 1), "reason": "", "at": FRIDAY}
    policies.set_value(admin, "channels.days_marketing", "working", **for_store)
    assert judge(by, wish=("sms",), purpose="marketing").at == local(23, 8), "Saturday and Sunday are free"
    before_new_year = datetime(2026, 2, 13, 14, tzinfo=UTC)
    said = judge(by, wish=("sms",), purpose="marketing", at=before_new_year)
    assert said.at == datetime(2026, 2, 14, 0, tzinfo=UTC), "a Saturday on which the country works (make-up day)"
    said = judge(by, wish=("sms",), purpose="marketing", at=datetime(2026, 2, 14, 14, tzinfo=UTC))
    assert said.at > datetime(2026, 2, 20, tzinfo=UTC), "Spring Festival"


def test_care_08_at_most_one_offer_in_seven_days_and_four_in_thirty(by, person, tenants):
    person(1)
    key = key_of(by.group_id, "13800000001")

    def touched(*days):
        with scope(by):
            Touch.objects.all().delete()
            Touch.objects.bulk_create(
                Touch(
                    group_id=by.group_id,
                    household=key,
                    purpose="marketing",
                    channel="sms",
                    at=FRIDAY - timedelta(days=d),
                )
                for d in days
            )

    touched(6)
    said = judge(by, purpose="marketing")
    assert (said.verdict, said.timed, said.at) == ("later", "frequency", FRIDAY + timedelta(days=1))
    assert judge(by, purpose="service").verdict == "go", "service is exempt"
    assert judge(by, person(2), purpose="marketing").verdict == "go"
    touched(8, 15, 22)
    assert judge(by, purpose="marketing").verdict == "go"
    touched(8, 15, 22, 29)
    assert judge(by, purpose="marketing").at == FRIDAY + timedelta(days=1)


def hold(by, number, intent, purpose="service", text="您好", **more):
    given = {"channel": "sms", "address": f"138{number:08d}", "at": FRIDAY, **more}
    return actions.hold(by, customer_id=number, purpose=purpose, text=text, intent=intent, **given)


def kept(by):
    with scope(by):
        return list(Message.objects.order_by("pk").values_list("intent", "state", "code"))


def test_care_08_messages_to_one_household_become_one_conversation(by, person):
    person(1)
    person(2, phone="13800000001")
    hold(by, 1, "a", text="该保养了")
    hold(by, 2, "b", address="13800000001", text="该年检了")
    planning.plan(by, at=FRIDAY)
    assert [state for _, state, _ in kept(by)] == ["due", "merged"]
    with scope(by):
        lead, merged = Message.objects.order_by("pk")
        assert (lead.text, merged.into_id) == ("该保养了\n该年检了", lead.pk)


def test_care_08_two_stores_share_one_households_budget(by, person, tenants):
    person(1)
    person(2, phone="13800000001", store=tenants.sister.pk)
    hold(by, 1, "a", "marketing")
    hold(by, 2, "b", "marketing", address="13800000001", store_id=tenants.sister.pk)
    planning.plan(by, at=FRIDAY)
    assert [state for _, state, _ in kept(by)] == ["due", "held"]
    planning.plan(by, at=FRIDAY + timedelta(days=6))
    assert [state for _, state, _ in kept(by)] == ["due", "held"]
    planning.plan(by, at=FRIDAY + timedelta(days=7))
    assert [state for _, state, _ in kept(by)] == ["due", "due"]


def test_care_08_a_message_nobody_could_send_for_a_week_is_dropped(by, person):
    hold(by, person(1), "a")
    planning.plan(by, at=FRIDAY + timedelta(days=8))
    assert kept(by) == [("a", "dropped", "stale")]


def test_care_08_a_call_that_reached_somebody_counts(by, person):
    person(1)
    actions.touch(by, phone="13800000001", purpose="marketing", channel="call", at=FRIDAY - timedelta(days=1))
    assert judge(by, purpose="marketing").timed == "frequency"


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_p7_the_servers_own_zone_does_not_matter(by, person, zone, monkeypatch):
    """The process and the database session believe to be elsewhere; the store's wall clock decides."""
    monkeypatch.setenv("TZ", zone)
    tzset()
    try:
        person(1)
        with scope(by), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL TIME ZONE '{zone}'")
            said = [judge(by, wish=("sms",), at=local(20, hour)) for hour in range(24)]
    finally:
        monkeypatch.delenv("TZ")
        tzset()
    assert [one.verdict for one in said] == ["later"] * 8 + ["go"] * 13 + ["later"] * 3


ZONES = ("Asia/Shanghai", "Asia/Urumqi", "America/New_York", "Australia/Sydney", "Asia/Kolkata")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES), minutes=st.integers(0, 60 * 24 * 400), opens=st.integers(6, 10), closes=st.integers(15, 23),
    off=st.sets(st.integers(0, 6), max_size=6),
)  # fmt: skip
def test_p7_windows_have_no_gap_and_never_lie_outside_the_hours(tenants, by, zone, minutes, opens, closes, off):
    store = tenants.store
    Store.objects.filter(pk=store.pk).update(zone=zone)
    OpeningHours.objects.filter(store=store).delete()
    for day in set(range(7)) - off:
        OpeningHours.objects.create(store=store, weekday=day, opens=time(opens), closes=time(closes))
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    with scope(by):
        found = windows([store.pk], at)
    for kind in ("call", "message"):
        own = [one for one in found if (one.kind, one.marketing) == (kind, False)]
        assert own[0].since <= at
        assert all(one.closes == after.since for one, after in itertools.pairwise(own))
        for one in own[:-1]:
            start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (one.opens, one.closes))
            assert 8 <= start.hour <= end.hour <= 21
            if kind == "call":
                assert start.weekday() not in off
                assert opens <= start.hour
                assert end.hour <= closes


def test_p7_ten_thousand_messages_of_a_day_leave_inside_the_hours_only(by, person, tenants):
    """A whole day in steps of a quarter of an hour: whatever is claimed lies between 8 and 21 on the store's wall."""
    Store.objects.filter(pk=tenants.sister.pk).update(zone="America/New_York")
    left = []
    for quarter in range(96):
        at = local(20, 0) + timedelta(minutes=15 * quarter)
        for place, store in enumerate(by.store_ids):
            hold(by, 1000 + 2 * quarter + place, f"{quarter}", at=at, store_id=store)
        leaving.prepare(by, lambda at=at: at)
        taken = leaving.claiming.claim(by, at=at, most=1000)
        left += [(store, at) for _, store in taken.messages]
    zones = dict(Store.objects.values_list("pk", "zone"))
    hours = {at.astimezone(ZoneInfo(zones[store])).hour for store, at in left}
    assert hours == set(range(8, 21))


def test_p17_control_without_the_stores_calendar_a_message_leaves_at_night(by, person, monkeypatch):
    """Guard removed: every hour of every day is allowed."""
    monkeypatch.setattr(hours.Home, "spans", lambda home, kind, marketing, day: [(time(0), time(23, 59, 59))])
    hold(by, person(1), "a", at=local(20, 2))
    planning.plan(by, at=local(20, 2))
    assert leaving.claiming.claim(by, at=local(20, 2), most=10).messages
