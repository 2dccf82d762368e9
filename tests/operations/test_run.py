"""``make run`` on a machine where it, or something else, already runs: told in one line, and nothing is ended."""

import importlib.util
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture(scope="module")
def run() -> Iterator[ModuleType]:
    """The program, loaded and not started."""
    spec = importlib.util.spec_from_file_location("tools_run", TOOLS / "run.py")
    assert spec
    assert spec.loader
    made, before = importlib.util.module_from_spec(spec), list(sys.path)
    spec.loader.exec_module(made)
    yield made
    sys.path[:] = before


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A data folder, and an address on which nobody listens but who is asked to."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        yield {"CHEYUAN_DATA": str(tmp_path / "var"), "CHEYUAN_BIND": f"127.0.0.1:{line.getsockname()[1]}"}


def test_plt_50_a_second_start_in_the_same_folder_is_told_and_ends_nothing(run, env):
    with run.alone(env), pytest.raises(run.Stopped, match="open already"), run.alone(env):
        pass
    with run.alone(env):
        pass


def test_plt_50_a_taken_port_is_named_before_anything_is_started(run, env):
    with socket.create_server(("127.0.0.1", 0)) as other:
        env["CHEYUAN_BIND"] = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(run.Stopped, match="taken by another program"), run.alone(env):
            pass
