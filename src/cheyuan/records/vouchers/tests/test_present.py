"""PPL-04: what most customers have none of costs their page one question for all kinds together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.kernel.clock import now
from cheyuan.records.vouchers import actions
from cheyuan.records.vouchers.tests.conftest import terms

pytestmark = pytest.mark.django_db


def asked_of(client, customer_id):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(f"/customers/{customer_id}").status_code == 200
    return [one["sql"] for one in caught]


def test_ppl_04_vouchers_are_only_loaded_for_who_has_some(client_as, actor, person):
    client, one = client_as("care_manager"), person()
    asked_of(client, one.pk)
    without = asked_of(client, one.pk)
    actions.give(actor("care_manager"), one.pk, terms(), at=now())
    having = asked_of(client, one.pk)
    loads = 'FROM "vouchers_voucher"'
    assert [loads in sql for sql in without].count(True) == 0
    assert [loads in sql for sql in having].count(True) == 1
    assert sum("EXISTS (SELECT FROM vouchers_voucher" in sql for sql in having) == 1
    assert len(having) == len(without) + 1
