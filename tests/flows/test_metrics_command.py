"""``cheyuan metrics`` as anyone may call it from outside."""

import json
import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connections

from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.site import config
from cheyuan.site.testing.database import _named


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ins_30_the_command_reckons_every_store(tenants):
    name, house = connections["default"].settings_dict["NAME"], config.load()
    env = {
        **os.environ, "DATABASE_URL": _named(house.owner_url(), name),
        "CHEYUAN_APP_DATABASE_URL": _named(house.app_url(), name),
    }  # fmt: skip
    words = [sys.executable, "-m", "cheyuan.site.cli", "metrics", "--as-of", "2026-11-21", "--json"]
    done = subprocess.run(words, env=env, capture_output=True, text=True)
    said = json.loads(done.stdout)
    assert said["as_of"] == "2026-11-21"
    assert {one["store"] for one in said["stores"]} >= {tenants.store.code, tenants.sister.code}
    with scope(system(tenants.store.group_id, (tenants.store.pk,))):
        assert apps.get_model("metrics", "Refresh").objects.count() == 1
