"""P15: five times what the house can do. Who is let in waits two seconds at most, who is not is told so; others come through.

LOAD says how many callers at once (default 40 for 4 seats in one process); SECONDS how long.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cheyuan.site import embedded
from cheyuan.site.bench.callers import ask
from cheyuan.site.bench.house import House
from cheyuan.site.bench.starting import running, wait
from cheyuan.site.demo.staff import PASSWORD

from .conftest import free_port

pytestmark = pytest.mark.slow
LOAD, SECONDS = int(os.environ.get("LOAD", "40")), float(os.environ.get("SECONDS", "6"))
CALM = 3
AGENTS = """
SELECT json_agg(username ORDER BY group_id, id) FROM (
  SELECT DISTINCT ON (a.group_id) a.* FROM accounts_account a JOIN accounts_membership m ON m.account_id = a.id
  WHERE m.role = 'care_agent' ORDER BY a.group_id, a.id
) AS one
"""
PATH = "/api/v1/customers?limit=100"


@dataclass
class Crowd:
    """Callers of one tenant, each asking again as soon as it is answered."""

    bind: str
    token: str
    callers: int
    statuses: Counter[int] = field(default_factory=Counter)
    admitted: list[float] = field(default_factory=list)
    ill: list[object] = field(default_factory=list)

    def ask(self, until: float) -> None:
        while True:
            began = time.monotonic()
            status, said = ask(self.bind, "GET", PATH, None, {"Authorization": f"Bearer {self.token}"})
            self.statuses[status] += 1
            if status == 200:
                self.admitted.append(time.monotonic() - began)
            elif status != 503 or said.get("code") != "busy":
                self.ill.append((status, said))
            else:
                time.sleep(0.05)
            if time.monotonic() > until:
                return

    def come(self, until: float) -> list[threading.Thread]:
        own = [threading.Thread(target=self.ask, args=(until,)) for _ in range(self.callers)]
        for one in own:
            one.start()
        return own

    @property
    def p99(self) -> float:
        return sorted(self.admitted)[int(len(self.admitted) * 0.99)]


@pytest.fixture
def groups(tmp_path: Path) -> Iterator[House]:
    """A house of two groups, with one web process."""
    made = House(tmp_path / "var", bind=f"127.0.0.1:{free_port()}")
    made.run("migrate")
    made.run("seed", "--seed", "8", "--groups", "2", "--stores", "2", "--owners", "200")
    yield made
    embedded.stop(made.data)


def test_p15_the_admitted_are_quick_the_others_are_told_and_tenants_stay_apart(groups: House) -> None:
    house = groups
    with running(house, "serve"):
        wait(house, "/healthz")
        loud, calm = (Crowd(house.bind, token(house, name), 0) for name in house.one(AGENTS)[:2])
        loud.callers, calm.callers = LOAD, CALM
        for one in (loud, calm):  # a credential is known from its first request on
            one.ask(0)
        until = time.monotonic() + SECONDS
        for caller in [*loud.come(until), *calm.come(until)]:
            caller.join(60)
    assert loud.ill == calm.ill == []
    assert loud.statuses[503] > 0, "control: it was more than the house can do"
    assert loud.p99 <= 2
    assert calm.p99 <= 2
    assert calm.statuses[503] == 0, "three calm callers of another tenant never notice"


def token(house: House, name: str) -> str:
    status, said = ask(house.bind, "POST", "/api/v1/auth/login", {"username": name, "password": PASSWORD})
    assert status == 200, said
    return str(said["token"])
