from datetime import UTC, datetime

import pytest

from cheyuan.base.approvals import kinds
from cheyuan.base.approvals.actions import ask
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.ref import Ref

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
LADDER = ("care_manager", "service_manager", "general_manager", "group_admin")


@pytest.fixture
def told(monkeypatch):
    """A kind of approval that remembers what it was told."""
    said = []
    known = kinds.Kind(
        "gift", "Gift", LADDER, lambda by, one, at: said.append((one.object_id, one.state)), limit="compensation"
    )
    monkeypatch.setitem(kinds._kinds, "gift", known)
    return said


@pytest.fixture
def asked(told):
    """Ask for an amount in yuan as somebody."""

    def make(by, yuan, number=7):
        with scope(by):
            return ask(
                by, "gift", Ref("complaint", number), store_id=by.store_id, title=f"Gift for {number}", reason="waited long",
                amount_fen=None if yuan is None else yuan * 100, at=NOW,
            )  # fmt: skip

    return make
