"""Callers of the API under which things are killed: each writes customers one after the other until told to stop.

A write that was not acknowledged is sent again with the same Idempotency-Key, as a careful program does.
"""

import http.client
import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

MANNERED = frozenset({201, 409, 429, 503, 507})
"""What may be answered while things die: done, still at it, too fast, and "not now" with a code."""
TIMEOUT = 15.0
PAUSE = 0.05


def ask(
    bind: str, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """One request with its own connection: status and JSON; status 0 when nobody answered."""
    link = http.client.HTTPConnection(bind, timeout=TIMEOUT)
    try:
        sent = json.dumps(body) if body is not None else None
        link.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
        reply = link.getresponse()
        return reply.status, _json(reply.read())
    except (OSError, http.client.HTTPException):
        return 0, {}
    finally:
        link.close()


def _json(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@dataclass
class Callers:
    """Some threads that write; ``acknowledged`` holds the names whose write was answered with 201."""

    bind: str
    token: str
    threads: int = 4
    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    ill: list[str] = field(default_factory=list)
    last: float = 0.0  # when the newest acknowledged request began

    def __post_init__(self) -> None:
        self._stop, self._lock, self._numbers = threading.Event(), threading.Lock(), count(1)
        self._own = [threading.Thread(target=self._write, daemon=True) for _ in range(self.threads)]

    def __enter__(self) -> "Callers":
        for one in self._own:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for one in self._own:
            one.join(60)

    def _write(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                name = f"写{next(self._numbers):06d}"
            while not self._once(name) and not self._stop.is_set():
                time.sleep(PAUSE)

    def _once(self, name: str) -> bool:
        began = time.monotonic()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": name.encode().hex()}
        status, said = ask(self.bind, "POST", "/api/v1/customers", {"name": name}, headers)
        with self._lock:
            self.statuses[status] += 1
            if status and (status not in MANNERED or (status != 201 and not said.get("code"))):
                self.ill.append(f"{status} {said}"[:300])
            if status == 201:
                self.acknowledged.add(name)
                self.last = max(self.last, began)
        return status == 201
