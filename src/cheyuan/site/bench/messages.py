"""P5, P6, P7: due messages, workers killed again and again, a provider that errs and falls silent after accepting.

Wanted: 0 lost, 0 twice, 0 after a refusal was acknowledged, 0 at night; whatever the clock zone of the servers.
"""

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cheyuan.base.channels.doubles import Aliyun, Asked, Http, serving
from cheyuan.site.bench.figures import Figure, at_most
from cheyuan.site.bench.house import House
from cheyuan.site.bench.postbox import phone_of

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
MOODS = (("error", 0.05), ("late", 0.05), ("cut", 0.02), ("lost", 0.02), ("busy", 0.02))
REST = (1.0, 4.0)  # seconds between two kills
PATIENCE = 600.0
WAITING = "SELECT count(*) FROM channels_message WHERE state IN ('held', 'due', 'claimed', 'unknown') AND store_id <> 0"
REFUSING = 50  # every so many messages somebody says no


class Moody(Http):
    """Aliyun's double with the moods of the storm, by chance but the same each time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - moods, no secret
        super().__init__(Aliyun())
        self.silence = 11.0

    def mood(self, asked: Asked) -> str:
        """The same share of each mood, for messages only: questions are answered well."""
        if asked["headers"].get("x-acs-action") == "QuerySendDetails":
            return "well"
        with self.lock:
            drawn = self.dice.random()
        for name, share in MOODS:
            if drawn < share:
                return name
            drawn -= share
        return "well"


@dataclass
class Outcome:
    """What came of it; lists of intents."""

    seconds: float = 0.0
    sent: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    after_refusal: list[str] = field(default_factory=list)
    at_night: list[str] = field(default_factory=list)
    refused: int = 0
    kills: int = 0
    states: dict[str, int] = field(default_factory=dict)


class Storm:
    """Workers in three clock zones that are killed and started again."""

    def __init__(self, house: House, base: str, seed: int, worker: Sequence[str]) -> None:
        self.house, self.base, self.random = house, base, random.Random(seed)  # noqa: S311 - moments of kills
        self.command = list(worker) or house.command("worker")
        self.workers: list[subprocess.Popen[bytes]] = []

    def env(self, zone: str = "UTC") -> dict[str, str]:
        """The environment of a process of the house that knows the double."""
        told = {"CHEYUAN_PROVIDERS": f"aliyun_sms={self.base}", "TZ": zone}
        return {**self.house.env, **told, "DJANGO_SETTINGS_MODULE": "cheyuan.site.settings"}

    def inside(self, *words: str, **more: Any) -> "subprocess.Popen[str]":
        """The program inside the house."""
        program = [sys.executable, "-m", "cheyuan.site.bench.postbox", *words]
        return subprocess.Popen(program, env=self.env(), stdout=subprocess.PIPE, text=True, **more)

    def ask(self, *words: str) -> dict[str, Any]:
        """Its answer."""
        said, _ = self.inside(*words).communicate(timeout=PATIENCE)
        answer: dict[str, Any] = json.loads(said.splitlines()[-1])
        return answer

    def start(self, place: int) -> "subprocess.Popen[bytes]":
        """One worker."""
        with (self.house.data / f"worker{place}.log").open("ab") as log:
            return subprocess.Popen(self.command, env=self.env(ZONES[place]), stdout=log, stderr=log)

    def kill_one(self) -> None:
        """One of them, at once, and another in its place."""
        place = self.random.randrange(len(self.workers))
        self.workers[place].kill()
        self.workers[place].wait()
        self.workers[place] = self.start(place)

    def stop(self) -> None:
        """End what we started."""
        for one in self.workers:
            one.terminate()
        for one in self.workers:
            one.wait(PATIENCE)


def storm(house: House, count: int, kills: int, seed: int = 1, worker: Sequence[str] = ()) -> Outcome:
    """So many messages and kills; the house is migrated and has a group. ``worker`` is another command than the usual."""
    with serving(Moody(seed)) as server:
        at_work, out = Storm(house, server.base, seed, worker), Outcome(kills=kills)
        night = at_work.ask("fill", str(count))["night"]
        born, said = time.monotonic(), dict[str, float]()
        people = _people(at_work, count, said)
        try:
            at_work.workers = [at_work.start(place) for place in range(len(ZONES))]
            for _ in range(kills):
                time.sleep(at_work.random.uniform(*REST))
                at_work.kill_one()
            people.join()
            _drain(at_work, night)
        finally:
            at_work.stop()
        out.seconds = time.monotonic() - born
        answer = server.answer
        assert isinstance(answer, Aliyun)
        _account(at_work.ask("tell")["messages"], answer, said, night, out)
    return out


def _people(at_work: Storm, count: int, said: dict[str, float]) -> threading.Thread:
    """People who say no while messages leave, one after the other."""

    def speak() -> None:
        with at_work.inside("refuse", stdin=subprocess.PIPE) as person:
            assert person.stdin is not None
            assert person.stdout is not None
            for number in range(REFUSING // 2, count, REFUSING):
                time.sleep(0.3)
                person.stdin.write(f"{number}\n")
                person.stdin.flush()
                told = json.loads(person.stdout.readline())
                said[told["phone"]] = told["at"]
            person.stdin.close()
            person.stdout.read()

    thread = threading.Thread(target=speak)
    thread.start()
    return thread


def _drain(at_work: Storm, night: int) -> None:
    """Until nothing of the stores where it is day is under way any more."""
    until = time.monotonic() + PATIENCE
    while at_work.house.one(WAITING.replace("0", str(night))) and time.monotonic() < until:
        time.sleep(2)


def _account(rows: list[list[Any]], double: Aliyun, said: dict[str, float], night: int, out: Outcome) -> None:
    out.sent, out.refused, out.states = len(double.taken), len(said), dict(Counter(state for *_, state in rows))
    known = {id: (intent, store, state) for intent, id, store, state in rows}
    out.twice = sorted(known[id][0] for id, times in double.taken.items() if times > 1)
    out.at_night = sorted(known[id][0] for id in double.taken if known[id][1] == night)
    out.after_refusal = sorted(phone for _, phone, at in double.at if phone in said and at > said[phone])
    for id, (intent, store, state) in known.items():
        refused = phone_of(int(intent.partition(":")[2])) in said and state == "refused"
        if store != night and not refused and (state not in ("sent", "delivered") or not double.taken[id]):
            out.lost.append(intent)


def messages(house: House, count: int, kills: int) -> Iterator[Figure]:
    """The figures of P5 to P7."""
    if not (house.data / "db").exists():
        house.run("migrate")
    out = storm(house, count, kills)
    yield Figure(
        f"messages that left, of {count:,} held, {kills} kills of workers, {out.refused} refusals", out.sent, ""
    )
    yield Figure("time from the first worker to the last message", out.seconds, "s")
    yield at_most("P5: lost", len(out.lost), "", 0)
    yield at_most("P5: sent twice", len(out.twice), "", 0)
    yield at_most("P6: sent after a refusal was acknowledged", len(out.after_refusal), "", 0)
    yield at_most("P7: sent where it was night", len(out.at_night), "", 0)
