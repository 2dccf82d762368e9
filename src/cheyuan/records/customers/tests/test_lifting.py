"""PPL-08: a refusal is lifted by the person's own word only, by a manager, with how and when it was said."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from cheyuan.base.channels.queries import may_send
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Denied, Refused
from cheyuan.records.customers import actions, lifting, queries

PHONE = "13900139001"


@pytest.fixture
def stopped(actor):
    """A customer who refused everything, and the manager."""
    by = actor("care_manager")
    with scope(by):
        id = actions.create(by, name="陈立群", phone=PHONE, store_id=by.store_ids[0], at=now()).pk
        actions.stop_contact(by, id, scope="everything", at=now())
    return by, id


def said(**other):
    return {"how": "store", "said_on": day_of(now()), "reason": "到店时说可以打电话", "at": now(), **other}


def allowed(by, purpose):
    with scope(by):
        return may_send(by, PHONE, "sms", purpose)


def test_ppl_08_the_own_word_lifts_what_was_named_and_nothing_else(stopped):
    by, id = stopped
    assert not allowed(by, "service")
    lifting.lift_refusal(by, id, ["service"], **said())
    assert (allowed(by, "service"), allowed(by, "marketing")) == (True, False)
    with scope(by):
        one = apps.get_model("customers.Customer").objects.get(pk=id)
        assert one.do_not_contact
        assert list(lifting.refusals(by, one)) == ["marketing"]
        entry = apps.get_model("journal.AuditEntry").objects.get(verb="customer.lifted")
        assert entry.facts["how"] == "store"
        assert entry.facts["reason"] == "到店时说可以打电话"
    lifting.lift_refusal(by, id, ["marketing"], **said())
    with scope(by):
        one.refresh_from_db()
    assert (allowed(by, "marketing"), one.do_not_contact) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"how": ""}, "lift_how"), ({"how": "manager"}, "lift_how"), ({"said_on": None}, "lift_when"),
        ({"said_on": date(2099, 1, 1)}, "lift_future"), ({"reason": " "}, "lift_reason"),
    ],
)  # fmt: skip
def test_ppl_08_without_how_when_and_what_a_refusal_stays(stopped, wrong, code):
    by, id = stopped
    with pytest.raises(Refused, match=code):
        lifting.lift_refusal(by, id, ["service", "marketing"], **said(**wrong))
    assert not allowed(by, "service")


def test_ppl_08_an_agent_lifts_nothing(stopped, actor, client_as):
    _by, id = stopped
    with pytest.raises(Denied):
        lifting.lift_refusal(actor("care_agent"), id, ["service"], **said())
    assert client_as("care_agent").get(reverse("customers:lift", args=[id])).status_code == 403


def test_ppl_08_the_page_asks_for_all_of_it(stopped, client_as):
    by, id = stopped
    page, link = client_as("care_manager"), reverse("customers:lift", args=[id])
    assert link in page.get(reverse("customers:page", args=[id])).content.decode()
    assert page.get(link).content.decode().count('name="purpose"') == 2
    given = {"purpose": ["service", "marketing"], "how": "call", "said_on": day_of(now()).isoformat()}
    assert page.post(link, given).status_code == 422
    assert page.post(link, {**given, "reason": "回电同意"}).status_code == 302
    assert allowed(by, "marketing")
    assert 'name="purpose"' not in page.get(link).content.decode()


def agree(by, id, **more):
    actions.record_consent(by, id, "marketing", True, at=now(), source="call", on=("sms",), **more)


def test_ppl_08_a_new_consent_lifts_no_refusal_in_passing(stopped, actor):
    by, id = stopped
    for who, proof in ((by, ""), (by, "  "), (actor("care_agent"), "回电说可以发短信")):
        with pytest.raises(Refused, match="consent_refused"):
            agree(who, id, proof=proof)
    assert not allowed(by, "marketing")
    with scope(by):
        assert not apps.get_model("customers.Consent").objects.filter(customer_id=id, given=True).exists()


def test_ppl_08_with_the_persons_words_it_lifts_what_was_agreed_to_and_nothing_else(stopped):
    by, id = stopped
    agree(by, id, proof="回电说可以发短信")
    assert (allowed(by, "marketing"), allowed(by, "service")) == (True, False)
    with scope(by):
        assert not may_send(by, PHONE, "call", "marketing")
        one = apps.get_model("customers.Customer").objects.get(pk=id)
        assert "sms" not in lifting.refusals(by, one)["marketing"]
        audit = apps.get_model("journal.AuditEntry").objects
        assert audit.filter(verb="refusal.lifted").count() == 1
        assert audit.filter(verb="customer.consent").latest("id").facts["lifted"] == "sms"


def test_ppl_08_control_without_a_refusal_anybody_who_may_records_a_consent(actor):
    by = actor("care_agent")
    id = actions.create(by, name="陈立群", phone="13900139002", store_id=by.store_ids[0], at=now()).pk
    agree(by, id)
    with scope(by):
        assert apps.get_model("customers.Consent").objects.get(customer_id=id).given


def test_ppl_08_the_lights_show_a_refusal_told_to_a_sister_store(tenants, actor):
    by, sister = actor("care_agent"), actor("care_agent", tenants.sister)
    ids = [
        actions.create(who, name="陈立群", phone=PHONE, store_id=who.store_ids[0], at=now()).pk for who in (by, sister)
    ]
    agree(by, ids[0])
    actions.stop_contact(sister, ids[1], scope="marketing", at=now())
    with scope(by):
        one = apps.get_model("customers.Customer").objects.get(pk=ids[0])
        assert dict(dict(queries.lights(by, one))["marketing"])["sms"] == "refused"
