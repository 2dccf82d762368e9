"""P15: overload is turned away at the door, and tenants stay apart. With a control: what happens without the door."""

import io
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from cheyuan.site.door import company
from cheyuan.site.door.gate import SMALL, Door
from cheyuan.site.door.limits import TENANT

SOON = 0.05
"""Patience of the doors under test."""


class Answer(list[bytes]):
    """What Django answers: closed when it was sent."""

    streaming, closed = False, False

    def close(self) -> None:
        self.closed = True


class House:
    """An application whose requests for /slow last until ``open`` is set."""

    def __init__(self) -> None:
        self.open, self.inside, self.most = threading.Event(), 0, 0
        self.lock, self.served = threading.Lock(), list[str]()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if environ["PATH_INFO"] == "/slow":
            self.open.wait(10)
        with self.lock:
            self.inside -= 1
            self.served.append(environ.get("HTTP_COOKIE", ""))
        if tenant := environ.get("HTTP_COOKIE", "").partition(".")[0]:
            environ[TENANT] = tenant
        start_response("200 OK", [])
        return Answer([b"we", b"ll"])


def ask(application: Any, path: str = "/", cookie: str = "", body: bytes = b"", **more: str) -> tuple[int, bytes]:
    said: list[str] = []
    environ = {"PATH_INFO": path, "HTTP_COOKIE": cookie, "wsgi.input": io.BytesIO(body), **more}
    answer = application(environ, lambda status, headers, *_: said.append(status))
    return int(said[0][:3]), b"".join(answer)


@pytest.fixture(autouse=True)
def _own_connection() -> Iterator[None]:
    """A door that is entered in this thread gives it another connection and takes that away again."""
    mine = connections["default"]
    yield
    connections["default"] = mine


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(40) as pool:
        yield pool


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.002)


def fill(crowd: ThreadPoolExecutor, door: Any, house: House, cookie: str, number: int, seated: int) -> list[Any]:
    asked = [crowd.submit(ask, door, "/slow", cookie) for _ in range(number)]
    until(lambda: house.inside == seated)
    return asked


def test_p15_who_finds_no_seat_in_time_is_told_so_with_a_code(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=2, patience=SOON)
    ask(door, cookie="a")
    slow = fill(crowd, door, house, "a", 2, 2)
    status, body = ask(door, cookie="a")
    assert (status, json.loads(body)["code"]) == (503, "busy")
    page = ask(door, cookie="a", HTTP_ACCEPT="text/html")
    assert page[0] == 503
    assert "请稍后再试".encode() in page[1]
    house.open.set()
    assert {one.result() for one in slow} == {(200, b"well")}
    assert ask(door, cookie="a") == (200, b"well")


def test_p15_a_full_house_says_no_at_once(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=1, places=1, patience=10)
    ask(door, cookie="a")
    fill(crowd, door, house, "a", 2, 1)
    until(lambda: door._lines._waiting == 1)
    assert ask(door, cookie="a")[0] == 503
    house.open.set()


def test_p15_never_more_at_once_than_seats_and_everyone_is_served(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=3, patience=10)
    house.open.set()
    answers = [crowd.submit(ask, door, "/slow", f"{n % 4}.{n}") for n in range(60)]
    assert [one.result()[0] for one in answers] == [200] * 60
    assert house.most <= 3


def test_p15_control_without_the_door_all_run_at_once(crowd: ThreadPoolExecutor) -> None:
    house = House()
    answers = fill(crowd, house, house, "a", 20, 20)
    house.open.set()
    assert [one.result()[0] for one in answers] == [200] * 20
    assert house.most == 20


def test_p15_one_tenants_crowd_leaves_a_seat_and_the_turns_to_the_others(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=2, patience=10)
    ask(door, cookie="a")
    ask(door, cookie="b")
    house.served.clear()
    fill(crowd, door, house, "a", 20, 1)
    assert ask(door, cookie="b") == (200, b"well")
    assert house.served == ["b"], "control: twenty of the other tenant stood before"
    house.open.set()


