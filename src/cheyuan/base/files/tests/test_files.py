"""PLT-21, P12: size → kind by content → what it unpacks to → random name, encrypted; leaves by one door only."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cheyuan.base.files import actions, chest, kinds, queries, rights
from cheyuan.base.files.models import StoredFile
from cheyuan.base.journal.models import AuditEntry
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Denied, Missing, Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
CSV = "姓名,电话\n王小伟,13800138000\n".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(rights, "_purposes", {"tests.book": "audit.view"})
    return tmp_path


def archive(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def give(by, content=CSV, name="客户 王小伟.csv", **more):
    fields = {"purpose": "tests.book", "allowed": {"csv", "png", "xlsx"}, "at": now(), **more}
    return actions.receive(by, SimpleUploadedFile(name, content), **fields)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0abc", "jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "xls"),
        (b"glTF\x02\0\0\0", "glb"),
        (archive(xl__workbook_xml="<x/>"), "xlsx"),
        (archive(evil_exe="MZ"), ""),
        (b"PK\x03\x04broken", ""),
        (CSV, "csv"),
        ("姓名,电话".encode("gb18030"), "csv"),
        ("姓名".encode("utf-16"), "csv"),
        (b"<html><script>", ""),
        (b"  <svg onload=x>", ""),
        (b"MZ\x90\x00\x03", ""),
        (b"\x80\x81\xff\xff", ""),
    ],
)
def test_plt_21_kind_is_what_is_inside(content, kind):
    assert kinds.kind_of(io.BytesIO(content)) == kind


def test_plt_21_text_cut_in_the_middle_of_a_sign_is_text():
    assert kinds.kind_of(io.BytesIO(b"x" + "车".encode() * kinds.HEAD)) == "csv"


@pytest.mark.parametrize(
    ("content", "code", "more"),
    [
        (b"", "file_empty", {}),
        (CSV, "file_large", {"most": 10}),
        (b"MZ\x90\x00", "file_kind", {}),
        (PNG, "file_kind", {"allowed": {"csv"}}),
    ],
)
def test_plt_21_what_does_not_belong_is_refused_and_not_kept(tenants, actor, folder, content, code, more):
    with pytest.raises(Refused) as refused:
        give(actor(), content, "innocent.csv", **more)
    assert refused.value.code == code
    assert not list(folder.rglob("*.*"))


def test_plt_21_archive_bombs_are_refused(tenants, actor, monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED", 1000)
    with pytest.raises(Refused, match="file_unpacks"):
        give(actor(), archive(xl__workbook_xml="0" * 1001))


def test_p12_content_and_name_are_unreadable_on_the_disk(tenants, actor):
    by = actor()
    row = give(by)
    kept = chest.place(row.name)
    assert b"13800138000" not in kept.read_bytes()
    assert "王" not in str(kept)
    assert kept.stat().st_mode & 0o077 == 0
    with scope(by):
        found = queries.open(by, row.pk)
        assert b"".join(found.content) == CSV
        assert found.row.title == "客户 王小伟.csv"


def test_what_is_not_personal_is_kept_plain(tenants, actor):
    row = give(actor(), PNG, "car.png", personal=False)
    assert chest.place(row.name).read_bytes() == PNG


@given(st.integers(0, 3 * chest.CHUNK + 1), st.integers(1, 100_000), st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_chest_gives_back_what_it_took(folder, size, step, is_sealed):
    content = os.urandom(size)
    name, key = chest.new_name(), chest.new_key() if is_sealed else ""
    chest.put(name, key, (content[start : start + step] for start in range(0, size, step)))
    assert b"".join(chest.get(name, key)) == content


@pytest.mark.parametrize("how", ["bit", "cut", "swap", "gone", "other"])
def test_p12_altered_content_is_not_given_out(folder, how):
    name, key, other = chest.new_name(), chest.new_key(), chest.new_name()
    chest.put(name, key, [b"a" * chest.CHUNK, b"b" * chest.CHUNK, b"c"])
    path, size = chest.place(name), chest.CHUNK + chest.TAG
    raw = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "other":
        chest.place(other).parent.mkdir(exist_ok=True)
        path.rename(chest.place(other))
        name = other
    else:
        changed = {
            "bit": bytes([raw[0] ^ 1]) + raw[1:],
            "cut": raw[: 2 * size],
            "swap": raw[size : 2 * size] + raw[:size],
        }
        path.write_bytes(changed[how])
    with pytest.raises(Refused, match="file_altered"):
        list(chest.get(name, key))


def test_p17_control_plain_content_can_be_altered_unseen(folder):
    name = chest.new_name()
    chest.put(name, "", [b"one"])
    chest.place(name).write_bytes(b"two")
    assert b"".join(chest.get(name, "")) == b"two"


def test_p9_files_need_the_right_of_their_purpose_and_the_store(tenants, actor):
    row = give(actor())
    agent, sister = actor("care_agent"), actor(store=tenants.sister)
    with scope(agent), pytest.raises(Denied):
        queries.open(agent, row.pk)
    with scope(sister), pytest.raises(Missing):
        queries.open(sister, row.pk)
    with pytest.raises(Missing):
        actions.remove(sister, row.pk, at=now())


def test_p9_nobody_opens_a_file_whose_purpose_nobody_knows(tenants, actor):
    by = actor("group_admin")
    row = give(by, purpose="forgotten")
    with scope(by), pytest.raises(Denied):
        queries.open(by, row.pk)


@pytest.mark.django_db(transaction=True)
def test_removed_file_is_gone(tenants, actor):
    by = actor()
    row = give(by)
    actions.remove(by, row.pk, at=now())
    assert not chest.place(row.name).exists()
    with scope(by):
        assert not StoredFile.objects.exists()


def test_a_file_whose_row_fails_leaves_nothing(tenants, actor, folder):
    with pytest.raises(Exception, match="row-level security"):
        give(actor(), store_id=tenants.sister.id)
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_sweep_removes_only_old_strangers(tenants, actor):
    row = give(actor())
    strangers = [chest.new_name(), chest.new_name()]
    for name in strangers:
        chest.put(name, "", [b"x"])
    past = (now() - timedelta(days=2)).timestamp()
    for name in (row.name, strangers[0]):
        os.utime(chest.place(name), (past, past))
    assert actions.sweep(now()) == 1
    assert [chest.place(name).exists() for name in (row.name, *strangers)] == [True, False, True]


def test_plt_21_download_is_an_attachment_and_audited(tenants, actor, client_as):
    by = actor()
    row = give(by, name="..\\..\\客户<1>.csv")
    answer = client_as("general_manager").get(reverse("files:download", args=[row.name]))
    assert b"".join(answer.streaming_content) == CSV
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B71.csv")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    with scope(by):
        assert AuditEntry.objects.filter(verb="file.opened", object_id=row.pk).exists()


def test_p9_download_by_others(tenants, actor, client_as):
    row = give(actor())
    where = reverse("files:download", args=[row.name])
    assert client_as("care_agent").get(where).status_code == 403
    assert client_as("general_manager", tenants.sister).get(where).status_code == 404
    assert client_as("general_manager").get(reverse("files:download", args=["x"])).status_code == 404


def test_plt_21_files_lie_outside_the_static_path(settings):
    assert Path(settings.STATIC_ROOT) not in chest.place("aa").parents
