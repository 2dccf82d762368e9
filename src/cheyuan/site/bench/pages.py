"""Pages under eight callers at once, two web processes: 95 of 100 answers come within …; and the weight of the first page."""

import gzip
import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import quote

from cheyuan.site.bench.figures import Figure, at_most, p95
from cheyuan.site.bench.house import House
from cheyuan.site.bench.starting import running, wait

CALLERS, ROUNDS, WARM = 8, 25, 2
ASSET = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css|svg|woff2))"')


@dataclass(frozen=True)
class Visitor:
    """Who asks: the cookie of a session, and a customer with a long life."""

    cookie: str
    customer: int
    name: str
    phone: str


def pages(house: House) -> Iterator[Figure]:
    """Lists, search, the page of a customer with 5,000 events."""
    two = replace(house, workers=2)
    with house.link() as link:
        link.execute("VACUUM ANALYZE")  # what the database does by itself in the night
    with running(two, "serve"):
        wait(two, "/healthz")
        visitor = _visitor(two)
        sets = {
            ("list page, any filter", 70.0): LISTS,
            ("search by name", 80.0): [
                f"/search?q={quote(one)}" for one in (visitor.name[:2], "王小", "ls", "lixh", "张")
            ],
            ("search by part of a phone", 80.0): [f"/search?q={visitor.phone[-size:]}" for size in (4, 5, 6, 7)],
            ("page of a customer with 5,000 events", 100.0): [f"/customers/{visitor.customer}"],
        }
        for (name, most), paths in sets.items():
            yield at_most(f"{name}, p95, {CALLERS} at once", p95(_times(two, visitor.cookie, paths)), "ms", most)
            yield Figure(f"{name}, p95, alone", p95(_times(two, visitor.cookie, paths, callers=1)), "ms")
        yield at_most("first page for a new visitor, over the wire", _weight(two) / 1000, "kB", 200)


LISTS = ("/customers/", "/customers/?page=2", "/vehicles/", "/customers/?q=王", "/vehicles/?q=L", "/contact/")


def _visitor(house: House) -> Visitor:
    command = [sys.executable, "-m", "cheyuan.site.bench.visitor"]
    said = subprocess.run(command, env=house.env, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Visitor(**json.loads(said.splitlines()[-1]))


def _times(house: House, cookie: str, paths: Sequence[str], callers: int = CALLERS) -> list[float]:
    with ThreadPoolExecutor(callers) as pool:
        found = list(pool.map(lambda turn: _caller(house, cookie, paths, turn), range(callers)))
    return [one for times in found for one in times]


def _caller(house: House, cookie: str, paths: Sequence[str], turn: int) -> list[float]:
    """The milliseconds of one caller's requests; RuntimeError when an answer is not a page."""
    link, times = http.client.HTTPConnection(house.bind, timeout=60), []
    for number in range(ROUNDS + WARM):
        path = quote(paths[(number + turn) % len(paths)], safe="/?=&%")
        born = time.perf_counter()
        link.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        if number >= WARM:
            times.append((time.perf_counter() - born) * 1000)
    link.close()
    return times


def _weight(house: House) -> int:
    """Bytes of the login page with everything it asks for, compressed as sent."""
    page = _get(house, "/login")
    assets = {match.group(1) for match in ASSET.finditer(_plain(page))}
    return len(page) + sum(len(_get(house, asset)) for asset in assets)


def _get(house: House, path: str) -> bytes:
    link = http.client.HTTPConnection(house.bind, timeout=30)
    link.request("GET", path, headers={"Accept-Encoding": "gzip"})
    body = link.getresponse().read()
    link.close()
    return body


def _plain(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()
