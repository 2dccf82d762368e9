"""CARE-50: audience → one letter a household, frozen, merged into files; thrown away before posting."""

import json
from datetime import timedelta

import pytest

from cheyuan.base.channels import actions as channels
from cheyuan.base.jobs.work import Cancelled
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.letters import actions, pressing, queries
from cheyuan.engage.letters.actions import making
from cheyuan.engage.letters.audience import audience, choices, meant
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.records.customers import actions as customers
from cheyuan.records.relations import actions as relations

from .conftest import content, house

pytestmark = pytest.mark.django_db(transaction=True)


def judged(by, purpose="marketing", saved=None):
    with scope(by):
        return audience(by, by.store_ids[0], saved or {}, purpose, 100, at=now())


def test_care_50_who_gets_one_and_who_does_not_each_with_a_reason(boss, person):
    fine, nowhere = person("安居"), person("无址", address="")
    silent, refusing = person("未同意", consent=False), person("拒收")
    done, often = person("勿扰"), person("常收")
    channels.refuse(boss, address=refusing.phone, channel="letter", purpose="marketing", source="call", at=now())
    customers.stop_contact(boss, done.pk, scope="marketing", at=now())
    channels.touch(boss, phone=often.phone, purpose="marketing", channel="sms", at=now() - timedelta(days=2))
    found = judged(boss)
    assert found.ids == [fine.pk]
    assert {found.left[one.pk] for one in (nowhere, silent, refusing, done, often)} == {
        "no_address", "no_consent", "refused", "stopped", "frequency",
    }  # fmt: skip
    assert found.left[refusing.pk] == "refused"
    assert found.left[often.pk] == "frequency"
    service = judged(boss, "service")
    assert set(service.ids) >= {fine.pk, silent.pk, often.pk}, (
        "a service letter asks for no consent and spends no budget"
    )


def test_care_08_one_letter_for_one_household(boss, person, tenants):
    first, second, alone = person("陈立群"), person("陈太太", gender="F"), person("周独居")
    relations.join(house(tenants.store), first.pk, second.pk, at=now())
    found = judged(boss)
    assert len(found.ids) == 2
    assert alone.pk in found.ids
    assert list(found.left.values()) == ["household"]
    assert list(found.others.values()) == [1]


def test_care_50_letters_are_frozen_with_address_values_number_and_link(made, boss, person, rows, tenants):
    person("陈立群", address="510623 广州市天河区华夏路 16 号")
    one = made()
    letter = rows(tenants.store, "letters.Letter")[0]
    assert (one.state, one.count) == ("made", 1)
    assert (letter.name, letter.postcode) == ("陈立群 先生 收", "510623")
    assert letter.address == "广东省广州市天河区华夏路 16 号"
    values = json.loads(letter.filled)
    assert (values["title"], values["car"], values["store"]) == ("陈先生", "海悦 L5 粤A 7K2M6", "天河店")
    assert letter.number == f"{one.pk}-00001-{letter.number[-1]}"
    invitation = rows(tenants.store, "surveys.Invitation")[0]
    assert (invitation.pk, invitation.channel, invitation.customer_id) == (
        letter.invitation_id, "letter", letter.customer_id,
    )  # fmt: skip


def test_care_50_the_files_are_sealed_pdfs_in_the_same_order(made, person, rows, tenants, monkeypatch):
    monkeypatch.setattr(pressing, "EACH", 2)
    for number in range(3):
        person(f"收信人{number}")
    one = made()
    parts = rows(tenants.store, "letters.Part", mailing_id=one.pk)
    assert [(row.kind, row.number, row.first, row.last) for row in parts] == [
        ("letters", 1, 1, 2), ("letters", 2, 3, 3), ("envelopes", 1, 1, 2), ("envelopes", 2, 3, 3),
    ]  # fmt: skip
    for row in rows(tenants.store, "files.StoredFile"):
        assert content(row).startswith(b"%PDF-")
        assert row.key


def test_care_50_without_envelopes_only_the_sheets_are_set(made, person, rows, tenants):
    person()
    made(envelope="none", survey_code="")
    assert [row.kind for row in rows(tenants.store, "letters.Part")] == ["letters"]
    assert rows(tenants.store, "surveys.Invitation") == []


@pytest.mark.parametrize("envelope", ["dl", "c5", "labels"])
def test_care_50_every_envelope_can_be_set(made, person, envelope):
    person("名字很长的一家公司有限责任公司广州天河分公司", kind="company", gender="")
    assert made(paper="dlc", envelope=envelope, heading="月圆人团圆", ornament="moon").state == "made"


