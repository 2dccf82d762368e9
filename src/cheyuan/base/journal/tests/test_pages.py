"""The audit on the screen."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cheyuan.base.journal import actions
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.ref import Ref

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def entries(actor):
    by = actor()
    with scope(by):
        for one in range(60):
            actions.note(by, "thing.looked_at", Ref("thing", one), at=NOW, nth=one)


def test_audit_is_paged_and_filtered(entries, client_as):
    client = client_as("group_admin")
    first = client.get(reverse("journal:audit"), {"verb": "thing.looked_at"})
    assert first.content.decode().count("<code>thing.looked_at</code>") == 50
    second = client.get(reverse("journal:audit") + first.context["older"])
    assert second.content.decode().count("<code>thing.looked_at</code>") == 10
    assert "<code>" not in client.get(reverse("journal:audit"), {"verb": "nothing"}).content.decode()


def test_p9_who_may_not(entries, client_as, tenants):
    assert client_as("care_agent").get(reverse("journal:audit")).status_code == 403
    assert (
        "thing.looked_at" not in client_as("group_admin", tenants.sister).get(reverse("journal:audit")).content.decode()
    )
    assert client_as("group_admin").get(reverse("journal:audit"), {"before": "x"}).status_code == 422


def test_p11_the_audit_says_in_words_what_was_done(actor, client_as):
    by = actor("care_manager")
    with scope(by):
        actions.note(by, "task.snoozed", Ref("task", 7), at=NOW, store_id=by.store_ids[0], outcome="no_answer")
    page = client_as("group_admin").get(reverse("journal:audit"), {"verb": "task.snoozed"}).content.decode()
    assert "<code>" not in page
    assert all(words in page for words in ("任务稍后", "结果", "没人接"))
