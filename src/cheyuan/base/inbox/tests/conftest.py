from datetime import UTC, datetime

import pytest

from cheyuan.base.inbox import actions, kinds
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch):
    """Tell people something as the system of their store; answers to how many."""
    monkeypatch.setitem(kinds._kinds, "hello", kinds.Kind("hello", "Greeting", "Hello %(who)s"))

    def tell(*accounts, key="k1", ref=actions.NOWHERE, store=None, at=NOW, **facts):
        where = store or accounts[0].memberships.get().store
        by = system(where.group_id, (where.pk,))
        with scope(by):
            ids = [one.pk for one in accounts]
            return actions.push(by, "hello", ref, key, store_id=where.pk, to=ids, at=at, **{"who": "you", **facts})

    return tell
