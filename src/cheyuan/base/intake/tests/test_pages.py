"""The pages of an import, walked with a client while a worker does the work (PPL-05)."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cheyuan.base.intake import store
from cheyuan.base.intake.models import Batch
from cheyuan.base.intake.tests import makers
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = "客户姓名,联系电话,车架号,品牌,车系,购车日期,爱好"
GOOD = "李一,13811110000,LZASB6X56ND000000,启辰星,S5,2024-03-05,钓鱼"
BAD = "李二,1381111,LZASB6X56ND000001,启辰星,S5,2024-03-05,=cmd|' /C calc'!A0"


def file(name: str = "车主档案.csv", *lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(lines or (HEADERS, GOOD, BAD)).encode())


@pytest.fixture
def house(tenants: Any) -> Any:
    return system(tenants.group.id, (tenants.store.id,))


@pytest.fixture
def newest(house: Any) -> Callable[[], Any]:
    def find() -> Any:
        with scope(house):
            return Batch.objects.order_by("-id").first()

    return find


@pytest.fixture
def uploaded(house: Any, work_off: Any, newest: Any) -> Callable[..., Any]:
    """``uploaded(client, file, …)`` → the import after a worker has read it."""

    def make(client: Client, *files: Any) -> Any:
        answer = client.post("/import/upload", {"files": list(files)})
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        work_off(house)
        return newest()

    return make


def text(client: Client, address: str) -> str:
    answer = client.get(address, headers={"Accept-Language": "zh"})
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_ppl_05_from_files_to_what_changed_and_back(client_as: Any, house: Any, uploaded: Any, work_off: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    page, columns = f"/import/{one.pk}", f"/import/{one.pk}/columns"
    shown = text(client, page)
    assert all(words in shown for words in ("客户姓名", "138****0000", "爱好"))
    assert "13811110000" not in shown
    client.post(columns, {"check": "1"})
    assert "hx-get" in text(client, page)  # waits for its worker
    assert text(client, f"{page}/progress")
    work_off(house)
    assert client.get(f"{page}/progress").headers["HX-Refresh"] == "true"
    shown = text(client, page)
    assert "<dd>2</dd>" in shown
    assert "13***11" in shown
    client.post(f"{page}/write", {"how": "good"})
    work_off(house)
    shown = text(client, page)
    assert f"{page}/undo" in shown
    with scope(house):
        assert apps.get_model("customers", "Customer").objects.get().name == "李一"
    client.post(f"{page}/undo")
    work_off(house)
    assert f"{page}/undo" not in text(client, page)
    with scope(house):
        assert not apps.get_model("customers", "Customer").objects.exists()
    assert "车主档案.csv" in text(client, "/import")


def test_ppl_05_all_or_nothing_writes_nothing(client_as: Any, house: Any, uploaded: Any, work_off: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    client.post(f"/import/{one.pk}/columns", {"check": "1"})
    work_off(house)
    client.post(f"/import/{one.pk}/write", {"how": "all"})
    (work,) = work_off(house)
    assert (work.state, work.error) == ("failed", "import_not_clean")
    assert text(client, f"/import/{one.pk}")
    with scope(house):
        assert not apps.get_model("customers", "Customer").objects.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_ppl_05_the_refused_rows_come_back_with_their_reasons(
    client_as: Any, house: Any, uploaded: Any, work_off: Any, ending: str
) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    client.post(f"/import/{one.pk}/columns", {"check": "1"})
    work_off(house)
    answer = client.get(f"/import/{one.pk}/refused.{ending}")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if ending == "csv":
        head, row = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        assert head[3:] == HEADERS.split(",")
        assert row[:2] == ["车主档案", "3"]
        assert not row[-1].startswith("=")
        assert row[3] == "李二"
    else:
        assert body.startswith(b"PK")
    assert client.get(f"/import/{one.pk}/refused.exe").status_code == 404


def test_ppl_05_a_column_can_be_chosen_and_a_needed_one_is_missed(
    client_as: Any, house: Any, uploaded: Any, work_off: Any, newest: Any
) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file("a.csv", "甲,乙,丙,品牌,车系,购车日期,爱好", GOOD))
    page = f"/import/{one.pk}"
    fields = {
        f"s0-c{index}": name for index, name in enumerate(["", "phone", "vin", "brand", "model", "delivery_date", ""])
    }
    client.post(f"{page}/columns", {"s0-spec": "owners", **fields, "check": "1"})
    (work,) = work_off(house)
    assert (work.state, work.error) == ("failed", "columns_missing")
    client.post(f"{page}/columns", {**fields, "s0-c0": "name", "check": "1"})
    work_off(house)
    client.post(f"{page}/write", {"how": "good"})
    work_off(house)
    with scope(house):
        assert apps.get_model("customers", "Customer").objects.get().name == "李一"
    again = uploaded(client, file("b.csv", "甲,乙,丙,品牌,车系,购车日期,爱好", GOOD))
    assert again.sheets[0]["remembered"]
    assert again.sheets[0]["columns"][0]["field"] == "name"


def test_ppl_05_two_columns_for_one_field_are_refused(client_as: Any, uploaded: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    answer = client.post(f"/import/{one.pk}/columns", {"s0-c0": "name", "s0-c6": "name"})
    assert answer.status_code == 422


def test_ppl_05_the_sort_of_a_sheet_can_be_changed_or_left_out(client_as: Any, uploaded: Any, newest: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    client.post(f"/import/{one.pk}/columns", {"s0-spec": "vehicles"})
    assert newest().sheets[0]["spec"] == "vehicles"
    client.post(f"/import/{one.pk}/columns", {"s0-spec": "-"})
    assert newest().sheets[0]["spec"] == "-"
    assert text(client, f"/import/{one.pk}")
    client.post(f"/import/{one.pk}/columns", {"s0-spec": "owners"})
    assert [column["field"] for column in newest().sheets[0]["columns"]][:3] == ["name", "phone", "vin"]


HOSTILE = {
    "file_binary": ("客户.csv", b"\x00\x01\x02" * 500),
    "file_type": ("客户.pdf", b"%PDF-1.7 " * 50),
    "encoding_unknown": ("客户.csv", "名,电".encode("utf-16")),
    "file_broken": ("客户.xlsx", b"PK\x03\x04" + b"x" * 900),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_ppl_05_hostile_files_are_told_in_words_and_gone(client_as: Any, uploaded: Any, code: str) -> None:
    client = client_as("care_manager")
    name, content = HOSTILE[code]
    one = uploaded(client, SimpleUploadedFile(name, content))
    assert (one.state, one.error) == ("broken", code)
    assert name in text(client, f"/import/{one.pk}")
    assert list(store.folder().glob(f"*-{one.pk}-*")) == []


def test_ppl_05_a_zip_bomb_is_told_in_words(client_as: Any, uploaded: Any, tmp_path: Path) -> None:
    bomb = makers.xlsx_file(tmp_path / "a.xlsx", [makers.HEADERS, makers.VALID])
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", b"\0" * 80_000_000)
    client = client_as("care_manager")
    one = uploaded(client, SimpleUploadedFile("a.xlsx", bomb.read_bytes()))
    assert (one.state, one.error) == ("broken", "file_bomb")
    assert "a.xlsx" in text(client, f"/import/{one.pk}")


@pytest.mark.parametrize(("files", "part"), [([], "422"), ([SimpleUploadedFile("a.csv", b"")], "422")])
def test_ppl_05_no_file_and_an_empty_file(client_as: Any, files: list[Any], part: str) -> None:
    assert str(client_as("care_manager").post("/import/upload", {"files": files}).status_code) == part


def test_ppl_05_a_dropped_import_leaves_no_file(client_as: Any, uploaded: Any, newest: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    assert list(store.folder().glob(f"*-{one.pk}-*"))
    client.post(f"/import/{one.pk}/discard")
    assert newest().state == "discarded"
    assert list(store.folder().glob(f"*-{one.pk}-*")) == []


def test_ppl_05_a_step_is_not_begun_twice(client_as: Any, uploaded: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    client.post(f"/import/{one.pk}/check")
    assert client.post(f"/import/{one.pk}/check").status_code == 409
    client.post(f"/import/{one.pk}/stop")
    assert text(client, f"/import/{one.pk}")


def test_decisions_consent_needs_its_proof(client_as: Any, house: Any, uploaded: Any, work_off: Any) -> None:
    client = client_as("care_manager")
    one = uploaded(client, file())
    client.post(f"/import/{one.pk}/columns", {"check": "1"})
    work_off(house)
    wish = {"how": "good", "consent": "1", "channels": ["sms", "pigeon"]}
    assert client.post(f"/import/{one.pk}/write", wish).status_code == 422
    client.post(f"/import/{one.pk}/write", {**wish, "proof": "2024 年申请表"})
    work_off(house)
    with scope(house):
        assert [one.channel for one in apps.get_model("customers", "Consent").objects.all()] == ["sms"]


PAGES = ("", "/progress", "/refused.csv")
STEPS = ("/columns", "/check", "/write", "/stop", "/undo", "/discard")


def test_p9_another_stores_import_does_not_exist(client_as: Any, tenants: Any, uploaded: Any) -> None:
    one = uploaded(client_as("care_manager"), file())
    for place in (tenants.sister, tenants.stranger):
        client = client_as("care_manager", place)
        assert {client.get(f"/import/{one.pk}{page}").status_code for page in PAGES} == {404}
        assert {client.post(f"/import/{one.pk}{step}").status_code for step in STEPS} == {404}


def test_p9_who_may_not_import_is_refused(client_as: Any, uploaded: Any) -> None:
    one = uploaded(client_as("care_manager"), file())
    client = client_as("technician")
    assert client.get("/import").status_code == 403
    assert client.post("/import/upload", {"files": [file()]}).status_code == 403
    assert {client.get(f"/import/{one.pk}{page}").status_code for page in PAGES} == {403}
    assert {client.post(f"/import/{one.pk}{step}").status_code for step in STEPS} == {403}


def test_ppl_05_an_undoing_that_comes_too_late_says_so_once_and_clearly(
    client_as: Any, house: Any, uploaded: Any, work_off: Any
) -> None:
    """Asked for in time, but the worker came after the time was over."""
    client = client_as("care_manager")
    one = uploaded(client, file())
    page = f"/import/{one.pk}"
    client.post(f"{page}/columns", {"check": "1"})
    work_off(house)
    client.post(f"{page}/write", {"how": "good"})
    work_off(house)
    client.post(f"{page}/undo")
    with scope(house):
        batches = apps.get_model("intake", "Batch").objects
        batches.filter(pk=one.pk).update(committed_at=batches.get(pk=one.pk).committed_at - timedelta(days=2))
    work_off(house)
    shown = text(client, page)
    assert shown.count("已过可撤回的时间；个别档案仍可单独更正。") == 1
    assert f"{page}/undo" not in shown
    late = client.post(f"{page}/undo")
    assert (late.status_code, late.content.decode().count("已过可撤回的时间")) == (409, 1)
