"""PPL-08: a person's copy, and their file erased: marks planted through the actions are found before, and nowhere after."""

import json
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from cheyuan.base.accounts.actions import keep_draft
from cheyuan.base.channels import actions as channels
from cheyuan.base.channels.queries import may_send
from cheyuan.base.comments import actions as comments
from cheyuan.base.inbox import digesting
from cheyuan.base.intake import actions as intake
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.jobs import retention
from cheyuan.base.journal.verify import verify
from cheyuan.base.policies.actions import set_value
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.care.models import Task
from cheyuan.engage.contact import actions as contact
from cheyuan.engage.contact.answers import Answer
from cheyuan.kernel import vin
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.kernel.errors import Denied, Missing
from cheyuan.kernel.ref import Ref
from cheyuan.records.customers import actions as customers
from cheyuan.records.customers import again, erased, persons, phones, queries, subject
from cheyuan.records.customers.models import Customer, Erasure
from cheyuan.records.vehicles import actions as vehicles

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, SPOUSE, LATER = "13900077101", "13900077102", "13900077103"
WORDS = {
    "name": "欧阳埋点", "salutation": "埋点老师", "avoid": "埋点勿提", "address": "埋点路七号", "province": "埋点省",
    "city": "埋点市", "district": "埋点区", "occupation": "埋点职业", "source": "埋点来源", "notes": "埋点备注",
    "preferred_time": "埋点时间", "email": "planted@mark.example", "wechat": "wx_planted", "id_document": "440106199001017777",
}  # fmt: skip
MARKS = (*WORDS.values(), "埋点", "planted", "粤AMARK7", PHONE, SPOUSE, LATER, "ouyang")
VIN = vin.with_check_digit("LZA00000000077777")


@pytest.fixture
def by(tenants):
    return system(tenants.store.group_id, (tenants.store.pk,))


@pytest.fixture
def planted(by, tenants, member, tmp_path, settings):
    """A customer about whom every action has written something."""
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path
    at = now()
    one = customers.create(
        by, tenants.store.pk, at=at, phone=PHONE, tags=["埋点标签"], birthday=date(1990, 1, 1), **WORDS
    )
    customers.edit(by, one.pk, at=at, notes="埋点备注二", phone=LATER)
    phones.add_phone(by, one.pk, SPOUSE, at=at, label="spouse")
    customers.remark(by, one.pk, "note", "埋点说过", at=at)
    customers.keep_promise(by, customers.remark(by, one.pk, "promise", "埋点承诺", at=at).pk, at=at)
    customers.record_consent(by, one.pk, "marketing", True, at=at, source="form", proof="埋点签字")
    agent = system(by.group_id, by.store_ids)
    agent = type(agent)(**{**agent.__dict__, "account_id": member("care_agent").pk})
    customers.reveal(agent, one.pk, "phone", at=at, reason="埋点来电")
    keep_draft(agent, f"/customers/{one.pk}", f"写给 {LATER}", at=at)
    car = vehicles.create(by, tenants.store.pk, VIN, at=at, owner_id=one.pk, plate="粤AMARK7", notes="埋点的车")
    vehicles.add_reading(by, car.pk, km=500, read_on=day_of(at) - timedelta(days=9), source="visit", at=at)
    vehicles.correct_reading(by, car.pk, km=400, read_on=day_of(at), reason="欧阳埋点说抄错了", at=at)
    vehicles.record_elsewhere(by, car.pk, visited_on=day_of(at), km=401, shop="埋点修理厂", amount_fen=1, at=at)
    vehicles.add_insurance(by, car.pk, ends_on=day_of(at) + timedelta(days=90), insurer="埋点保险", at=at)
    channels.hold(
        by, customer_id=one.pk, channel="sms", purpose="service", address=LATER, text="欧阳埋点您好", intent="i", at=at
    )
    task = _task(by, one, car, at)
    contact.report(agent, task, Answer("wrong_number", note="埋点邻居接的", new_phone="13900077104"), at=at)
    _import(by, tmp_path, one)
    _comment(agent, member, one, car, task)
    return one, car


def _comment(agent, member, one, car, task):
    """Colleagues write on the file, the car and the task; one is mentioned and told."""
    boss = member("care_manager", name="组长", username="boss")
    picture = SimpleUploadedFile("埋点照片.png", b"\x89PNG\r\n\x1a\n0000")
    comments.add(agent, Ref("customer", one.pk), "@boss 埋点评论", [picture], at=now())
    comments.add(agent, Ref("vehicle", car.pk), "欧阳埋点的车", at=now())
    comments.add(agent, Ref("task", task), "埋点任务", at=now())
    digesting.make_due(system(agent.group_id, agent.store_ids), at=moment(day_of(now()), 20))
    assert boss.pk


