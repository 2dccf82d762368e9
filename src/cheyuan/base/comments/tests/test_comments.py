"""PLT-04: comments, mentions and attachments on any record; who may not see the record sees none of them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cheyuan.base.accounts.actors import actor_of
from cheyuan.base.approvals import kinds as approvals
from cheyuan.base.approvals.actions import ask
from cheyuan.base.comments import actions, forgetting, keeping, queries
from cheyuan.base.comments.models import Comment
from cheyuan.base.inbox import queries as inbox
from cheyuan.base.inbox import records
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused
from cheyuan.kernel.ref import Ref

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def ladder(monkeypatch):
    kind = approvals.Kind("gift", "Gift", ("care_manager", "general_manager"), lambda by, one, at: None)
    monkeypatch.setitem(approvals._kinds, "gift", kind)


@pytest.fixture
def record(actor, ladder):
    """A question that its asker and every decider may see, others not: the record of these tests."""

    def make(by, number=1):
        with scope(by):
            one = ask(
                by,
                "gift",
                Ref("complaint", number),
                store_id=by.store_id,
                title="Gift for 王伟",
                reason="late",
                at=now(),
            )
        return Ref("approval", one.pk)

    return make


@pytest.fixture
def people(member):
    """An agent who asks, the manager who decides, an advisor who may not see it."""
    return (
        member("care_agent", name="小陈", username="chen"), member("care_manager", name="王芳", username="wang"),
        member("service_advisor", name="老周", username="zhou"),
    )  # fmt: skip


def told(account):
    by = actor_of(account)
    with scope(by):
        return [(row.kind, row.facts["words"]) for row in inbox.waiting(by) if row.kind.startswith("comment")]


def test_plt_04_who_is_mentioned_is_told_once_and_whoever_wrote_before_too(people, record):
    agent, manager, _advisor = map(actor_of, people)
    ref = record(agent)
    actions.add(agent, ref, "@王芳 请批一下", at=now())
    assert told(people[1]) == [("comment.mentioned", "@王芳 请批一下")]
    actions.add(manager, ref, "好的", at=now())
    assert told(people[0]) == [("comment.answered", "好的")]
    assert told(people[2]) == []


def test_plt_04_a_colleague_of_another_store_cannot_be_mentioned(people, record, member, tenants):
    member("general_manager", tenants.sister, name="外人", username="outsider")
    agent = actor_of(people[0])
    ref = record(agent)
    for text in ("@outsider 看", "@外人 看"):
        with pytest.raises(Refused, match="mention_unknown"):
            actions.add(agent, ref, text, at=now())
    with scope(agent):
        assert not Comment.objects.exists()
        assert queries.colleagues(agent, ref, "out", now()) == []


def test_plt_04_who_may_not_see_the_record_is_neither_offered_nor_mentioned(people, record, monkeypatch):
    agent = actor_of(people[0])
    ref = record(agent)
    with scope(agent):
        assert [one.login for one in queries.colleagues(agent, ref, "", now())] == ["wang"]
    with pytest.raises(Refused, match="mention_unseen"):
        actions.add(agent, ref, "@zhou 看", at=now())
    monkeypatch.setattr(records, "sees", lambda by, kind, id: True)
    actions.add(agent, ref, "@zhou 看", at=now())
    assert told(people[2]) == [], "the second guard: without right to the record no notice is shown"
    monkeypatch.setattr(records, "seen", lambda by: records.Q())
    assert told(people[2]) == [("comment.mentioned", "@zhou 看")], "control: without both it would be"


def test_plt_04_comments_and_files_exist_only_with_the_record(
    people, record, client_as, settings, tmp_path, tenants, actor
):
    settings.MEDIA_ROOT = tmp_path
    agent, _manager, advisor = map(actor_of, people)
    ref = record(agent)
    one = actions.add(agent, ref, "看图", [SimpleUploadedFile("图.png", PNG)], at=now())
    for other in (advisor, actor("general_manager", tenants.sister), actor("general_manager", tenants.stranger)):
        with scope(other), pytest.raises(Missing):
            queries.of(other, ref)
        with scope(other), pytest.raises(Missing):
            queries.attachment(other, one.pk, 1)
        with pytest.raises(Missing):
            actions.add(other, ref, "x", at=now())
        with pytest.raises(Missing):
            actions.withdraw(other, one.pk, at=now())
    with scope(agent):
        found = queries.of(agent, ref)[0][0].attachments.get()
        assert b"".join(queries.attachment(agent, one.pk, found.pk).content) == PNG


def test_plt_04_files_are_checked_by_content_size_and_number(people, record, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agent = actor_of(people[0])
    ref = record(agent)
    bad = SimpleUploadedFile("x.png", b"<html><script>")
    many = [SimpleUploadedFile(f"{n}.png", PNG) for n in range(6)]
    for files, code in (([bad], "file_kind"), (many, "comment_files"), ([], "comment_empty")):
        with pytest.raises(Refused, match=code):
            actions.add(agent, ref, "", files, at=now())
    with scope(agent):
        assert not Comment.objects.exists()


def test_plt_04_the_author_changes_within_minutes_and_taking_back_leaves_a_trace(people, record):
    agent, manager, _advisor = map(actor_of, people)
    ref, at = record(agent), now()
    one = actions.add(agent, ref, "@王芳 第一", at=at)
    actions.edit(agent, one.pk, "@王芳 第二", at=at + timedelta(minutes=14))
    with pytest.raises(Conflict, match="comment_old"):
        actions.edit(agent, one.pk, "第三", at=at + timedelta(minutes=16))
    with pytest.raises(Denied):
        actions.edit(manager, one.pk, "第三", at=at)
    assert told(people[1]) == [("comment.mentioned", "@王芳 第一")]
    actions.withdraw(agent, one.pk, at=at)
    assert told(people[1]) == []
    with pytest.raises(Conflict, match="comment_withdrawn"):
        actions.edit(agent, one.pk, "x", at=at)
    with pytest.raises(Conflict, match="comment_gone"):
        actions.restore(manager, one.pk, at=at)
    with scope(agent):
        row = queries.of(agent, ref)[0][0]
        assert (row.withdrawn_by, row.withdrawn_at) == ("小陈", at)
        verbs = list(AuditEntry.objects.filter(kind="comment").order_by("pk").values_list("verb", flat=True))
        assert verbs == ["comment.added", "comment.edited", "comment.withdrawn"]
    actions.restore(agent, one.pk, at=at)
    with pytest.raises(Conflict, match="comment_gone"):
        actions.restore(agent, one.pk, at=at)


def test_plt_04_whoever_leads_takes_back_what_others_wrote(people, record):
    agent, manager, _advisor = map(actor_of, people)
    ref = record(agent)
    mine, theirs = actions.add(agent, ref, "a", at=now()), actions.add(manager, ref, "b", at=now())
    with pytest.raises(Denied):
        actions.withdraw(agent, theirs.pk, at=now())
    assert actions.withdraw(manager, mine.pk, at=now()).withdrawn_by == "王芳"


def test_plt_04_words_taken_back_go_after_their_days(people, record, tenants):
    agent, at = actor_of(people[0]), now()
    ref = record(agent)
    one = actions.add(agent, ref, "secret", at=at)
    actions.withdraw(agent, one.pk, at=at)
    house = system(tenants.group.pk, (tenants.store.pk,))
    assert [keeping.KEEPING.remove(house, at + timedelta(days=n), at) for n in (-1, 1, 2)] == [0, 1, 0]
    with scope(agent):
        assert Comment.objects.get(pk=one.pk).text == ""


def test_ppl_08_comments_are_copied_and_forgotten(people, record, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agent = actor_of(people[0])
    ref = record(agent)
    actions.add(agent, ref, "about 欧阳", [SimpleUploadedFile("欧阳.png", PNG)], at=now())
    actions.add(agent, ref, "else", at=now())
    with scope(agent):
        assert forgetting.said("approval", [ref.id])[0]["files"] == ["欧阳.png"]
        assert forgetting.forget_words(agent, lambda text: "欧阳" in text, at=now()) == 1
        assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == ["", "else"]
        assert forgetting.forget(agent, "approval", [ref.id], at=now()) == 2


def test_plt_04_the_panel_asks_as_often_for_twenty_as_for_one(people, record, client_as):
    client = client_as("general_manager")
    ref = record(actor_of(people[0]))
    address, counts = f"/comments/on/approval/{ref.id}", []
    for number in range(20):
        actions.add(actor_of(people[0]), ref, f"comment {number}", at=now())
        if number in (0, 19):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_plt_04_pages_write_change_take_back_and_keep_what_was_typed(people, record, client_as, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = client_as("care_manager", name="组长", username="lead")
    by = actor_of(client.account)
    ref = record(actor_of(people[0]))
    address, htmx = f"/comments/on/approval/{ref.id}", {"HX-Request": "true", "HX-Target": "comments"}
    wrong = client.post(address, {"text": "@nobody <b>x</b>"}, headers=htmx)
    assert (wrong.status_code, "@nobody &lt;b&gt;x&lt;/b&gt;" in wrong.content.decode()) == (422, True)
    said = client.post(address, {"text": "@小陈 <b>x</b>", "files": [SimpleUploadedFile("a.png", PNG)]}, headers=htmx)
    html = said.content.decode()
    assert ('<b class="at">@小陈</b>' in html, "&lt;b&gt;x" in html, "a.png" in html) == (True, True, True)
    with scope(by):
        one = Comment.objects.get()
        file = one.attachments.get()
    assert client.get(f"/comments/{one.pk}/files/{file.pk}")["Content-Disposition"].startswith("attachment")
    assert "a.png" not in client.get(f"/comments/{one.pk}/edit").content.decode()
    assert "changed" in client.post(f"/comments/{one.pk}/edit", {"text": "changed"}, headers=htmx).content.decode()
    back = client.post(f"/comments/{one.pk}/withdraw", headers=htmx)
    assert f"/comments/{one.pk}/restore" in back["HX-Trigger"]
    assert client.get(f"/comments/{one.pk}/files/{file.pk}").status_code == 404
    client.post(f"/comments/{one.pk}/restore", headers=htmx)
    assert "changed" in client.get(address).content.decode()
    assert "chen" in client.get(f"{address}/people?q=ch").content.decode()


def test_plt_40_comments_over_the_api(people, record, api_as):
    api, outside = api_as("care_manager"), api_as("service_advisor")
    ref = record(actor_of(people[0]))
    body = {"kind": "approval", "number": ref.id, "text": "@chen hello"}
    made = api.post("/api/v1/comments", body, content_type="application/json")
    assert (made.status_code, made.json()["mentions"]) == (201, [people[0].pk])
    assert outside.post("/api/v1/comments", body, content_type="application/json").status_code == 404
    asked = {"kind": "approval", "number": ref.id}
    assert outside.get("/api/v1/comments", asked).status_code == 404
    address = f"/api/v1/comments/{made.json()['id']}"
    assert api.patch(address, {"text": "better"}, content_type="application/json").json()["text"] == "better"
    assert api.post(f"{address}/withdraw", "{}", content_type="application/json").json()["text"] == ""
    assert [one["text"] for one in api.get("/api/v1/comments", asked).json()["items"]] == [""]
