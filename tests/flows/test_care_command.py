"""``cheyuan care plan`` as anyone may call it from outside."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.db import connections

from cheyuan.engage.care.tests.conftest import Place, place
from cheyuan.site import config
from cheyuan.site.cli.together import side_by_side
from cheyuan.site.testing.database import _named

__all__ = ["place"]
DAY = date(2026, 11, 21)


def command(*words):
    name, house = connections["default"].settings_dict["NAME"], config.load()
    env = {
        **os.environ, "DATABASE_URL": _named(house.owner_url(), name),
        "CHEYUAN_APP_DATABASE_URL": _named(house.app_url(), name),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "cheyuan.site.cli", "care", "plan", *words], env=env, capture_output=True, text=True
    )


@pytest.mark.django_db(transaction=True)
def test_care_04_care_06_a_dry_run_prints_the_plan_and_writes_nothing_then_it_is_written(place):
    for days in (180, 181):
        place.visit(place.car(DAY - timedelta(days=400)), DAY - timedelta(days=days), 9_000)
    done = command("--as-of", DAY.isoformat(), "--dry-run", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.stdout.splitlines()[0] == "rule,subject,cycle,due_on,opens_on,deadline,why"
    assert [row["rule"] for row in rows] == ["R09", "R09"]
    assert [row["subject"] for row in rows] == sorted(row["subject"] for row in rows)
    assert all(row["deadline"].endswith("+08:00") and row["why"].startswith("上次保养 2026-05-2") for row in rows)
    assert place.tasks() == []
    assert json.loads(command("--as-of", DAY.isoformat(), "--store", "s1", "--json").stdout)["stores"][0]["made"] == 2
    assert len(place.tasks()) == 2


@pytest.mark.django_db(transaction=True)
def test_ins_01_the_plan_may_be_computed_in_the_database_itself(place):
    place.visit(place.car(DAY - timedelta(days=400)), DAY - timedelta(days=180), 9_000)
    words = ("--as-of", DAY.isoformat(), "--dry-run")
    embedded, in_place = command(*words), command(*words, "--engine", "postgres")
    assert in_place.stdout == embedded.stdout
    assert len(embedded.stdout.splitlines()) == 2
    assert (
        json.loads(command("--as-of", DAY.isoformat(), "--engine", "postgres", "--json").stdout)["stores"][0]["made"]
        == 1
    )


@pytest.mark.django_db(transaction=True)
def test_ins_01_a_cluster_that_nobody_named_is_told_in_one_line(place):
    done = command("--engine", "spark")
    assert done.returncode == 1
    assert done.stderr.strip() == "cheyuan: engine_no_cluster()"


@pytest.mark.django_db(transaction=True)
def test_care_05_stores_are_planned_side_by_side_each_for_itself(place, tenants):
    sister = Place(tenants.sister)
    for one, cars in ((place, 2), (sister, 3)):
        for _ in range(cars):
            one.visit(one.car(DAY - timedelta(days=400)), DAY - timedelta(days=180), 9_000)
    done = json.loads(command("--as-of", DAY.isoformat(), "--at-once", "2", "--json").stdout)
    assert {one["store"]: one["made"] for one in done["stores"]}.items() >= {"s1": 2, "s2": 3}.items()
    assert (len(place.tasks()), len(sister.tasks())) == (2, 3)


def test_care_05_a_store_whose_plan_fails_takes_no_other_along():
    done = []

    def work(place):
        if place == "bad":
            raise ValueError(place)
        done.append(place)

    for at_once in (1, 3):
        done.clear()
        with pytest.raises(ValueError, match="bad"):
            side_by_side(work, ["bad", "good", "better"], at_once)
        assert sorted(done) == ["better", "good"]
