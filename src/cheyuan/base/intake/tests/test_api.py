"""PPL-05, PLT-40: an import over the API, from upload to undo, while a worker does the work."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cheyuan.kernel.actor import system

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = "客户姓名,联系电话,车架号,品牌,车系,购车日期,爱好"
GOOD = "李一,13811110000,LZASB6X56ND000000,启辰星,S5,2024-03-05,钓鱼"
BAD = "李二,1381111,LZASB6X56ND000001,启辰星,S5,2024-03-05,"


def file(*lines):
    return SimpleUploadedFile("车主档案.csv", "\n".join(lines or (HEADERS, GOOD, BAD)).encode())


@pytest.fixture
def worked(tenants, work_off):
    return lambda: work_off(system(tenants.group.id, (tenants.store.id,)))


def send(client, path, body=None, **headers):
    answer = client.post(f"/api/v1/imports{path}", json.dumps(body or {}), "application/json", headers=headers)
    return answer.status_code, answer.json()


def people(client):
    return [one["name"] for one in client.get("/api/v1/customers").json()["items"]]


def test_ppl_05_upload_check_commit_and_undo(tenants, api_as, worked):
    client = api_as("care_agent", tenants.store)
    answer = client.post("/api/v1/imports", {"files": [file()]})
    assert answer.status_code == 202, answer.content
    number, state = answer.json()["id"], answer.json()["state"]
    assert state == "reading"
    worked()
    one = client.get(f"/api/v1/imports/{number}").json()
    assert (one["state"], len(one["sheets"])) == ("mapping", 1)
    assert {(column["header"], column["field"]) for column in one["sheets"][0]["columns"]} >= {("联系电话", "phone")}

    assert send(client, f"/{number}/check")[0] == 202
    worked()
    counts = client.get(f"/api/v1/imports/{number}").json()["counts"]
    assert (counts["rows"], counts["good"], counts["refused"]) == (2, 1, 1)
    assert people(client) == []
    found = client.get(f"/api/v1/imports/{number}/problems?severity=error").json()["items"]
    assert [(bad["row"], bad["field"], bad["code"][:5]) for bad in found] == [(3, "phone", "phone")]
    assert "1381111" not in str(found)

    key = {"Idempotency-Key": "once"}
    first, again = send(client, f"/{number}/commit", {}, **key), send(client, f"/{number}/commit", {}, **key)
    assert first == again
    worked()
    assert client.get(f"/api/v1/imports/{number}").json()["state"] == "done"
    assert people(client) == ["李一"]
    assert send(client, f"/{number}/commit")[1]["code"] == "wrong_state"

    assert send(client, f"/{number}/undo")[0] == 202
    worked()
    assert client.get(f"/api/v1/imports/{number}").json()["state"] == "undone"
    assert people(client) == []


def test_ppl_05_columns_are_decided_and_a_dropped_book_writes_nothing(tenants, api_as, worked):
    client = api_as("care_agent", tenants.store)
    number = client.post("/api/v1/imports", {"files": [file()]}).json()["id"]
    worked()
    sheet = client.get(f"/api/v1/imports/{number}").json()["sheets"][0]
    body = {"sheets": [{"signature": sheet["signature"], "columns": {"品牌": ""}}]}
    answer = client.put(f"/api/v1/imports/{number}/columns", json.dumps(body), "application/json")
    decided = {one["header"]: one["field"] for one in answer.json()["sheets"][0]["columns"]}
    assert (answer.status_code, decided["品牌"], decided["联系电话"]) == (200, None, "phone")
    body["sheets"][0]["columns"] = {"品牌": "no_such_field"}
    answer = client.put(f"/api/v1/imports/{number}/columns", json.dumps(body), "application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "sheet_field_unknown")
    assert send(client, f"/{number}/discard")[1]["state"] == "discarded"
    assert people(client) == []


def test_ppl_05_what_cannot_be_taken_in_is_refused_by_code(tenants, api_as, worked):
    client = api_as("care_agent", tenants.store)
    for sent, code in [
        ({}, "invalid"),
        ({"files": [SimpleUploadedFile("leer.csv", b"")]}, "sheet_file_empty"),
        ({"files": [file()], "as_of": "2099-01-01"}, "as_of_wrong"),
        ({"files": [file()], "store_id": str(tenants.sister.pk)}, "denied"),
        ({"files": [file()], "more": "1"}, "parameter_unknown"),
    ]:
        answer = client.post("/api/v1/imports", sent)
        assert answer.json()["code"] == code, answer.content
    number = client.post("/api/v1/imports", {"files": [SimpleUploadedFile("bild.csv", b"\x89PNG\r\n" * 99)]}).json()[
        "id"
    ]
    worked()
    assert client.get(f"/api/v1/imports/{number}").json()["state"] == "broken"
    assert send(client, f"/{number}/commit", {"consent_channels": ["sms"]})[1]["code"] == "consent_proof"


def test_p9_the_sister_store_and_the_technician_see_no_import(tenants, api_as):
    number = api_as("care_agent", tenants.store).post("/api/v1/imports", {"files": [file()]}).json()["id"]
    next_door, technician = api_as("care_agent", tenants.sister), api_as("technician", tenants.store)
    assert next_door.get("/api/v1/imports").json()["items"] == []
    for path in ("", "/problems"):
        assert next_door.get(f"/api/v1/imports/{number}{path}").status_code == 404
        assert technician.get(f"/api/v1/imports/{number}{path}").status_code == 403
    for step in ("check", "commit", "undo", "discard"):
        assert send(next_door, f"/{number}/{step}")[0] == 404
    assert technician.post("/api/v1/imports", {"files": [file()]}).status_code == 403
