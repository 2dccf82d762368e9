"""PPL-08, P14 by the commands: a copy, an erased file that stays erased after an older backup is restored, and the purge."""

import json
from pathlib import Path

import psycopg
import pytest

from .conftest import House

pytestmark = pytest.mark.slow
DEMO = {"CHEYUAN_DEMO": "1", "CHEYUAN_BIND": "127.0.0.1:8000"}


def person(house: House) -> tuple[int, str]:
    """A customer with a car, and the name."""
    with psycopg.connect(house.urls.owner) as link:
        found = link.execute(
            "SELECT c.id, c.name FROM customers_customer c JOIN vehicles_vehicle v ON v.owner_id = c.id"
            " WHERE erased_at IS NULL ORDER BY c.id LIMIT 1"
        ).fetchone()
    assert found
    return int(found[0]), str(found[1])


def names(house: House) -> int:
    with psycopg.connect(house.urls.owner) as link:
        found = link.execute("SELECT count(*) FROM customers_customer WHERE erased_at IS NULL").fetchone()
    return int(found[0]) if found else 0


def test_ppl_08_p14_erased_stays_erased_after_a_restore(migrated: House, other_house: House, tmp_path: Path) -> None:
    seeded = migrated.run("seed", "--owners", "20", "--stores", "1", **DEMO)
    assert seeded.returncode == 0, seeded.stderr
    one, name = person(migrated)
    migrated.told("backup", str(tmp_path / "b"), **DEMO)

    copy = migrated.told("subject", "export", str(one), **DEMO)
    assert (copy["format"], copy["file"]["name"]) == ("cheyuan.subject/1", name)
    assert copy["cars"]["vehicles"]
    told = migrated.told("subject", "export", str(one), "--out", str(tmp_path / "copy.json"), **DEMO)
    assert json.loads(Path(told["file"]).read_text())["customer"] == one
    assert Path(told["file"]).stat().st_mode & 0o077 == 0

    before = names(migrated)
    receipt = migrated.told("subject", "erase", str(one), **DEMO)
    assert receipt["gone"]["customers_customer"] == 1
    assert names(migrated) == before - 1
    assert migrated.told("verify", "audit", **DEMO)["ok"] is True
    for what in ("export", "erase"):
        again = migrated.run("subject", what, str(one), **DEMO)
        assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    assert migrated.told("purge", **DEMO)["stores"] >= 1

    for folder in ("refusals", "erasures"):  # what is kept outside the backup goes along to the new place
        (other_house.data / folder).mkdir(parents=True)
        for file in (migrated.data / folder).glob("*.jsonl"):
            (other_house.data / folder / file.name).write_bytes(file.read_bytes())
    other_house.keys = migrated_keys(migrated)
    restored = other_house.told("restore", str(tmp_path / "b"), **DEMO)
    assert restored["erasures"] == 1
    assert names(other_house) == before - 1


def migrated_keys(house: House) -> dict[str, str]:
    """The keys of an installation, as somebody keeps them elsewhere."""
    files = {"CHEYUAN_SECRET_KEY": "secret.key", "CHEYUAN_BACKUP_KEY": "backup.key", "CHEYUAN_FIELD_KEYS": "field.keys"}
    return {name: (house.data / "keys" / file).read_text().strip() for name, file in files.items()}
