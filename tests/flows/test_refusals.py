"""P6, PPL-08: a refusal is final at once, for the whole group: also for messages that wait, and after a re-import."""

import pytest
from django.apps import apps

from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.models import Refusal
from cheyuan.base.intake import actions as intake
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, now
from cheyuan.records.customers import actions as customers

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
BOOK = f"cust_no,name,phone\nK900,老客户,{PHONE}\n"


@pytest.fixture
def people(tenants):
    """Store → the same person's file there, made by a system actor of that store."""

    def make(store):
        by = system(store.group_id, (store.pk,))
        return by, customers.create(by, store.pk, at=now(), name="王小伟", phone=PHONE)

    return make


def held(by, customer_id, intent, purpose="marketing", channel="sms"):
    """In which state a message to the phone ends up."""
    message = channels.hold(
        by,
        customer_id=customer_id,
        channel=channel,
        purpose=purpose,
        address=PHONE,
        text="您好",
        intent=intent,
        at=now(),
    )
    return message.state


def state_of(by, intent):
    with scope(by):
        return apps.get_model("channels", "Message").objects.get(intent=intent).state


def test_p6_a_no_in_one_store_stops_every_store_of_the_group(tenants, people):
    here, there, elsewhere = (people(store) for store in (tenants.store, tenants.sister, tenants.stranger))
    for by, one in (here, there, elsewhere):
        assert held(by, one.pk, "waits") == "held"
    customers.stop_contact(*_only(here), scope="everything", at=now())
    assert [state_of(by, "waits") for by, _ in (here, there, elsewhere)] == ["refused", "refused", "held"]
    for by, one in (here, there):
        for purpose in ("marketing", "service"):
            for channel in ("sms", "wechat", "call", "email", "letter"):
                assert held(by, one.pk, f"after:{purpose}:{channel}", purpose, channel) == "refused"
    assert held(elsewhere[0], elsewhere[1].pk, "after") == "held", "another group asks anew"


def _only(pair):
    by, one = pair
    return by, one.pk


def test_p6_one_purpose_refused_leaves_the_other(tenants, people):
    by, one = people(tenants.store)
    customers.record_consent(by, one.pk, "marketing", False, at=now(), source="call", on=("sms",))
    assert held(by, one.pk, "a", "marketing") == "refused"
    assert held(by, one.pk, "b", "service") == "held"


@pytest.mark.parametrize("where", ["store", "sister"])
def test_p6_a_re_import_with_declared_consent_brings_nobody_back(tenants, people, tmp_path, settings, where):
    """The book says: these people consent. Who refused by phone before stays refused, in whatever store it goes in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    by, one = people(tenants.store)
    customers.stop_contact(by, one.pk, scope="everything", at=now())
    store = getattr(tenants, where)
    other = system(store.group_id, (store.pk,))
    path = tmp_path / "customers.csv"
    path.write_text(BOOK)
    batch = intake.begin(other, store.pk, [Input(path, path.name)], title="book", as_of=day_of(now()), at=now())
    intake.declare_consent(other, batch.pk, ("sms", "call"), "合同第 7 条", at=now())
    done = intake.commit(other, batch.pk, at=now())
    assert done.counts["good"] == 1
    with scope(other):
        file = apps.get_model("customers", "Customer").objects.get(name="老客户")
    for purpose in ("marketing", "service"):
        assert held(other, file.pk, f"again:{purpose}", purpose) == "refused"


def test_p17_control_a_refusal_that_knows_only_its_store_lets_the_sister_send(tenants, people, monkeypatch):
    """Guard removed: keyed by store instead of group, the same no does not reach next door."""
    monkeypatch.setattr(channels, "key_of", lambda group_id, address: f"{tenants.store.pk}{address}".encode())
    here, there = people(tenants.store), people(tenants.sister)
    customers.stop_contact(*_only(here), scope="everything", at=now())
    with scope(here[0]):
        assert Refusal.objects.exists()
    monkeypatch.setattr(channels, "key_of", lambda group_id, address: f"{tenants.sister.pk}{address}".encode())
    assert held(there[0], there[1].pk, "after") == "held"
