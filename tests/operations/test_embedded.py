"""PLT-50: the database that comes with the house – its locale, its life, its roles. Each test has its own server."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cheyuan.site import embedded

SECURE = """
CREATE TABLE files (id int, store_id int);
INSERT INTO files VALUES (1, 1), (2, 2);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON files USING (store_id = 1);
GRANT USAGE ON SCHEMA public TO cheyuan_app;
GRANT SELECT ON files TO cheyuan_app;
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    embedded.stop(tmp_path / "var")


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Urls]:
    folder = tmp_path_factory.mktemp("shared") / "var"
    yield embedded.ensure(folder)
    embedded.stop(folder)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as link:
        row = link.execute(question).fetchone()
    return row and row[0]


ENSURE = "import pathlib, sys; from cheyuan.site import embedded; print(embedded.ensure(pathlib.Path(sys.argv[1])).app)"


def start_elsewhere(data: Path, **env: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ENSURE, str(data)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, env={**os.environ, **env}, cwd=data.parent)


def postmaster(data: Path) -> int:
    return int((data / "db" / "postmaster.pid").read_text().split()[0])


def test_plt_50_chinese_trigrams_work_whatever_the_callers_locale(data: Path) -> None:
    process = start_elsewhere(data, LC_ALL="C", LANG="C")
    url = process.communicate()[0].strip()
    assert ask(url, "SELECT show_trgm('王小伟')")
    assert ask(url, "SELECT current_setting('server_encoding')") == "UTF8"


def test_plt_50_trigrams_are_empty_under_the_wrong_locale(urls: embedded.Urls) -> None:
    """The control: what the guarded locale protects from."""
    with psycopg.connect(urls.owner, autocommit=True) as link:
        link.execute("CREATE DATABASE wrong TEMPLATE template0 LC_CTYPE 'C'")
        wrong = urls.owner.replace("/cheyuan?", "/wrong?")
        with psycopg.connect(wrong, autocommit=True) as other:
            other.execute("CREATE EXTENSION pg_trgm")
            assert other.execute("SELECT cardinality(show_trgm('王小伟'))").fetchone() == (0,)
        link.execute("DROP DATABASE wrong")


def test_plt_50_several_first_starts_at_once_make_one_server(data: Path) -> None:
    processes = [start_elsewhere(data) for _ in range(3)]
    answers = {process.communicate()[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(answers) == 1
    assert ask(answers.pop(), "SELECT 1") == 1


def test_plt_50_a_killed_server_is_brought_back_with_all_it_acknowledged(data: Path) -> None:
    urls = embedded.ensure(data)
    with psycopg.connect(urls.owner) as link:
        link.execute("CREATE TABLE said AS SELECT 1 AS yes")
    for _ in range(2):
        os.kill(postmaster(data), signal.SIGKILL)
        while embedded.is_running(data):
            time.sleep(0.01)
        assert embedded.ensure(data) == urls
        assert ask(urls.owner, "SELECT yes FROM said") == 1


def test_plt_50_a_foreign_process_with_the_old_pid_is_neither_trusted_nor_touched(data: Path) -> None:
    urls = embedded.ensure(data)
    pid_file = data / "db" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    embedded.stop(data)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not embedded.is_running(data)
    embedded.ensure(data)
    assert ask(urls.app, "SELECT 1") == 1


def test_plt_50_stop_ends_it_and_ensure_starts_it_again(data: Path) -> None:
    urls = embedded.ensure(data)
    assert embedded.is_running(data)
    assert embedded.stop(data)
    assert not embedded.is_running(data)
    assert not embedded.stop(data)
    assert embedded.ensure(data) == urls


def test_plt_50_a_long_path_to_the_data_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 20) / ("longer" * 20)
    try:
        assert ask(embedded.ensure(deep).app, "SELECT 1") == 1
    finally:
        embedded.stop(deep)


def test_plt_50_an_interrupted_creation_starts_afresh(data: Path) -> None:
    (data / "db.creating").mkdir(parents=True)
    (data / "db.creating" / "PG_VERSION").write_text("18\n")
    assert ask(embedded.ensure(data).app, "SELECT 1") == 1


def test_plt_50_secrets_and_socket_are_private_and_parents_stay_as_they_were(tmp_path: Path) -> None:
    home = tmp_path / "closed"
    home.mkdir(mode=0o700)
    try:
        embedded.ensure(home / "var")
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "var" / "db.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((home / "var" / "db").stat().st_mode) == 0o700
    finally:
        embedded.stop(home / "var")


def test_plt_50_nobody_enters_without_the_password(urls: embedded.Urls) -> None:
    wrong = urls.app.replace(":", ":x", 2).replace("postgresql:x", "postgresql:")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(wrong)


def test_plt_50_the_server_listens_to_no_network(urls: embedded.Urls) -> None:
    assert ask(urls.app, "SELECT current_setting('listen_addresses')") == ""


def test_p9_the_application_role_is_bound_by_row_level_security(urls: embedded.Urls) -> None:
    with psycopg.connect(urls.owner) as owner:
        owner.execute(SECURE)
    assert ask(urls.owner, "SELECT count(*) FROM files") == 2  # the control: without the wall both rows are seen
    assert ask(urls.app, "SELECT count(*) FROM files") == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE files DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON files",
        "ALTER ROLE cheyuan_app BYPASSRLS",
        "SET ROLE cheyuan_owner",
        "SET SESSION AUTHORIZATION postgres",
        "CREATE TABLE mine (id int)",
        "CREATE ROLE friend SUPERUSER",
        "CREATE DATABASE mine",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_p9_the_application_role_cannot_climb(urls: embedded.Urls, attempt: str) -> None:
    with psycopg.connect(urls.app, autocommit=True) as link, pytest.raises(psycopg.errors.InsufficientPrivilege):
        link.execute(attempt)


def test_p9_row_security_off_is_refused_rather_than_obeyed(urls: embedded.Urls) -> None:
    with psycopg.connect(urls.app) as link:
        link.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("SELECT * FROM files")


ASKING = "import psycopg, sys; psycopg.connect(sys.argv[1], options=sys.argv[2]).execute('SELECT pg_sleep(600)')"


def left_alone(url: str, options: str) -> bool:
    """Whether a question is still being answered 15 seconds after whoever asked it was killed."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()"
    with subprocess.Popen([sys.executable, "-c", ASKING, url, options]) as process:
        while not ask(url, asked):
            time.sleep(0.1)
        process.kill()
    until = time.monotonic() + 15
    while ask(url, asked) and time.monotonic() < until:
        time.sleep(0.2)
    return bool(ask(url, asked))


def test_plt_50_a_question_ends_when_whoever_asked_it_was_killed(urls: embedded.Urls) -> None:
    assert not left_alone(urls.app, "")
    assert left_alone(urls.app, "-c client_connection_check_interval=0"), "the control: without the setting it goes on"
