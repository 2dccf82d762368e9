"""A standalone Spark cluster on this machine, for trying things out and for tests: one master, two workers, on loopback only.

As a program it tells its address as one line of JSON and ends, with all it started, when its standard input does: so when
whoever started it is gone.
"""

import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

WORKERS, CORES, MEMORY = 2, 1, "1g"
DAEMON = "256m"
"""Memory of master and workers themselves; those of the jobs come on top (``MEMORY`` for each worker)."""
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java that starts quickly and lives briefly on a machine with few cores."""
PATIENCE = 60.0
ADDRESS = re.compile(r"Starting Spark master at (spark://\S+)")
REGISTERED = "Successfully registered with master"


class NoCluster(Exception):
    """It cannot be started: Java or the extra ``spark`` is missing, or it did not come up; the text says which."""


@dataclass(frozen=True)
class Size:
    """How many workers, with how many cores and how much memory for jobs (Spark's way of writing: 600m, 1g) each."""

    workers: int = WORKERS
    cores: int = CORES
    memory: str = MEMORY


def lacking() -> str:
    """What is missing on this machine for a cluster; "" when nothing is."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed (the extra spark)"
    return "" if shutil.which("java") else "there is no Java (17) on this machine"


@contextmanager
def cluster(size: Size = Size()) -> Iterator[str]:
    """The address of a cluster that lives as long as the block. NoCluster when it cannot be started."""
    if lacking():
        raise NoCluster(lacking())
    with tempfile.TemporaryDirectory(prefix="cheyuan-cluster-") as folder:
        started: list[subprocess.Popen[bytes]] = []
        try:
            yield _up(Path(folder), size, started)
        finally:
            for process in reversed(started):
                process.terminate()
            for process in started:
                _ended(process)


def _up(folder: Path, size: Size, started: "list[subprocess.Popen[bytes]]") -> str:
    log = folder / "master.log"
    started.append(_start(folder, log, "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"))
    found = ADDRESS.search(_wait(log, ADDRESS, started[0]))
    assert found is not None
    for number in range(size.workers):
        words = ["--host", "127.0.0.1", "--webui-port", "0", "--cores", str(size.cores), "--memory", size.memory]
        words += ["--work-dir", str(folder / f"work{number}"), found[1]]
        started.append(_start(folder, folder / f"worker{number}.log", "worker.Worker", *words))
    for number, process in enumerate(started[1:]):
        _wait(folder / f"worker{number}.log", re.compile(REGISTERED), process)
    return found[1]


def _start(folder: Path, log: Path, what: str, *words: str) -> "subprocess.Popen[bytes]":
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    home = Path(spec.origin).parent
    env = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": DAEMON, "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"), "SPARK_NO_DAEMONIZE": "1",
        "SPARK_DAEMON_JAVA_OPTS": FRUGAL,
    }  # fmt: skip
    command = ["bash", str(home / "bin/spark-class"), f"org.apache.spark.deploy.{what}", *words]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)


def _wait(log: Path, sign: "re.Pattern[str]", process: "subprocess.Popen[bytes]") -> str:
    """The log as soon as the sign is in it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = log.read_text("utf-8", "replace")
        if sign.search(said):
            return said
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise NoCluster(f"the cluster did not come up: {log.read_text('utf-8', 'replace')[-500:]}")


def _ended(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def apart(size: Size = Size()) -> Iterator[str]:
    """The same in a process of its own, which outlives no crash of this one."""
    words = [str(size.workers), str(size.cores), size.memory]
    command = [sys.executable, "-m", "cheyuan.base.lake.engines.cluster", *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            ready, _, _ = select.select([process.stdout], [], [], 2 * PATIENCE)
            said = json.loads((process.stdout.readline() if ready else "") or "{}")
            if "master" not in said:
                raise NoCluster(said.get("lacking", "the cluster did not come up"))
            yield said["master"]
        finally:
            process.stdin.close()
            process.wait(30)


def main() -> None:
    """Tell the address, wait until nobody listens any more."""
    workers, cores, memory = sys.argv[1:]
    try:
        with cluster(Size(int(workers), int(cores), memory)) as master:
            sys.stdout.write(json.dumps({"master": master}) + "\n")
            sys.stdout.flush()
            sys.stdin.read()
    except NoCluster as wrong:
        sys.stdout.write(json.dumps({"lacking": str(wrong)}) + "\n")


if __name__ == "__main__":
    main()
