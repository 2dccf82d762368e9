"""CARE-R14: the birthday voucher comes with the greeting, by call or message, once a year, and goes when that is undone."""

from datetime import timedelta

import pytest
from django.apps import apps

from cheyuan.base.channels.queries import page
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact import actions, messages
from cheyuan.engage.contact.answers import Answer
from cheyuan.engage.contact.birthdays import announced
from cheyuan.engage.contact.tests.conftest import house
from cheyuan.kernel.clock import now

pytestmark = pytest.mark.django_db


def vouchers(store):
    """State of every voucher of the store."""
    with scope(house(store)):
        return list(apps.get_model("vouchers", "Voucher").objects.order_by("pk").values_list("state", flat=True))


def test_care_r14_a_glad_call_gives_the_voucher_and_undoing_takes_it(actor, task, tenants):
    by, one = actor("care_agent"), task("R14")
    attempt = actions.report(by, one.pk, Answer("will_come"), at=now())
    assert vouchers(tenants.store) == ["given"]
    actions.undo(by, attempt.pk, at=now())
    assert vouchers(tenants.store) == ["withdrawn"]
    actions.report(by, one.pk, Answer("will_come"), at=now())
    assert vouchers(tenants.store) == ["withdrawn", "given"]


def test_care_r14_who_refuses_or_has_another_matter_gets_none(actor, task, tenants):
    by = actor("care_agent")
    actions.report(by, task("R14").pk, Answer("refused", why="price"), at=now())
    actions.report(by, task("R09").pk, Answer("will_come"), at=now())
    assert vouchers(tenants.store) == []


def test_care_13_who_reads_english_gets_the_english_words(actor, task, person):
    by, one = actor("care_agent"), task("R09", about=person(name="Anna Smith", language="en"))
    with scope(by):
        actions.ensure_scripts(by.group_id, at=now() - timedelta(days=1))
        held = messages.prepare(by, one, at=now())
        assert held is not None
        assert held.language == "en"
        assert str(held.text).isascii() or "Anna Smith" in str(held.text)


def test_care_r14_the_message_carries_the_voucher_with_its_code(actor, task, tenants):
    by, one = actor("care_agent"), task("R14")
    with scope(by):
        assert "500" in announced(one, now())
        assert vouchers(tenants.store) == []
        actions.ensure_scripts(by.group_id, at=now() - timedelta(days=1))
        held = messages.prepare(by, one, at=now())
        voucher = apps.get_model("vouchers", "Voucher").objects.get()
        assert held is not None
        assert f"{voucher.code[:5]}-{voucher.code[5:]}" in str(held.text)
        again = messages.prepare(by, one, at=now())
        assert again is not None
        assert again.pk == held.pk
        assert len(page(house(tenants.store), state="").rows) == 1
    assert vouchers(tenants.store) == ["given"]
