"""CARE-20, P12: whoever has a link may answer, so that no log may hold one."""

import pytest
from django.test import Client

from cheyuan.site.logs import JsonLines

pytestmark = pytest.mark.django_db
SECRET = "abcdefgh234567abcdef"


def test_care_20_a_link_is_in_no_log(caplog, tenants):
    for client in (Client(), Client(enforce_csrf_checks=True)):
        client.get(f"/s/{tenants.store.pk}.{SECRET}")
        client.post(f"/s/{tenants.store.pk}.{SECRET}", {"q_overall": "9"})
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any("/s/…" in line for line in lines)
    assert SECRET not in " ".join(lines)


def test_p17_the_framework_itself_would_log_it(caplog, tenants):
    """The control: without our lines the address stands in the log."""
    Client().get(f"/s/{tenants.store.pk}.{SECRET}")
    assert SECRET in " ".join(record.getMessage() for record in caplog.records)
