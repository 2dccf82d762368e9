"""A house with a few demo people, made once; tests work on copies of it, each on a port of its own."""

import contextlib
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cheyuan.site import embedded
from cheyuan.site.bench.house import House
from cheyuan.site.bench.kills import furnish


def free_port() -> int:
    with contextlib.closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("furnished") / "var")
    furnish(made)
    embedded.stop(made.data)
    return made


@pytest.fixture
def house(furnished: House, tmp_path: Path) -> Iterator[House]:
    subprocess.run(["cp", "-a", str(furnished.data), str(tmp_path / "var")], check=True)
    made = House(tmp_path / "var", bind=f"127.0.0.1:{free_port()}", workers=2)
    yield made
    embedded.stop(made.data)
