"""CARE-R16: weather is taken once per source and number, told once to each owner in the region, and can be cancelled."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cheyuan.base.policies import actions as policies
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.greetings import actions, jobs
from cheyuan.engage.greetings.models import Event, Recipient, Wave
from cheyuan.engage.greetings.region import region
from cheyuan.engage.greetings.tests.conftest import DAWN, MOON, rain
from cheyuan.engage.greetings.weather import csvfile
from cheyuan.engage.greetings.weather.reports import checked
from cheyuan.kernel import places
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused

pytestmark = pytest.mark.django_db


def told(house, report, at=DAWN):
    (got,) = actions.take(house, [report], at=at)
    return actions.hold_event(house, got.event.pk, at=at)


def test_care_r16_owners_in_the_region_get_the_advice_with_place_level_and_end(house, friend, messages):
    near, silent = friend(name="陈立群", gender="M", city="广州市"), friend(city="")
    _far, _no_car = friend(city="佛山"), friend(city="广州", car=False)
    wave = told(house, rain())
    assert wave.counts == {"held": 2}
    found = messages()
    assert [one.customer_id for one in found] == [near.pk, silent.pk], "who has no city is where the store is"
    assert found[0].text.startswith("陈先生，广州将有暴雨（橙色预警），至9 月 25 日 18:10。")
    assert found[0].use_by == DAWN + timedelta(hours=12)


def test_care_r16_a_province_is_all_its_cities(house, friend, messages):
    one, two, _three = friend(city="佛山"), friend(city="", province="广东省"), friend(city="长沙")
    told(house, rain(regions=("广东省",)))
    assert [row.customer_id for row in messages()] == [one.pk, two.pk]


def test_care_r16_the_same_report_again_changes_nothing_and_a_revised_one_tells_only_new_people(
    house, friend, messages
):
    friend(city="广州")
    told(house, rain())
    (again,) = actions.take(house, [rain()], at=DAWN)
    assert again.outcome == "same"
    friend(city="佛山")
    (revised,) = actions.take(house, [rain(regions=("广州", "佛山"), level=4)], at=DAWN)
    assert (revised.outcome, revised.event.level) == ("revised", 4)
    wave = actions.hold_event(house, revised.event.pk, at=DAWN)
    assert wave.counts == {"held": 2}
    assert len({row.customer_id for row in messages()}) == len(messages()) == 2
    with scope(house):
        assert (Event.objects.count(), Wave.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_care_r16_reported_and_told_twice_at_once_it_is_one_event_and_one_message(house, friend, messages):
    friend(city="广州")
    gate = threading.Barrier(2)

    def run():
        gate.wait()
        told(house, rain())
        connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert len(messages()) == 1
    with scope(house):
        assert (Event.objects.count(), Wave.objects.count(), Recipient.objects.count()) == (1, 1, 1)


def test_care_r16_control_an_event_that_is_not_known_by_its_number_is_told_again(house, friend, messages):
    friend(city="广州")
    told(house, rain("R1"))
    told(house, rain("R2"))
    assert len(messages()) == 2, "the guard is source and number"


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (rain(level=1), "low"),
        (rain(valid_from=DAWN - timedelta(hours=9), valid_to=DAWN - timedelta(hours=1)), "over"),
    ],
)
def test_care_r16_nobody_is_told_of_what_is_small_or_over(house, friend, messages, report, reason):
    friend(city="广州")
    assert told(house, report) is None
    with scope(house):
        assert Event.objects.get().reason == reason
    assert not messages()


def test_care_r16_an_event_that_was_told_stays_told_when_it_is_over(house, friend):
    friend(city="广州")
    wave = told(house, rain())
    assert actions.hold_event(house, wave.event_id, at=DAWN + timedelta(days=1)) is None
    with scope(house):
        assert Event.objects.get().reason == "told"


def test_care_r16_switched_off_nobody_is_told(house, boss, friend, messages):
    friend(city="广州")
    actions.switch(boss, boss.store_id, "weather_heavy_rain", False, at=DAWN)
    assert told(house, rain()) is None
    policies.set_value(house, "care.on_R16", False, for_store=house.store_id, valid_from=MOON, reason="", at=DAWN)
    assert told(house, rain("R2", kind="heat")) is None
    assert not messages()


def test_care_r16_by_policy_a_warning_is_service_and_needs_no_consent(house, friend, messages):
    friend(city="广州", agrees=False)
    assert told(house, rain()).counts == {"no_consent": 1}
    policies.set_value(
        house, "greetings.warnings_are", "service", for_store=house.store_id, valid_from=MOON.replace(year=2020), reason="",
        at=DAWN,
    )  # fmt: skip
    assert told(house, rain("R2")).counts == {"held": 1}
    assert messages()[0].purpose == "service"


def test_care_r16_cancelled_what_waits_is_taken_back_and_nobody_else_is_told(house, boss, friend, messages, actor):
    friend(city="广州")
    wave = told(house, rain())
    with pytest.raises(Denied):
        actions.cancel(actor("care_agent"), wave.event_id, at=DAWN)
    actions.cancel(boss, wave.event_id, at=DAWN)
    assert [one.state for one in messages()] == ["withdrawn"]
    friend(city="广州")
    assert actions.hold_event(house, wave.event_id, at=DAWN) is None
    assert len(messages()) == 1
    with pytest.raises(Conflict, match="weather_cancelled"):
        actions.cancel(boss, wave.event_id, at=DAWN)
    (late,) = actions.take(house, [rain(level=4)], at=DAWN)
    assert late.outcome == "same", "a report after the end does not bring it back"


def test_care_r16_an_end_reported_by_the_source_cancels(house, friend, messages):
    friend(city="广州")
    told(house, rain())
    (ended,) = actions.take(house, [rain(cancelled=True)], at=DAWN)
    assert ended.outcome == "cancelled"
    assert [one.state for one in messages()] == ["withdrawn"]


def test_care_r16_only_stores_that_it_concerns_keep_it(tenants, friend):
    apps.get_model("tenancy", "Store").objects.filter(pk=tenants.sister.pk).update(city="长沙")
    by = system(tenants.group.pk, (tenants.store.pk, tenants.sister.pk))
    assert [one.event.store_id for one in actions.take(by, [rain()], at=DAWN)] == [tenants.store.pk]
    friend(tenants.sister, city="广州")
    assert {one.event.store_id for one in actions.take(by, [rain("R2")], at=DAWN)} == {
        tenants.store.pk,
        tenants.sister.pk,
    }
    assert actions.take(by, [rain("R3", regions=("哈尔滨",))], at=DAWN) == []


def test_care_r16_a_neighbour_does_not_see_the_event(house, actor, tenants):
    (got,) = actions.take(house, [rain()], at=DAWN)
    with pytest.raises(Missing):
        actions.cancel(actor("marketing_manager", tenants.sister), got.event.pk, at=DAWN)


def test_care_r16_the_work_tells_and_names_the_page(house, friend, messages, monkeypatch):
    friend(city="广州")
    (got,) = actions.take(house, [rain()], at=DAWN)
    with scope(house):
        assert apps.get_model("jobs", "Work").objects.get().name == "greetings.warn"
    monkeypatch.setattr(jobs, "now", lambda: DAWN)
    done = jobs.warn(house, lambda done, total: None, store_id=house.store_id, event_id=got.event.pk)
    assert done["messages"] == len(messages()) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "frogs"}, "weather_kind"), ({"level": 5}, "weather_level"), ({"regions": ("亚特兰蒂斯",)}, "weather_region"),
        ({"regions": ()}, "weather_region"), ({"valid_to": DAWN}, "weather_time"), ({"source": " "}, "weather_source"),
        ({"valid_to": DAWN + timedelta(days=40)}, "weather_time"),
    ],
)  # fmt: skip
def test_care_r16_a_report_that_makes_no_sense_is_refused_by_name(house, wrong, code):
    with pytest.raises(Refused, match=code):
        actions.take(house, [rain(), rain("R2", **wrong)], at=DAWN)
    with scope(house):
        assert not Event.objects.exists(), "all or none"


HEAD = ",".join(csvfile.COLUMNS)
LINE = "gd,N1,heavy_rain,orange,广州;佛山,2026-09-25T08:00,2026-09-25T20:00,暴雨"


@pytest.mark.parametrize("code", ["utf-8-sig", "gb18030"])
def test_care_r16_a_file_is_read_whatever_wrote_it(code):
    (one,) = csvfile.read(f"{HEAD}\r\n{LINE}\r\n".encode(code))
    assert (one.number, one.level, one.regions) == ("N1", 3, ("广州", "佛山"))
    assert one.valid_from.isoformat() == "2026-09-25T08:00:00+08:00"


def test_care_r16_every_fault_of_a_file_is_named_with_its_line():
    lines = [
        LINE,
        LINE.replace("heavy_rain", "frogs"),
        LINE.replace("广州", "无此地"),
        LINE.replace("2026-09-25T20:00", "soon"),
    ]
    with pytest.raises(Refused) as found:
        csvfile.read("\n".join([HEAD, *lines]).encode())
    faults = found.value.facts["faults"]
    assert [(one.line, one.refused.code) for one in faults] == [
        (3, "weather_kind"),
        (4, "weather_region"),
        (5, "weather_time"),
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some.binary(max_size=400) | some.text(max_size=200).map(lambda text: f"{HEAD}\n{text}".encode(errors="replace")))
def test_care_r16_no_file_breaks_the_reader(content):
    with suppress(Refused):
        assert all(one == checked(one) for one in csvfile.read(content))


@given(
    some.sampled_from(sorted({city for cities in places.provinces().values() for city in cities})),
    some.sampled_from(places.WRITTEN),
)
def test_care_r16_a_customers_city_is_found_in_its_province_however_it_is_written(city, ending):
    province = places.province_of(city)
    assert f"{city}{ending}" in region([province], "").cities
    assert f"{city}{ending}" in region([f"{city}市"], "").cities


def test_care_r16_who_reads_english_is_warned_in_english(house, friend, messages):
    friend(name="Anna Smith", language="en", city="广州")
    told(house, rain())
    (one,) = messages()
    assert one.language == "en"
    assert "heavy rain in 广州 (orange alert) until " in one.text
