"""Rules of the house that are kept by tests; each with a sabotage that shows the test bites."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from tests.architecture import doors

FLOORS = ("kernel", "base", "records", "trade", "insight", "engage", "faces", "site")
FORCED_LINES = 400
HEAVY = (
    "ibis",
    "duckdb",
    "pandas",
    "pyarrow",
    "polars",
    "sklearn",
    "statsforecast",
    "python_calamine",
    "fastexcel",
    "fido2",
)


def floor(model: type[models.Model]) -> int | None:
    parts = model.__module__.split(".")
    return FLOORS.index(parts[1]) if parts[0] == "cheyuan" else None


def climbing(model: type[models.Model]) -> list[str]:
    here = floor(model)
    found = []
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if here is None or target is None or field.auto_created or not hasattr(field, "column"):
            continue
        there = floor(target)
        if there is not None and there > here:
            found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def test_another_app_is_entered_only_through_its_doors():
    found = [f"{one.file}:{one.line} {one.target}" for path in doors.files() for one in doors.trespasses(path)]
    assert found == []


def test_sabotage_a_look_behind_a_door_is_seen(tmp_path):
    bad = tmp_path / "cheyuan" / "engage" / "contact" / "views.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("from cheyuan.records.customers.models import Customer\n")
    assert [one.target for one in doors.trespasses(bad, tmp_path)] == ["cheyuan.records.customers.models.Customer"]


def test_no_foreign_key_climbs():
    assert [line for model in apps.get_models() for line in climbing(model)] == []


def test_sabotage_a_climbing_key_is_seen():
    class Climber(models.Model):
        task = models.ForeignKey("care.Task", on_delete=models.CASCADE)

        class Meta:
            app_label = "tenancy"
            managed = False

    try:
        Climber.__module__ = "cheyuan.base.tenancy.models"
        assert climbing(Climber) == ["tenancy.Climber.task → care.Task"]
    finally:
        del apps.all_models["tenancy"]["climber"]
        apps.clear_cache()


def test_every_file_fits_into_a_room():
    long = {str(path): len(path.read_text().splitlines()) for path in doors.files()}
    assert {path: lines for path, lines in long.items() if lines > FORCED_LINES} == {}


def test_no_import_hides_in_a_function():
    found = []
    for path in doors.files():
        if path.name == "apps.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [
                    f"{path}:{one.lineno}" for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)
                ]
    assert found == []


def test_migrations_are_complete(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("column", ["store_id", "group_id"])
def test_p9_every_table_of_a_store_or_group_is_behind_the_second_wall(db, column):
    """Tables of the login and of tenancy itself are read before anybody has a scope."""
    before_login = {
        "tenancy_region", "tenancy_store", "tenancy_openinghours", "tenancy_specialday", "tenancy_department",
        "auth_group_permissions",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND a.attname = %s AND NOT c.relrowsecurity AND c.relnamespace = 'public'::regnamespace",
            [column],
        )
        open_tables = {name for (name,) in cursor.fetchall()} - before_login
    assert {name for name in open_tables if not name.startswith("accounts_")} == set()


def test_web_process_stays_light():
    """What only jobs need is not in the memory of a process that shows pages."""
    code = (
        "import django, sys; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert done.stdout.strip() == "[]", done.stderr[-2000:]
