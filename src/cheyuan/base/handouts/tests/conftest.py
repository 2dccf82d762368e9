"""A customer with a phone, made as the customers' room does."""

import pytest
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now


@pytest.fixture
def customer(tenants):
    """``customer("王小伟", "13812345678")``: on file in the store."""

    def make(name, phone, store=None):
        store = store or tenants.store
        create = import_string("cheyuan.records.customers.actions.create")
        return create(system(store.group_id, (store.pk,)), store.pk, at=now(), name=name, phone=phone)

    return make