def test_p15_strangers_never_get_the_last_seat(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=2, patience=10)
    ask(door, cookie="a")
    fill(crowd, door, house, "", 10, 1)
    assert ask(door, cookie="a") == (200, b"well")
    house.open.set()


def test_p15_health_is_told_while_the_house_is_full(crowd: ThreadPoolExecutor) -> None:
    house = House()
    door = Door(house, seats=1, patience=SOON)
    fill(crowd, door, house, "a", 1, 1)
    assert ask(door, "/healthz")[0] == 200
    house.open.set()


def test_p15_a_seat_is_given_back_when_the_application_breaks() -> None:
    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        raise ValueError("broken")

    door = Door(broken, seats=1, patience=SOON)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            ask(door)


def test_p15_each_seat_has_one_connection_whoever_sits_there(crowd: ThreadPoolExecutor) -> None:
    seen, lock = set[int](), threading.Lock()

    def house(environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        with lock:
            seen.add(id(connection.queries_log))
        start_response("200 OK", [])
        return Answer([b""])

    door = Door(house, seats=2, patience=10)
    for one in [crowd.submit(ask, door) for _ in range(80)]:
        one.result()
    assert len(seen) <= 2


def test_p15_what_streams_leaves_its_seat_and_small_bodies_are_there_before_it_is_taken() -> None:
    bodies: list[Any] = []

    def house(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        bodies.append(environ["wsgi.input"])
        start_response("200 OK", [])
        return iter([b"a", b"b"])

    door = Door(house, seats=1, patience=SOON)
    said: list[str] = []
    reader = door({"PATH_INFO": "/", "wsgi.input": io.BytesIO()}, lambda status, *_: said.append(status))
    assert ask(door)[0] == 200, "the reader has not read yet, and keeps nobody waiting"
    assert b"".join(reader) == b"ab"
    line, large = io.BytesIO(b"small"), io.BytesIO(b"l" * (SMALL + 1))
    ask(door, **{"wsgi.input": line, "CONTENT_LENGTH": "5"})  # type: ignore[arg-type]
    ask(door, **{"wsgi.input": large, "CONTENT_LENGTH": str(SMALL + 1)})  # type: ignore[arg-type]
    assert bodies[-2] is not line
    assert bodies[-2].read() == b"small"
    assert bodies[-1] is large
    assert large.tell() == 0


def headers(crowd: ThreadPoolExecutor, door: Any, protocol: str = "HTTP/1.1") -> dict[str, str]:
    said: dict[str, str] = {}
    environ = {"PATH_INFO": "/", "SERVER_PROTOCOL": protocol}
    crowd.submit(door, environ, lambda status, headers, *more: said.update(headers)).result()
    return said


def test_p15_the_busier_of_two_processes_ends_the_connection_with_its_answer(crowd: ThreadPoolExecutor) -> None:
    house, wall = House(), bytearray(company.PLACES * 8)
    door = Door(house, seats=4, patience=10)
    door._company = company.Company(wall)
    other = company.Company(wall, process=os.getppid())
    fill(crowd, door, house, "a", 2, 2)
    assert headers(crowd, door)["Connection"] == "close"
    assert "Connection" not in headers(crowd, door, "HTTP/2"), "there it has no meaning"
    other.come()
    other.come()
    assert "Connection" not in headers(crowd, door), "control: both are equally busy"
    house.open.set()


def test_p15_a_process_that_died_is_no_reason_to_send_anybody_away(crowd: ThreadPoolExecutor) -> None:
    house, wall = House(), bytearray(company.PLACES * 8)
    door = Door(house, seats=4, patience=10)
    door._company = company.Company(wall)
    gone = subprocess.Popen(["true"])
    gone.wait()
    company.Company(wall, process=gone.pid)
    fill(crowd, door, house, "a", 3, 3)
    assert "Connection" not in headers(crowd, door)
    house.open.set()
