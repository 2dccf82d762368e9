"""All or exactly what was chosen, whatever happens in between (P8); nothing readable is left on disk (P12)."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cheyuan.base.intake import actions, store, work
from cheyuan.base.intake.models import Batch
from cheyuan.base.intake.pipeline import Input
from cheyuan.base.intake.tests import hands
from cheyuan.base.intake.tests.conftest import NOW, TODAY, car, person, visit
from cheyuan.base.intake.tests.test_reading_workbook import SHARED
from cheyuan.base.jobs.work import Cancelled
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import system
from cheyuan.kernel.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "秘密大街七七七号"
PHONE = "13877665544"


@pytest.fixture
def by(tenants: Any) -> Any:
    return system(tenants.group.id, (tenants.store.id,))


def small(book: Any) -> Any:
    return book(
        customers=[person(1, address=MARK, phone=PHONE, email="secret-mark@example.com"), person(2, phone="138776655")],
        vehicles=[car(1)],
        services=[visit(1, "2025-01-01")],
    )


@pytest.fixture
def killed(by: Any, tmp_path: Path, files_apart: Path) -> Callable[[str], None]:
    """``killed(words)`` starts an import in another process and kills it before the statement with these words."""

    def kill(where: str) -> None:
        base = connection.settings_dict["NAME"]
        names = [base, str(files_apart.parent), str(by.group_id), str(by.store_ids[0]), str(tmp_path), where]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with subprocess.Popen(
            [sys.executable, "-c", hands.PROGRAM, *names], stdout=subprocess.PIPE, env=environment, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "here\n"
            process.send_signal(signal.SIGKILL)

    return kill


STATEMENTS = ("INSERT INTO vehicles_vehicle", "INSERT INTO vehicles_visit", "INSERT INTO search_entry")


@pytest.mark.parametrize("where", STATEMENTS)
def test_p8_killed_in_the_middle_the_book_is_as_before(
    by: Any, book: Any, bring: Any, held: Any, killed: Any, where: str
) -> None:
    bring(by, book(customers=[person(1)]))
    before = held(by)
    small(book)
    killed(where)
    assert held(by) == before
    with scope(by):
        (one,) = Batch.objects.exclude(state="done")
    assert one.state == "reading"
    again = actions.commit(by, one.pk, at=NOW)
    assert (again.counts["vehicles_new"], again.counts["visits_new"], again.counts["refused"]) == (1, 1, 1)


def test_p8_a_retry_after_the_end_changes_nothing(by: Any, book: Any, held: Any) -> None:
    one = actions.take(by, by.store_ids[0], small(book), title="b", as_of=TODAY, at=NOW)
    for _ in range(2):
        work.commit(by, lambda done, total: None, one.pk)
    after = held(by)
    work.commit(by, lambda done, total: None, one.pk)
    assert held(by) == after


def test_p8_stopped_by_a_person_nothing_is_written(by: Any, book: Any, held: Any) -> None:
    before = held(by)
    one = actions.take(by, by.store_ids[0], small(book), title="b", as_of=TODAY, at=NOW)

    def stop(done: int, total: int) -> None:
        if done > total * 0.8:
            raise Cancelled

    with pytest.raises(Cancelled):
        work.commit(by, stop, one.pk)
    assert held(by) == before
    work.commit(by, lambda done, total: None, one.pk)
    assert held(by) != before


@pytest.fixture
def other_writer(by: Any, owner_connection: Any) -> Any:
    """Somebody else who is writing a book of the store just now."""
    owner_connection.execute("BEGIN")
    owner_connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7_310_002, by.store_ids[0]])
    yield owner_connection
    owner_connection.execute("ROLLBACK")


def test_p8_two_imports_at_once_one_waits_for_another_time(by: Any, book: Any, held: Any, other_writer: Any) -> None:
    one = actions.take(by, by.store_ids[0], small(book), title="b", as_of=TODAY, at=NOW)
    before = held(by)
    with pytest.raises(Conflict, match="import_running"):
        actions.commit(by, one.pk, at=NOW)
    assert held(by) == before
    other_writer.execute("ROLLBACK")
    actions.commit(by, one.pk, at=NOW)
    assert held(by) != before


def test_control_without_the_lock_two_imports_run_at_once(
    by: Any, book: Any, other_writer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cheyuan.base.intake.actions.passing.alone", lambda store_id: None)
    one = actions.take(by, by.store_ids[0], small(book), title="b", as_of=TODAY, at=NOW)
    assert actions.commit(by, one.pk, at=NOW).state == "done"


def marks(folder: Path) -> set[str]:
    """Which planted marks stand readable in the files below a folder."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found |= {mark for mark in (MARK, PHONE, "138776655", "secret-mark") if mark.encode() in content}
    return found


