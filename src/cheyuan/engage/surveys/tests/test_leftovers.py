"""PPL-08 and PLT-22 for CARE-20: what a person wrote is in their copy, goes with them, and goes when its time is over."""

import json
from datetime import timedelta

import pytest

from cheyuan.base.jobs import retention
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, links
from cheyuan.engage.surveys.tests.conftest import house, marks
from cheyuan.kernel.clock import now
from cheyuan.records.customers import subject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


def test_ppl_08_words_go_with_the_person_and_scores_stay(answered, invited, person, actor, client, rows, tenants):
    about = person()
    row = answered(4, about=about, words="埋点意见", question="埋点问题？")
    (asked,) = rows(tenants.store, "surveys.Question")
    boss = actor("general_manager")
    actions.reply(boss, asked.pk, "埋点答复", at=now())
    other = actions.invite(boss, about.pk, "service", at=now())
    token = links.token_of(other.store_id, links.secret_of(other.store_id, other.nonce))
    copied = json.dumps(subject.copy(boss, about.pk, at=now()), ensure_ascii=False, default=str)
    assert all(word in copied for word in ("埋点意见", "埋点问题", "埋点答复"))
    assert other.nonce not in copied
    subject.erase(house(tenants.store), about.pk, at=now())
    (kept,) = rows(tenants.store, "surveys.Answer")
    assert (kept.pk, kept.words, kept.csi, kept.nps) == (row.pk, {}, 400, 4)
    (asked,) = rows(tenants.store, "surveys.Question")
    assert (asked.text, asked.reply) == ("", "")
    assert client.get(f"/s/{token}").status_code == 404, "the open link is dead"
    for kind in ("journal.TimelineEntry", "complaints.Complaint", "complaints.Step"):
        stored = json.dumps([str(one.__dict__) for one in rows(tenants.store, kind)], ensure_ascii=False)
        assert "埋点" not in stored, kind


def test_plt_22_words_are_removed_after_their_days(invited, person, rows, tenants):
    long_ago = now() - timedelta(days=1200)
    for at, name in ((long_ago, "旧"), (now(), "新")):
        one = invited(at=at, about=person(name=name))
        given = marks(9, words="很好", question="几点？")
        actions.answer(links.guest(one.store_id), one.pk, given, at=at)
    assert retention.purge(house(tenants.store), now())["survey_words"] == 1
    old, new = rows(tenants.store, "surveys.Answer")
    assert (old.words, new.words) == ({}, {"better": "很好"})
    assert [one.text for one in rows(tenants.store, "surveys.Question")] == ["", "几点？"]
    with scope(house(tenants.store)):
        assert retention.purge(house(tenants.store), now())["survey_words"] == 0