def _task(by, one, car, at):
    with scope(by):
        day = day_of(at)
        return Task.objects.create(
            store_id=one.store_id, rule="R09", subject_kind="vehicle", subject_id=car.pk, subject=car.vin, customer=one,
            vehicle=car, cycle="c", due_on=day, opens_on=day, deadline=moment(day, 23, 59), role="care_agent", offer_on=day,
            facts={"said": "欧阳埋点"}, created_on=day, created_at=at, updated_at=at,
        ).pk  # fmt: skip


def _import(by, folder, one):
    """A book with a changed row of theirs, and one that is refused."""
    path = folder / "customers.csv"
    path.write_text(f"cust_no,name,phone,notes\n{one.cust_no},欧阳埋点,{LATER},埋点导入\nX1,欧阳埋点,{PHONE}9999,\n")
    batch = intake.begin(by, one.store_id, [Input(path, path.name)], title="book", as_of=day_of(now()), at=now())
    intake.commit(by, batch.pk, at=now())


def hits(link, opened=()):
    """(mark, table) for every mark that stands in a row of any table, sealed columns opened."""
    tables = [row[0] for row in link.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND oid > 16384")]
    found = set()
    for table in tables:
        with link.cursor().copy(f'COPY public."{table}" TO STDOUT'.encode()) as copy:
            text = b"".join(bytes(block) for block in copy).decode()
        found |= {(mark, table) for mark in MARKS if mark in text or json.dumps(mark)[1:-1] in text}
    return found | {(mark, table) for table, text in opened for mark in MARKS if mark in text}


def sealed(by):
    """What the sealed columns of the stores in scope say when they are opened."""
    with scope(by):
        for model in apps.get_models():
            names = [one.name for one in model._meta.concrete_fields if type(one).__name__ == "SealedField"]
            for row in model.objects.values_list(*names) if names else ():
                yield model._meta.db_table, " ".join(map(str, row))


def test_ppl_08_after_erasing_no_table_holds_a_word_of_the_person(planted, by, owner_connection):
    one, _car = planted
    before = hits(owner_connection, sealed(by))
    assert {mark for mark, _table in before} == set(MARKS), "control: every mark is found before"
    assert {table for _mark, table in before} >= {
        "customers_customer", "customers_extraphone", "customers_remark", "customers_consent", "customers_reveal",
        "search_entry", "journal_timelineentry", "vehicles_vehicle", "vehicles_visit", "vehicles_reading",
        "vehicles_insurancepolicy", "channels_message", "care_task", "contact_attempt", "accounts_draft",
        "intake_before", "intake_trouble", "intake_batch", "comments_comment", "files_storedfile", "inbox_notice",
        "inbox_digest",
    }  # fmt: skip
    receipt = subject.erase(by, one.pk, at=now())
    assert hits(owner_connection, sealed(by)) == set()
    assert receipt.gone["customers_customer"] == 1
    assert {"audit", "refusals", "number"} <= set(receipt.kept)


def test_ppl_08_what_the_law_wants_kept_stays_and_the_chain_holds(planted, by, owner_connection):
    one, car = planted
    subject.erase(by, one.pk, at=now())
    with scope(by):
        audit = apps.get_model("journal", "AuditEntry").objects.filter(verb="customer.erased").get()
        assert audit.object_id == one.pk
        assert apps.get_model("customers", "Consent").objects.filter(customer_id=one.pk).exists()
        kept = apps.get_model("vehicles", "Vehicle").objects.get(pk=car.pk)
        assert (kept.vin, kept.owner_id, kept.odometer_km) == (VIN, None, 400)
        assert not Task.objects.filter(customer_id=one.pk, state="open").exists()
        assert apps.get_model("channels", "Message").objects.get(customer_id=one.pk).state == "withdrawn"
        assert not may_send(by, LATER, "sms", "marketing")
        with pytest.raises(Missing):
            queries.customer(by, one.pk)
    assert verify(owner_connection).ok


def test_ppl_08_erasing_one_leaves_the_others(planted, by, tenants):
    one, _car = planted
    other = customers.create(by, tenants.store.pk, at=now(), name="欧阳", phone="13900077999", notes="别人")
    subject.erase(by, one.pk, at=now())
    with scope(by):
        assert queries.customer(by, other.pk).notes == "别人"


def test_ppl_08_the_copy_is_whole_portable_and_audited(planted, by, actor):
    one, _car = planted
    manager = actor("general_manager")
    said = json.dumps(subject.copy(manager, one.pk, at=now()), ensure_ascii=False, default=str)
    written = ("埋点评论", "埋点任务", "埋点照片", "埋点承诺", "埋点邻居接的", "埋点签字")
    for mark in (*WORDS.values(), LATER, SPOUSE, "粤AMARK7", VIN, *written):
        if mark not in (WORDS["notes"],):
            assert mark in said, mark
    with scope(by):
        assert apps.get_model("journal", "AuditEntry").objects.filter(verb="customer.copied").count() == 1
        assert apps.get_model("customers", "Reveal").objects.filter(field="copy").count() == 1


@pytest.mark.parametrize("role", ["care_agent", "care_manager", "sales_manager", "finance"])
def test_ppl_08_only_heads_of_the_house_copy_and_erase(planted, actor, role):
    one, _car = planted
    for deed in (subject.copy, subject.erase):
        with pytest.raises(Denied):
            deed(actor(role), one.pk, at=now())


def test_p9_another_store_has_nobody_to_erase(planted, actor, tenants):
    one, _car = planted
    for store in (tenants.sister, tenants.stranger):
        with pytest.raises(Missing):
            subject.erase(actor("general_manager", store), one.pk, at=now())


def test_ppl_08_erased_is_final_and_an_old_book_brings_nobody_back(planted, by, tmp_path):
    one, _car = planted
    subject.erase(by, one.pk, at=now())
    with pytest.raises(Missing):
        subject.erase(by, one.pk, at=now())
    path = tmp_path / "again.csv"
    path.write_text(f"cust_no,name,phone\n{one.cust_no},欧阳埋点,{LATER}\n")
    batch = intake.begin(by, one.store_id, [Input(path, path.name)], title="book", as_of=day_of(now()), at=now())
    done = intake.commit(by, batch.pk, at=now())
    assert done.counts["refused"] == 1
    with scope(by):
        assert not Customer.objects.filter(erased_at=None, name="欧阳埋点").exists()


def test_ppl_08_after_a_restore_who_was_erased_is_erased_again(planted, by, owner_connection):
    one, _car = planted
    with scope(by):
        row = Customer.objects.get(pk=one.pk)
    subject.erase(by, one.pk, at=now())
    assert [line["customer"] for line in erased.lines()] == [one.pk]
    assert again.erase_again(now()) == 0
    owner_connection.execute("DELETE FROM customers_erasure")
    with scope(by):  # as an older backup has them
        row.save()
    assert again.erase_again(now()) == 1
    with scope(by):
        assert Customer.objects.get(pk=one.pk).phone == ""
        assert Erasure.objects.get(customer_id=one.pk).reason == "replayed"


def test_ppl_08_every_table_with_words_of_a_person_belongs_to_a_part():
    """A new table that names a customer or seals something must say how it is copied and erased, or why not."""
    answered = {table for part in persons.parts() for table in part.tables}
    left = {
        "customers_erasure": "the receipt itself: numbers only",
        "accounts_secondfactor": "of staff",
        "channels_connection": "of providers",
    }
    for model in apps.get_models():
        names = {one.attname for one in model._meta.concrete_fields}
        kinds = {type(one).__name__ for one in model._meta.concrete_fields}
        if "customer_id" in names or "SealedField" in kinds:
            table = model._meta.db_table
            assert table in answered or table in left, f"{table}: who copies and erases it?"


def test_ppl_08_nobodys_file_goes_when_its_days_are_over_and_a_needed_one_stays(by, tenants, actor, settings, tmp_path):
    settings.DATA = tmp_path
    long_ago = now() - timedelta(days=1200)
    idle, owner, awaited, spoken, fresh = (
        customers.create(by, tenants.store.pk, at=at, name=name, phone=f"1390007710{number}")
        for number, (name, at) in enumerate(
            [("无车", long_ago), ("车主", long_ago), ("待联系", long_ago), ("常来", long_ago), ("新客", now())]
        )
    )
    car = vehicles.create(by, tenants.store.pk, VIN, at=long_ago, owner_id=owner.pk)
    _task(by, awaited, car, now())
    customers.remark(by, spoken.pk, "note", "来过", at=now())
    words = {"channel": "sms", "purpose": "service", "address": PHONE, "text": "您好", "intent": "o"}
    sent = channels.hold(by, customer_id=owner.pk, at=long_ago, **words)
    channels.withdraw(by, sent.pk, at=long_ago)
    gone = retention.purge(by, now())
    assert (gone["customers"], gone["messages"]) == (1, 1)
    with scope(by):
        assert set(Customer.objects.filter(erased_at=None)) == {owner, awaited, spoken, fresh}
        assert Erasure.objects.get(customer_id=idle.pk).reason == "retention"
        assert apps.get_model("channels", "Message").objects.get(pk=sent.pk).text == ""
    assert retention.purge(by, now())["customers"] == 0


def test_ppl_08_the_days_are_a_policy_and_none_keeps_for_ever(by, tenants, actor, settings, tmp_path):
    settings.DATA = tmp_path
    customers.create(by, tenants.store.pk, at=now() - timedelta(days=1200), name="无车")
    admin = actor("group_admin")
    set_value(admin, "customers.idle_days", 0, for_store=None, valid_from=day_of(now()), reason="", at=now())
    assert "customers" not in retention.purge(by, now())
    set_value(admin, "customers.idle_days", 30, for_store=None, valid_from=day_of(now()), reason="", at=now())
    assert retention.purge(by, now())["customers"] == 1