@pytest.mark.parametrize(("paper", "envelope"), [("a5", "b6"), ("a4", "dl")])
def test_care_50_every_paper_can_be_set(made, person, paper, envelope):
    person()
    assert made(paper=paper, envelope=envelope, kind="letter").state == "made"


def test_care_50_what_somebody_typed_is_never_evaluated(made, person, rows, tenants):
    person('#panic("x")', address='"); #read("/etc/passwd")')
    one = made(body='{title} #eval("1") $x$ \\ "quoted" *bold*', heading="#read")
    assert one.state == "made"


def test_care_50_making_goes_on_after_a_stop_and_makes_nothing_twice(boss, draft, person, rows, tenants):
    person(), person("周敏之")
    one = actions.save(boss, boss.store_id, draft(), at=now())
    actions.begin(boss, one.pk, at=now())

    def halt(done, total):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        making.work(boss, halt, mailing_id=one.pk)
    assert [row.kind for row in rows(tenants.store, "letters.Part")] == ["letters"]
    before = rows(tenants.store, "letters.Letter")
    actions.begin(boss, one.pk, at=now())
    making.work(boss, lambda done, total: None, mailing_id=one.pk)
    assert making.work(boss, lambda done, total: None, mailing_id=one.pk) == {}
    assert rows(tenants.store, "letters.Letter") == before
    assert len(rows(tenants.store, "letters.Part")) == 2
    assert len(rows(tenants.store, "surveys.Invitation")) == 2


def test_care_50_thrown_away_it_is_a_draft_again_and_the_links_lead_nowhere(made, boss, person, rows, tenants):
    person()
    one = made()
    back = actions.discard(boss, one.pk, at=now())
    assert (back.state, back.count) == ("draft", 0)
    assert rows(tenants.store, "letters.Letter") == rows(tenants.store, "files.StoredFile") == []
    assert [row.state for row in rows(tenants.store, "surveys.Invitation")] == ["withdrawn"]
    actions.begin(boss, one.pk, at=now())
    making.work(boss, lambda done, total: None, mailing_id=one.pk)
    states = [row.state for row in rows(tenants.store, "surveys.Invitation")]
    assert states == ["withdrawn", "open"], "the second round has links of its own"


def test_care_50_drafts_refuse_what_cannot_be_printed(boss, draft):
    wrong = {
        "name_missing": {"title": " "}, "letter_form": {"paper": "a3"}, "letter_envelope": {"envelope": "dl"},
        "letter_words": {"body": ""}, "placeholder_unknown": {"body": "{password}"}, "letter_long": {"body": "长" * 421},
        "letter_day": {"posts_on": day_of(now()) - timedelta(days=9)},
    }  # fmt: skip
    for code, changes in wrong.items():
        with pytest.raises(Refused) as refused:
            actions.save(boss, boss.store_id, draft(**changes), at=now())
        assert refused.value.code == code


def test_care_50_nobody_and_too_many_are_refused(boss, draft, person):
    one = actions.save(boss, boss.store_id, draft(), at=now())
    actions.begin(boss, one.pk, at=now())
    with pytest.raises(Refused, match="letter_nobody"):
        making.work(boss, lambda done, total: None, mailing_id=one.pk)


def test_care_50_made_letters_are_not_rewritten(made, boss, draft, person):
    person()
    one = made()
    for deed in (
        lambda: actions.save(boss, boss.store_id, draft(), mailing_id=one.pk, at=now()),
        lambda: actions.remove(boss, one.pk, at=now()),
        lambda: actions.begin(boss, one.pk, at=now()),
    ):
        with pytest.raises(Conflict):
            deed()


def test_care_50_the_audience_is_a_view_of_the_customers_list(boss, person):
    star = person("贵宾", is_vip=True)
    person("平常")
    with scope(boss):
        assert "tab:vip" in dict(choices(boss))
        saved, name = meant(boss, "tab:vip")
    assert judged(boss, saved=saved).ids == [star.pk]
    assert name
    with scope(boss), pytest.raises(Refused, match="letter_audience"):
        meant(boss, "view:999999")


def test_p9_letters_of_the_sister_store_do_not_exist(made, actor, tenants, person):
    person()
    one = made()
    other = actor("care_manager", tenants.sister)
    with scope(other), pytest.raises(Missing):
        queries.mailing(other, one.pk)
    with pytest.raises(Missing):
        actions.discard(other, one.pk, at=now())


@pytest.mark.parametrize("role", ["care_agent", "sales_manager", "front_desk", "marketing"])
def test_care_50_only_managers_of_care_and_marketing_make(role, actor, draft):
    by = actor(role)
    with pytest.raises(Denied):
        actions.save(by, by.store_id, draft(), at=now())
