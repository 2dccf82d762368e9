"""Installations of their own: a data folder, an embedded server, the command ``cheyuan`` as people run it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cheyuan.site import config, embedded


@dataclass
class House:
    """One installation."""

    data: Path
    keys: dict[str, str]

    @property
    def env(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("CHEYUAN_", "DATABASE_URL"))}
        return {**ours, "CHEYUAN_DATA": str(self.data), **self.keys}

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), env={**self.env, **env}, capture_output=True, text=True, check=False
        )

    def told(self, *words: str, **env: str) -> Any:
        done = self.run(*words, "--json", **env)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "cheyuan.site.cli", *words]

    @property
    def urls(self) -> embedded.Urls:
        return embedded.ensure(self.data)

    def config(self, **env: str) -> config.Config:
        return config.read({**self.env, **env})


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "var", {})
    yield made
    embedded.stop(made.data)


@pytest.fixture
def other_house(tmp_path: Path, house: House) -> Iterator[House]:
    """A second, empty installation with the keys of the first."""
    house.config()  # makes the keys
    files = {"CHEYUAN_SECRET_KEY": "secret.key", "CHEYUAN_BACKUP_KEY": "backup.key", "CHEYUAN_FIELD_KEYS": "field.keys"}
    keys = {name: (house.data / "keys" / file).read_text().strip() for name, file in files.items()}
    made = House(tmp_path / "other", keys)
    yield made
    embedded.stop(made.data)


@pytest.fixture(scope="session")
def prototype(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation that was migrated and stopped; tests work on copies of it."""
    made = House(tmp_path_factory.mktemp("prototype") / "var", {})
    made.told("migrate")
    embedded.stop(made.data)
    return made


@pytest.fixture
def migrated(prototype: House, house: House) -> House:
    subprocess.run(["cp", "-a", str(prototype.data), str(house.data)], check=True)
    return house
