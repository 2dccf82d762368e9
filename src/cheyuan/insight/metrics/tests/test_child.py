"""INS-30: figures are reckoned in a process of their own; this one never holds the data engine for them."""

import pytest

from cheyuan.base.tenancy.scope import scope
from cheyuan.insight.metrics import actions, queries
from cheyuan.insight.metrics.tests.conftest import TODAY, Book
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Denied

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_ins_30_a_child_reckons_and_says_how_far_it_is(book: Book, boss: Actor) -> None:
    book.visit(book.car(), TODAY)
    heard: list[tuple[int, int]] = []
    done = actions.refresh(boss, book.store.pk, as_of=TODAY, report=lambda done, total: heard.append((done, total)))
    assert done["figures"] == done["changed"] > 0
    assert heard == sorted(heard)
    assert len(heard) > 20
    with scope(boss):
        assert queries.values(boss, ["visits"], TODAY, TODAY)["visits"].num == 1
        assert queries.as_of(boss) is not None
    again = actions.refresh(boss, book.store.pk, as_of=TODAY)
    assert (again["changed"], again["gone"]) == (0, 0)


def test_ins_30_nobody_has_a_foreign_store_reckoned(book: Book, boss: Actor, tenants, actor) -> None:
    with pytest.raises(Denied):
        actions.refresh(boss, tenants.sister.pk, as_of=TODAY)
    with pytest.raises(Denied):
        actions.refresh(actor("care_agent"), book.store.pk, as_of=TODAY)
