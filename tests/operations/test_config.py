"""Operability contract: settings come from the environment only; names and values are checked in one clear line."""

import base64
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cheyuan.site.config import KNOWN, Config, ConfigError, read

KEY = base64.b64encode(bytes(32)).decode()


def made(tmp_path: Path, **env: str) -> Config:
    return read({"CHEYUAN_DATA": str(tmp_path), **env})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHEYUAN_WROKERS", "2"),
        ("CHEYUAN_WORKERS", "two"),
        ("CHEYUAN_WORKERS", "0"),
        ("CHEYUAN_WORKERS", "²"),
        ("CHEYUAN_BIND", "8000"),
        ("CHEYUAN_BIND", "127.0.0.1:99999"),
        ("CHEYUAN_DEMO", "perhaps"),
        ("CHEYUAN_ENV", "staging"),
        ("CHEYUAN_HOSTS", "*"),
        ("CHEYUAN_SECRET_KEY", "short"),
        ("CHEYUAN_FIELD_KEYS", "k1:abc"),
        ("CHEYUAN_FIELD_KEYS", f"k1:{KEY},k1:{KEY}"),
        ("CHEYUAN_BACKUP_KEY", "abc"),
        ("CHEYUAN_SHARED", "/no/such/folder"),
        ("CHEYUAN_ORIGIN", "cheyuan.example.com"),
        ("CHEYUAN_ORIGIN", "http://cheyuan.example.com"),
        ("CHEYUAN_ORIGIN", "https://10.0.0.5"),
        ("CHEYUAN_ORIGIN", "https://[::1]:8000"),
        ("CHEYUAN_ORIGIN", "https://cheyuan.example.com/staff"),
        ("CHEYUAN_ORIGIN", "https://cheyuan.example.com:port"),
        ("DATABASE_URL", "mysql://localhost/x"),
    ],
)
def test_plt_61_a_wrong_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as told:
        made(tmp_path, **{name: value})
    line = str(told.value.code)
    assert name in line
    assert "\n" not in line


def test_plt_20_passkeys_belong_to_a_name_that_is_set_or_to_this_machine(tmp_path: Path) -> None:
    assert made(tmp_path, CHEYUAN_BIND="127.0.0.1:8017").origin == "http://localhost:8017"
    assert made(tmp_path, CHEYUAN_BIND="0.0.0.0:443").origin == ""
    assert made(tmp_path, CHEYUAN_ORIGIN="https://Cheyuan.Example.com/").origin == "https://cheyuan.example.com"
    assert made(tmp_path, CHEYUAN_ORIGIN="http://localhost:9000").origin == "http://localhost:9000"


def test_plt_61_the_program_ends_with_a_code_and_that_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cheyuan.site.cli", "stop"],
        env={"CHEYUAN_DATA": str(tmp_path), "CHEYUAN_NONSENSE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert (done.stderr.count("\n"), done.stdout) == (1, "")


def test_p12_secrets_are_made_once_kept_private_and_never_shown(tmp_path: Path) -> None:
    first, second = made(tmp_path), made(tmp_path)
    assert first == second
    for file in (tmp_path / "keys").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_text().strip().rpartition(":")[2] not in repr(first)
    assert first.secret_key not in repr(first)


def test_p12_every_house_has_secrets_of_its_own(tmp_path: Path) -> None:
    one, other = made(tmp_path / "one"), made(tmp_path / "other")
    assert one.secret_key != other.secret_key
    assert one.backup_key != other.backup_key
    assert set(one.field_keys.values()).isdisjoint(other.field_keys.values())


def test_plt_61_field_keys_rotate_by_putting_the_new_one_first(tmp_path: Path) -> None:
    config = made(tmp_path, CHEYUAN_FIELD_KEYS=f"new:{KEY},old:{KEY}")
    assert (config.field_key_id, list(config.field_keys)) == ("new", ["new", "old"])


@pytest.mark.parametrize(
    ("env", "loopback", "safe"),
    [
        ({}, True, True),
        ({"CHEYUAN_BIND": "[::1]:8000"}, True, True),
        ({"CHEYUAN_BIND": "0.0.0.0:8000"}, False, False),
        ({"CHEYUAN_BIND": "dealer.example:8000"}, False, False),
        ({"CHEYUAN_BIND": "0.0.0.0:8000", "CHEYUAN_TRUSTED_PROXY": "1"}, False, True),
    ],
)
def test_plt_61_only_loopback_goes_without_tls(tmp_path: Path, env: dict[str, str], loopback: bool, safe: bool) -> None:
    config = made(tmp_path, **env)
    assert (config.loopback, config.safe_bind) == (loopback, safe)


def test_plt_50_the_application_gets_a_role_of_its_own_on_an_outside_server(tmp_path: Path) -> None:
    config = made(tmp_path, DATABASE_URL="postgresql://boss:secret@db.example:5433/house?sslmode=require")
    assert config.owner_url() == "postgresql://boss:secret@db.example:5433/house?sslmode=require"
    assert config.app_url() == f"postgresql://cheyuan_app:{config.app_password}@db.example:5433/house?sslmode=require"
    assert config.app_password != "secret"


def test_plt_61_every_known_setting_says_what_it_is_for() -> None:
    assert all(text for text in KNOWN.values())


def test_ins_01_the_engine_is_named_with_all_that_it_needs(tmp_path: Path) -> None:
    usual = made(tmp_path)
    assert (usual.engine, usual.engine_memory, usual.spark_master) == ("duckdb", "1GB", "")
    named = made(
        tmp_path, CHEYUAN_ENGINE="spark", CHEYUAN_SPARK_MASTER="spark://10.0.0.5:7077", CHEYUAN_SPARK_FOLDER="/"
    )
    assert (named.engine, named.spark_master, named.spark_folder) == ("spark", "spark://10.0.0.5:7077", Path("/"))


@pytest.mark.parametrize(
    ("env", "line"),
    [
        ({"CHEYUAN_ENGINE": "oracle"}, "CHEYUAN_ENGINE must be one of"),
        ({"CHEYUAN_ENGINE": "spark"}, "needs the cluster's address in CHEYUAN_SPARK_MASTER"),
        ({"CHEYUAN_SPARK_MASTER": "http://here"}, "CHEYUAN_SPARK_MASTER must look like"),
        ({"CHEYUAN_ENGINE_MEMORY": "much"}, "CHEYUAN_ENGINE_MEMORY must look like"),
        ({"CHEYUAN_SPARK_FOLDER": "/nowhere/at/all"}, "does not exist"),
    ],
)
def test_ins_01_an_engine_that_cannot_be_is_one_line_at_start(tmp_path: Path, env: dict[str, str], line: str) -> None:
    with pytest.raises(ConfigError, match=line):
        made(tmp_path, **env)
