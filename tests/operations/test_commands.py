"""Operability contract: the commands people and programs run, their JSON and their exit codes."""

import json
from pathlib import Path

import psycopg
import pytest

from .conftest import House

pytestmark = pytest.mark.slow
SMALL = ("seed", "--seed", "7", "--groups", "2", "--stores", "3", "--owners", "60", "--as-of", "2026-11-21")


def count(house: House, table: str) -> int:
    with psycopg.connect(house.urls.owner) as link:
        row = link.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    return row[0] if row else 0


def test_plt_51_a_seeded_world_is_reproducible_and_names_its_people(migrated: House, tmp_path: Path) -> None:
    worlds = []
    for name in ("one.json", "two.json"):
        done = migrated.run(*SMALL, "--fresh", "--json", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        worlds.append(json.loads((tmp_path / name).read_text()))
    assert worlds[0] == worlds[1]
    assert [len(group["stores"]) for group in worlds[0]["groups"]] == [2, 1]
    assert {"group_admin", "general_manager", "care_agent", "technician"} <= {
        one["role"] for one in worlds[0]["people"]
    }
    assert count(migrated, "customers_customer") == 60
    assert count(migrated, "accounts_account") == len(worlds[0]["people"])
    assert count(migrated, "care_task WHERE state <> 'open'") > 0
    again = migrated.run(*SMALL)
    assert again.returncode == 1
    assert "--fresh" in again.stderr


def test_plt_51_seed_refuses_beside_real_data_and_on_an_open_port(migrated: House, tmp_path: Path) -> None:
    assert migrated.run(*SMALL, CHEYUAN_BIND="0.0.0.0:8000").returncode == 1
    (tmp_path / "customers.csv").write_text("cust_no,name,phone\nK1,王小伟,13800138000\n")
    assert migrated.told("import", "book", str(tmp_path))["counts"]["customers_new"] == 1
    for words in (SMALL, (*SMALL, "--fresh")):
        refused = migrated.run(*words)
        assert refused.returncode == 1
        assert "real" in refused.stderr
    assert count(migrated, "customers_customer") == 1


def test_plt_51_seed_refuses_a_day_that_lies_ahead(migrated: House) -> None:
    refused = migrated.run("seed", "--owners", "20", "--as-of", "2999-01-01")
    assert refused.returncode == 1
    assert "lies ahead" in refused.stderr
    assert count(migrated, "customers_customer") == 0


def test_plt_51_a_world_is_made_for_a_sunday_as_for_any_other_day(migrated: House) -> None:
    assert migrated.run(*SMALL[:-1], "2026-11-15", "--fresh").returncode == 0
    assert count(migrated, "contact_booking") > 0


def test_ppl_05_import_names_every_refused_row_and_imports_the_others(migrated: House, tmp_path: Path) -> None:
    book = tmp_path / "customers.csv"
    book.write_text("cust_no,name,phone\nK1,王小伟,13800138000\nK2,,13800138001\nK3,李强,12\n")
    dry = migrated.told("import", "book", str(book), "--dry-run")
    assert (dry["counts"]["good"], count(migrated, "customers_customer")) == (1, 0)
    strict = migrated.run("import", "book", str(book), "--only-if-clean")
    assert (strict.returncode, count(migrated, "customers_customer")) == (1, 0)
    done = migrated.told("import", "book", str(book))
    assert [one["row"] for one in done["troubles"] if one["severity"] == "error"] == [3, 4]
    assert count(migrated, "customers_customer") == 1
    assert not [one for one in (migrated.data / "files" / "intake").iterdir() if "-refused-" not in one.name]


@pytest.mark.parametrize(
    "words", [("import", "book", "/no/such/book"), ("import", "book", "/dev/null", "--store", "nowhere")]
)
def test_ppl_05_what_cannot_be_imported_is_said_in_one_line(migrated: House, words: tuple[str, ...]) -> None:
    refused = migrated.run(*words)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_p16_verify_audit_names_a_changed_row(migrated: House, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text("cust_no,name,phone\nK1,王小伟,13800138000\n")
    migrated.told("import", "book", str(tmp_path))
    assert migrated.told("verify", "audit")["ok"] is True
    with psycopg.connect(migrated.urls.superuser) as link:
        link.execute("SET session_replication_role = replica")
        link.execute(
            "UPDATE journal_auditentry SET actor_name = 'nobody' WHERE id = (SELECT min(id) FROM journal_auditentry)"
        )
    told = migrated.run("verify", "audit", "--json")
    assert told.returncode == 1
    assert [fault["kind"] for fault in json.loads(told.stdout)["faults"]] == ["changed"]


def test_plt_61_wrong_words_are_a_usage_error(house: House) -> None:
    assert house.run("nonsense").returncode == 2
    assert house.run("backup").returncode == 2
