"""P12: personal data planted through every way in are readable nowhere: database files, WAL, backup, logs, caches, tables."""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

from cheyuan.site import embedded
from cheyuan.site.bench.callers import ask
from cheyuan.site.bench.house import House
from cheyuan.site.bench.kills import login
from cheyuan.site.bench.starting import running, wait

from .places import found

pytestmark = pytest.mark.slow
PATIENCE = 60.0
PLAIN = "明文可见者"
"""A name, which is a key of the trade and stays plain: the control that the search finds what is there."""
MARKS = {
    "action": ("13900011101", "mark-a@planted.example", "wx_planted_a", "440106199001011101", "埋点路一百一十一号"),
    "import": ("13900011102", "mark-i@planted.example", "", "", "埋点路一百一十二号"),
    "api": ("13900011103", "mark-p@planted.example", "wx_planted_p", "", "埋点路一百一十三号"),
    "upload": ("13900011104", "mark-u@planted.example", "", "", "埋点路一百一十四号"),
    "refused row": ("139000111055", "mark-r@planted.example", "", "", "埋点路一百一十五号"),
    "other": ("13900011106", "13900011107", "13900011108", "", ""),
}
AT = "SELECT ARRAY[b.state, w.state] FROM intake_batch b JOIN jobs_work w ON w.id = b.work_id WHERE b.id = {}"
ALL = [mark for marks in MARKS.values() for mark in marks if mark]
ACTIONS = f"""
import django; django.setup()
from cheyuan.base.channels.actions import hold, refuse
from cheyuan.base.tenancy.models import Store
from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import now
from cheyuan.records.customers import actions
phone, email, wechat, document, address = {MARKS["action"]!r}
store = Store.objects.order_by("id").first()
by = system(store.group_id, (store.pk,))
one = actions.create(by, store.pk, at=now(), name={PLAIN!r}, phone={MARKS["other"][2]!r})
actions.edit(by, one.pk, at=now(), phone=phone, email=email, wechat=wechat, id_document=document, address=address)
hold(by, customer_id=one.pk, channel="sms", purpose="service", address=phone, text="您好，" + address, intent="x", at=now())
refuse(by, address={MARKS["other"][0]!r}, source="call", at=now())
"""


def csv(folder: Path, kind: str, *more: str) -> Path:
    folder.mkdir()
    lines = ["cust_no,name,phone,email,address"]
    for number, one in enumerate((kind, *more)):
        phone, email, _wechat, _document, address = MARKS[one]
        lines.append(f"M{kind[:2]}{number},导入者,{phone},{email},{address}")
    (folder / "customers.csv").write_text("\n".join(lines) + "\n")
    return folder


def by_api(house: House, token: str) -> None:
    phone, email, wechat, _document, address = MARKS["api"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "marks"}
    body = {"name": "接口者", "phone": phone, "email": email, "wechat": wechat, "address": address}
    status, one = ask(house.bind, "POST", "/api/v1/customers", body, headers)
    assert status == 201, one
    del headers["Idempotency-Key"]
    assert (
        ask(house.bind, "POST", f"/api/v1/customers/{one['id']}/reveal", {"field": "phone"}, headers)[1]["value"]
        == phone
    )
    assert ask(house.bind, "GET", f"/api/v1/customers?phone={phone}", None, headers)[1]["items"]
    assert ask(house.bind, "POST", "/api/v1/customers", {"name": "错", "phone": phone + "9" * 20}, headers)[0] == 422
    tasks = ask(house.bind, "GET", "/api/v1/tasks", None, headers)[1]["items"]
    report = {"outcome": "wrong_number", "new_phone": MARKS["other"][1]}
    status, said = ask(house.bind, "POST", f"/api/v1/tasks/{tasks[0]['id']}/attempts", report, headers)
    assert status == 201, said


def by_upload(house: House, token: str, folder: Path) -> None:
    """A book over HTTP, read and checked by the worker: it waits, sealed, with one refused row."""
    edge = uuid.uuid4().hex
    sent = [f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="customers.csv"\r\n\r\n'.encode()]
    sent += [(csv(folder, "upload", "refused row") / "customers.csv").read_bytes(), f"\r\n--{edge}--\r\n".encode()]
    command = [
        "curl",
        "-s",
        "-H",
        f"Authorization: Bearer {token}",
        "-H",
        f"Content-Type: multipart/form-data; boundary={edge}",
    ]
    done = subprocess.run(
        [*command, "--data-binary", "@-", f"http://{house.bind}/api/v1/imports"],
        input=b"".join(sent), capture_output=True, check=True,
    )  # fmt: skip
    number, headers = json.loads(done.stdout)["id"], {"Authorization": f"Bearer {token}"}
    for step, state in (("", "mapping"), ("check", "checked"), ("commit", "done")):
        if step:
            status, said = ask(house.bind, "POST", f"/api/v1/imports/{number}/{step}", {}, headers)
            assert status == 202, said
        until = time.monotonic() + PATIENCE
        while house.one(AT.format(number)) != [state, "done"]:
            assert time.monotonic() < until, (
                state,
                house.one("SELECT error || error_facts FROM jobs_work ORDER BY id DESC"),
            )
            time.sleep(0.1)


def dumped(house: House, file: Path) -> Path:
    """Every row of every table as text: what compression could hide in the files themselves."""
    with house.link() as link, file.open("wb") as out:
        tables = link.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid > 16384").fetchall()
        for (table,) in tables:
            with link.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
                for block in copy:
                    out.write(block)
    return file


def test_p12_planted_marks_are_readable_nowhere(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with running(house, "serve"), running(house, "worker"):
        wait(house, "/healthz")
        env = {**house.env, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}
        subprocess.run([sys.executable, "-c", ACTIONS], env=env, check=True)
        house.run("import", "book", str(csv(tmp_path / "book", "import", "refused row")), "--store", store(house))
        token = login(house)
        by_api(house, token)
        by_upload(house, token, tmp_path / "upload")
        house.run("care", "plan", "--store", store(house))
        house.run("backup", str(tmp_path / "monday.backup"))
        with psycopg.connect(embedded.ensure(house.data).superuser, autocommit=True) as link:
            link.execute("CHECKPOINT")
        places = [house.data, tmp_path / "monday.backup", dumped(house, tmp_path / "tables.txt"), scratch]
        assert found(ALL, *places) == set()
        seen = {place for _mark, place in found([PLAIN], house.data, tmp_path / "tables.txt")}
    assert "tables.txt" in seen, "control: what is plain is found"
    assert len(seen) > 2, "control: in the database's own files too"
    assert found([PLAIN], tmp_path / "monday.backup") == set(), "backups are sealed whole"
    assert found(ALL, tmp_path / "book"), "control: in the book itself the marks stand"


def store(house: House) -> str:
    return str(house.one("SELECT code FROM tenancy_store ORDER BY id LIMIT 1"))
