"""The plan in a process of its own: the web never loads the data engine; killed at any moment nothing is lost or doubled."""

import json
import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from django.db import connections

from cheyuan.base.lake.process import PROGRAM, helper, questioned, stop
from cheyuan.engage.care import process
from cheyuan.engage.care.models import PlanRun
from cheyuan.engage.care.plan.policy import DEFAULTS, names_of
from cheyuan.kernel.errors import Denied, Refused

DAY = date(2026, 11, 21)
KILLS = int(os.environ.get("TEST_KILLS", "4"))
HEAVY = ("ibis", "duckdb", "pyarrow", "pandas", "adbc_driver_postgresql", "sklearn", "statsforecast")


def fill(place, cars):
    for _n in range(cars):
        car = place.car(DAY - timedelta(days=400))
        place.visit(car, DAY - timedelta(days=180), 9_000)


def all_once(place, cars):
    found = [(one.rule, one.subject, one.cycle) for one in place.tasks()]
    assert len(found) == len(set(found)) == cars


def question(place):
    whole = questioned(place.by, process.PLAN, {"store_id": place.store.pk, "as_of": DAY.isoformat()})
    return json.dumps(whole) + "\n"


def start(place):
    command = [sys.executable, "-m", PROGRAM]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    child.stdin.write(question(place))
    child.stdin.flush()
    return child


def test_care_07_web_and_worker_load_no_data_engine():
    code = (
        "import sys, django; django.setup(); import cheyuan.site.urls, cheyuan.site.worker; "
        f"from cheyuan.engage.care import process, jobs; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.django_db(transaction=True)
def test_care_04_the_child_plans_and_reports(place):
    fill(place, 3)
    said = []
    done = process.plan(place.by, place.store.pk, DAY.isoformat(), lambda *share: said.append(share))
    assert (done["made"], said) == (3, [(0, 3), (1, 3), (2, 3)])
    all_once(place, 3)


@pytest.mark.django_db(transaction=True)
def test_care_01_the_child_previews_and_stays_for_the_next_question(place):
    fill(place, 3)
    values = {name: getattr(DEFAULTS, name) for name in names_of("R09")}
    as_of = (DAY - timedelta(days=20)).isoformat()
    first = process.preview(place.by, place.store.pk, "R09", {**values, "r09_before_days": 30}, as_of)
    child = helper._child
    second = process.preview(place.by, place.store.pk, "R09", values, as_of)
    assert helper._child is child
    assert [(old, new) for _day, old, new in first["days"]] == [(0, 3), (3, 0)]
    assert (first["kinds"], second["kinds"]) == ({"earlier": 3}, {"same": 3})
    assert len(first["people"]) == 3
    stop(child)
    own = process.preview(
        place.by, place.store.pk, "new", {"title": "t", "opens_after": 390, "closes_after": 500}, as_of
    )
    assert own["kinds"] == {"new": 3}
    stop(helper._child)


@pytest.mark.django_db(transaction=True)
def test_care_04_refusals_come_through_the_pipe(place, tenants):
    with pytest.raises(Refused) as refused:
        process.plan(place.by, tenants.sister.pk, DAY.isoformat())
    assert refused.value.code == Denied("store").code


@pytest.mark.django_db(transaction=True)
def test_care_04_killed_at_any_moment_no_task_is_lost_or_doubled(place):
    """Real SIGKILL of the child at random moments; in the end a run goes through. TEST_KILLS=20 for the whole."""
    fill(place, 40)
    dice = random.Random(7)
    for _n in range(KILLS):
        child = start(place)
        if dice.random() < 0.7:
            child.stdout.readline()
        time.sleep(dice.random() * 0.4)
        child.kill()
        child.communicate()
        assert len(place.tasks()) in (0, 40)
    process.plan(place.by, place.store.pk, DAY.isoformat())
    all_once(place, 40)
    with place.open():
        assert sum(PlanRun.objects.values_list("made", flat=True)) == 40


@pytest.mark.django_db(transaction=True)
def test_care_04_two_plans_at_once_make_each_task_once(place):
    fill(place, 30)
    children = [start(place), start(place)]
    answers = [json.loads(list(child.stdout)[-1])["answer"]["made"] for child in children]
    assert sorted(answers) == [0, 30]
    for child in children:
        child.communicate()
    all_once(place, 30)


@pytest.mark.django_db(transaction=True)
def test_care_04_who_asked_is_gone_and_the_child_goes_too(place):
    child = start(place)
    child.stdout.readline()
    child.stdin.close()
    assert child.wait(30) in (0, 1)


@pytest.mark.django_db(transaction=True)
def test_p1_the_database_ends_all_sessions_in_the_middle(place):
    fill(place, 30)
    child = start(place)
    child.stdout.readline()
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    said = list(child.stdout)
    child.communicate()
    assert "answer" not in (said[-1] if said else "")
    assert place.tasks() == []
    process.plan(place.by, place.store.pk, DAY.isoformat())
    all_once(place, 30)