def test_p12_nothing_readable_stays_on_disk(by: Any, book: Any, files_apart: Path, owner_connection: Any) -> None:
    one = actions.take(by, by.store_ids[0], small(book), title="b", as_of=TODAY, at=NOW)
    assert marks(files_apart) == set()
    assert len(list(files_apart.iterdir())) == 3
    actions.check(by, one.pk, at=NOW)
    assert marks(files_apart) == set()
    one = actions.commit(by, one.pk, at=NOW)
    assert [path.name for path in files_apart.iterdir()] == [one.refused_file]
    assert marks(files_apart) == set()
    tables = ("intake_batch", "intake_trouble", "intake_before", "customers_customer", "search_entry", "jobs_work")
    for table in tables:
        (text,) = owner_connection.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t").fetchone()
        assert not {mark for mark in (MARK, PHONE, "138776655", "secret-mark") if mark in text}, table


def test_p12_control_the_marks_would_be_found(by: Any, book: Any, tmp_path: Path) -> None:
    small(book)
    assert marks(tmp_path) == {MARK, PHONE, "138776655", "secret-mark"}


def test_p12_what_a_killed_process_left_readable_is_swept(by: Any, files_apart: Path) -> None:
    left, fresh = store.folder() / "plain-left", store.folder() / "plain-fresh"
    for place in (left, fresh):
        place.mkdir()
        (place / "rows").write_text(MARK)
    lost = store.folder() / f"{by.store_ids[0]}-9-lost"
    lost.write_text("x")
    for path in (left, lost):
        os.utime(path, (1, 1))
    actions.forget_old(by, at=NOW)
    assert [path.name for path in files_apart.iterdir()] == ["plain-fresh"]


FAULTS = 67  # of each of fifteen kinds: 1,005 in all


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the demo with faults of every kind, and the list of them."""
    folder = tmp_path_factory.mktemp("faulty")
    sizes = {"vehicles": 4_000, "owners": 3_600, "visits": 9_000, "as-of": TODAY, "seed": 5, "faults": FAULTS}
    words = [word for name, value in sizes.items() for word in (f"--{name}", str(value))]
    subprocess.run([sys.executable, "-m", "cheyuan.site.demo", str(folder), *words], check=True)
    return folder


def test_p8_a_thousand_planted_faults_are_named_at_their_rows(by: Any, faulty: Path, troubles: Any) -> None:
    with (faulty / "answers.csv").open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    planted = {
        (one["file"].removesuffix(".csv"), int(one["row"])): one["kind"] for one in answers if not one["follows"]
    }
    following = {(one["file"].removesuffix(".csv"), int(one["row"])) for one in answers if one["follows"]}
    assert len(planted) >= 1_000
    files = [Input(faulty / f"{name}.csv", f"{name}.csv") for name in ("customers", "vehicles", "services")]
    done = actions.commit(by, actions.take(by, by.store_ids[0], files, title="b", as_of=TODAY, at=NOW).pk, at=NOW)
    named = troubles(by, done)
    places = {(sheet, row) for sheet, row, *_ in named}
    refused = {(sheet, row) for sheet, row, _, severity in named if severity == "error"}
    assert set(planted) - places == set()
    assert refused - set(planted) - following == set()
    backwards = {place for place, kind in planted.items() if kind == "odometer_back"}
    assert set(planted) - backwards <= refused  # a reading that ran backwards is a warning: the plan leaves it out
    assert done.counts["good"] == done.counts["rows"] - len(refused)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"outside data absent: {SHARED} (set CHEYUAN_SHARED)")
def test_p8_the_stores_own_workbook_is_taken_over_but_for_its_43_faults(by: Any, troubles: Any) -> None:
    answers = json.loads((SHARED / "车主档案.json").read_text(encoding="utf-8"))
    path = SHARED / "车主档案.xlsx"
    one = actions.take(by, by.store_ids[0], [Input(path, path.name)], title="b", as_of=TODAY, at=NOW)
    done = actions.commit(by, one.pk, at=NOW)
    refused = {row for _, row, _, severity in troubles(by, done) if severity == "error"}
    assert refused == {row for rows in answers["faults"].values() for row in rows}
    assert [done.counts[name] for name in ("rows", "refused", "customers_new", "vehicles_new")] == [400, 43, 357, 357]
