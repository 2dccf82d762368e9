"""P6 with real processes: a no that was acknowledged holds whatever is killed in that moment. ROUNDS says how often."""

import os
import signal
import time
from contextlib import suppress

import pytest

from cheyuan.site.bench.callers import ask
from cheyuan.site.bench.house import House
from cheyuan.site.bench.kills import Storm, login
from cheyuan.site.bench.starting import wait

pytestmark = pytest.mark.slow
ROUNDS, PATIENCE = int(os.environ.get("ROUNDS", "4")), 60.0
REFUSED = """
SELECT json_agg(c.id) FROM customers_customer c JOIN tenancy_store s ON s.id = c.store_id
WHERE EXISTS (SELECT FROM channels_refusal r WHERE r.group_id = s.group_id AND r.address_key = c.phone_key
              AND r.purpose IN ('marketing', 'any'))
"""


def stop(house: House, token: str, customer: int) -> bool:
    """Whether the no was acknowledged."""
    body = {"purpose": "marketing", "channels": ["sms", "call"], "given": False, "source": "call"}
    status, _said = ask(house.bind, "POST", f"/api/v1/customers/{customer}/consents", body, auth(token))
    return status == 204


def auth(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def kill_database(house: House) -> None:
    with suppress(OSError, ValueError):
        os.kill(int((house.data / "db" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_p6_an_acknowledged_no_survives_any_kill(house: House) -> None:
    at_work, said = Storm(house, 3), []
    try:
        at_work.start("serve")
        wait(house, "/healthz")
        token, refused = login(house), set(house.one(REFUSED) or ())
        found = ask(house.bind, "GET", "/api/v1/customers?limit=50", None, auth(token))[1]["items"]
        people = [one["id"] for one in found if one["phone"] and one["id"] not in refused]
        ways = [at_work.kill_web, lambda: kill_database(house), at_work.kill_web_process]
        for number, one in enumerate(people[:ROUNDS]):
            until = time.monotonic() + PATIENCE
            while not stop(house, token, one):
                assert time.monotonic() < until, "the no was never acknowledged"
                time.sleep(0.05)
            ways[number % len(ways)]()
            said.append(one)
        wait(house, "/healthz")
    finally:
        at_work.stop()
    assert len(said) == min(ROUNDS, len(people))
    assert set(house.one(REFUSED)) == refused | set(said), "control: who said nothing is not refused"
