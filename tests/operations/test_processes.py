"""P1, P13: web and worker are separate processes; either, or the database, may be killed at any moment."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from cheyuan.site import embedded

from .conftest import House

pytestmark = pytest.mark.slow
PATIENCE = 60.0


def eventually(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.05)


def free_port() -> int:
    with contextlib.closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as told:
        return told.code, told.read().decode()
    except OSError:
        return 0, ""


@contextlib.contextmanager
def running(house: House, *words: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        house.command(*words), env={**house.env, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(60)


def heartbeats(house: House) -> int:
    with contextlib.suppress(psycopg.Error), psycopg.connect(house.urls.owner) as link:
        found = link.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '20 s'"
        )
        return int((found.fetchone() or [0])[0])
    return 0


def kill_database(house: House) -> None:
    os.kill(int((house.data / "db" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_p13_the_web_answers_while_the_database_is_away_and_is_well_again_after(migrated: House) -> None:
    bind = f"127.0.0.1:{free_port()}"
    with running(migrated, "serve", CHEYUAN_BIND=bind), running(migrated, "worker"):
        ready = f"http://{bind}/readyz"
        eventually(lambda: get(ready)[0] == 200)
        for _ in range(3):
            kill_database(migrated)
            status, text = get(ready)
            assert status in (200, 503)
            assert status == 200 or json.loads(text)["code"] == "not_ready"
            eventually(lambda: get(ready)[0] == 200)


def test_plt_50_a_worker_outlives_the_database_and_leaves_on_a_signal(migrated: House) -> None:
    with running(migrated, "worker") as worker:
        eventually(lambda: heartbeats(migrated) >= 1)
        kill_database(migrated)
        time.sleep(0.2)
        eventually(lambda: heartbeats(migrated) >= 1)
        assert worker.poll() is None
        worker.terminate()
        assert worker.wait(60) == 0
    assert embedded.is_running(migrated.data)


def test_plt_50_a_killed_web_process_is_replaced(migrated: House) -> None:
    bind = f"127.0.0.1:{free_port()}"
    alive = f"http://{bind}/healthz"
    with running(migrated, "serve", CHEYUAN_BIND=bind) as parent:
        eventually(lambda: get(alive)[0] == 200)
        children = subprocess.run(
            ["pgrep", "-P", str(parent.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        eventually(lambda: get(alive)[0] == 200)
        assert parent.poll() is None


def test_p1_a_killed_server_leaves_no_orphan_and_starts_again_at_once(migrated: House) -> None:
    bind = f"127.0.0.1:{free_port()}"
    alive = f"http://{bind}/healthz"
    for _ in range(3):
        with running(migrated, "serve", CHEYUAN_BIND=bind) as parent:
            eventually(lambda: get(alive)[0] == 200)
            parent.kill()
            parent.wait(10)
            eventually(lambda: get(alive)[0] == 0)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"CHEYUAN_BIND": "0.0.0.0:8000"}, "TLS"),
        ({"CHEYUAN_BIND": "0.0.0.0:8000", "CHEYUAN_TRUSTED_PROXY": "1", "CHEYUAN_DEMO": "1"}, "demo"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, ""),
    ],
)
def test_plt_61_serve_refuses_what_is_unsafe_in_one_line(migrated: House, env: dict[str, str], said: str) -> None:
    refused = migrated.run("migrate" if "DATABASE_URL" in env else "serve", **env)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert said in refused.stderr


def test_plt_61_serve_names_a_taken_port(migrated: House) -> None:
    with contextlib.closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        refused = migrated.run("serve", CHEYUAN_BIND=f"127.0.0.1:{door.getsockname()[1]}")
    assert refused.returncode == 1
    assert "cannot listen" in refused.stderr


def test_plt_50_migrate_is_safe_to_repeat_and_makes_the_first_store(house: House) -> None:
    first, second = house.told("migrate"), house.told("migrate")
    assert (first["first_store"], second["first_store"], second["applied"]) == (True, False, 0)
    with psycopg.connect(house.urls.owner) as link:
        stores = link.execute(
            "SELECT g.code, s.code FROM tenancy_store s JOIN tenancy_group g ON g.id = s.group_id"
        ).fetchall()
    assert stores == [("default", "default")]


def test_plt_50_doctor_is_content_after_migrate_and_names_what_is_not(house: House) -> None:
    house.urls  # noqa: B018 - the database exists, without tables
    before = house.run("doctor")
    assert before.returncode == 1
    assert "BAD  migrations" in before.stdout
    house.told("migrate")
    assert house.told("doctor")["ok"] is True


def test_plt_50_a_group_uses_a_server_of_its_own_and_the_application_role_is_bound_there_too(
    house: House, other_house: House, tmp_path: Path
) -> None:
    outside = house.urls.superuser.replace("/postgres?", "/cheyuan?")
    env = {"DATABASE_URL": outside}
    assert other_house.told("migrate", **env)["first_store"] is True
    assert other_house.told("doctor", **env)["ok"] is True
    assert not (other_house.data / "db").exists()
    config = other_house.config(**env)
    with psycopg.connect(config.app_url()) as link:
        found = link.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
        assert found == (False, False)
    assert other_house.told("backup", str(tmp_path / "b"), **env)["dump_bytes"] > 10_000
    assert other_house.told("restore", str(tmp_path / "b"), "--drill", **env)["since_changed"] == {}
