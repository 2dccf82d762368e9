"""Past care tasks of a household, as its visits tell them: who was reminded, who came, who was never reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from cheyuan.kernel.calendar import next_allowed, next_attempt, part_of
from cheyuan.kernel.clock import moment
from cheyuan.kernel.dates import add_months
from cheyuan.site.demo import sayings
from cheyuan.site.demo.book import Household
from cheyuan.site.demo.cars import Car
from cheyuan.site.demo.life import Call, Life, PastTask, Slip, Team, a_moment, consents, held, luck_of, manner, remarks
from cheyuan.site.demo.visits import SERVICE, Visit, due_on

YEAR = timedelta(days=365)
MISSED = 0.27  # share of calls that nobody answers


@dataclass(frozen=True, slots=True)
class Frame:
    """The fixed side of one task: rule, car, cycle, its days, and who calls."""

    rule: str
    car: Car
    cycle: str
    due_on: date
    opens_on: date
    days: int
    role: str
    by: str


def life(household: Household, team: Team, as_of: date, seed: int) -> Life:
    """The year of a household up to the day before ``as_of``; ``team`` maps roles to logins of the store."""
    rng = luck_of(seed, household)
    owner = household.owner
    found = Life(manner(rng, household, team), remarks(rng, household, team, as_of))
    since = min((car.delivered for car, _ in household.cars), default=as_of)
    found.consents = consents(rng, owner, since, as_of)
    for car, visits in household.cars:
        if car.status == "active":
            _tell(rng, found, car, visits, team, as_of)
    found.held = held(rng, household, found.consents, found.tasks, as_of)
    return found


def _tell(rng: Random, found: Life, car: Car, visits: list[Visit], team: Team, as_of: date) -> None:
    for frame, visit in _frames(rng, car, visits, team, as_of):
        task = _task(rng, frame, visit)
        found.tasks.append(task)
        if task.outcome == "booked" and visit:
            found.slips.extend(_slips(rng, task, visit))


Told = Iterator[tuple[Frame, Visit | None]]


@dataclass(frozen=True, slots=True)
class _Teller:
    """What every frame of a car needs: luck, the car, who is there, and today."""

    rng: Random
    car: Car
    team: Team
    as_of: date

    def frame(self, rule: str, cycle: str, due: date, opens: date, days: int, role: str = "care_agent") -> Frame:
        """A task of the car for one of the role's people."""
        return Frame(rule, self.car, cycle, due, opens, days, role, self.rng.choice(self.team[role]))

    def within_year(self, day: date) -> bool:
        """Whether the year that is told has begun on that day."""
        return day >= self.as_of - YEAR

    def reminder(self, last: date, first: bool) -> Frame:
        """The call before the service that follows the one of ``last`` (or delivery)."""
        due = due_on(self.car, last, first)
        if first:
            return self.frame("R08b", "first:b", due, due - timedelta(days=3), 10)
        return self.frame("R09", last.isoformat(), due, due - timedelta(days=7), 10)


def _frames(rng: Random, car: Car, visits: list[Visit], team: Team, as_of: date) -> Told:
    """The tasks whose window has passed within the year, each with the visit that came of it."""
    teller = _Teller(rng, car, team, as_of)
    yield from _of_delivery(teller)
    yield from _of_services(teller, [visit for visit in visits if visit.kind == SERVICE])
    yield from _of_hand_over(teller, visits)


def _of_delivery(teller: _Teller) -> Told:
    day = teller.car.delivered
    if teller.within_year(day) and day <= teller.as_of - timedelta(days=30):
        for rule, days, role in (
            ("R01", 1, "sales_consultant"),
            ("R02", 2, "sales_consultant"),
            ("R05", 15, "care_agent"),
        ):
            opens = day + timedelta(days=days)
            yield teller.frame(rule, day.isoformat(), opens, opens, 2, role), None


def _of_services(teller: _Teller, services: list[Visit]) -> Told:
    """The reminder before each service that came late enough to need one; at the end what was tried when none came."""
    last = teller.car.delivered
    for nth, visit in enumerate(services):
        frame = teller.reminder(last, nth == 0)
        needed = frame.opens_on < visit.day - timedelta(days=2) and visit.day + timedelta(days=12) < teller.as_of
        if needed and teller.within_year(frame.opens_on):
            yield frame, visit
        last = visit.day
    yield from _of_absence(teller, last, not services)


def _of_absence(teller: _Teller, last: date, first: bool) -> Told:
    """The reminder in vain, and the calls every 90 days to an owner who stayed away."""
    reminder = teller.reminder(last, first)
    due = reminder.due_on
    if teller.within_year(reminder.opens_on) and due + timedelta(days=60) < teller.as_of:
        yield reminder, None
    for k in (1, 2, 3):
        opens = due + timedelta(days=90 * k)
        if teller.within_year(opens) and opens + timedelta(days=120) < teller.as_of:
            yield teller.frame("R17", f"{last.isoformat()}/{k}", due, opens, 30), None


def _of_hand_over(teller: _Teller, visits: list[Visit]) -> Told:
    """The advisor's call after a visit, once a day; three visits in ten have none on record."""
    for day in sorted({visit.day for visit in visits}):
        if teller.within_year(day) and day + timedelta(days=12) < teller.as_of and teller.rng.random() < 0.7:
            yield teller.frame("R06", day.isoformat(), day, day, 2, "service_advisor"), None


def _task(rng: Random, frame: Frame, visit: Visit | None) -> PastTask:
    calls = _ring(rng, frame, visit)
    reached = calls[-1].outcome not in ("no_answer", "switched_off")
    return PastTask(
        rule=frame.rule,
        cust_no=frame.car.cust_no,
        vin=frame.car.vin,
        cycle=frame.cycle,
        due_on=frame.due_on,
        opens_on=frame.opens_on,
        deadline=moment(frame.opens_on + timedelta(days=frame.days), 18),
        role=frame.role,
        state="done" if reached else "failed",
        outcome=calls[-1].outcome,
        reason=str(calls[-1].details.get("why", "")) if reached else "not_reached",
        closed_at=calls[-1].at,
        calls=tuple(calls),
    )


def _ring(rng: Random, frame: Frame, visit: Visit | None) -> list[Call]:
    """Up to three attempts on three days in three parts of the day; who came because of it was reached before."""
    at = a_moment(rng, frame.opens_on)
    calls: list[Call] = []
    tried: set[str] = set()
    while True:
        late = visit is not None and visit.day <= at.date() + timedelta(days=2)
        if late or rng.random() >= MISSED:
            return [*calls, _answered(rng, frame, visit, at)]
        outcome = "switched_off" if rng.random() < 0.15 else "no_answer"
        calls.append(Call(at, frame.by, frame.role, "call", outcome, None, ""))
        tried.add(part_of(at))
        if len(calls) == 3:
            return calls
        at = next_allowed(next_attempt(at, tried) + timedelta(minutes=rng.randrange(0, 90)))


def _answered(rng: Random, frame: Frame, visit: Visit | None, at: datetime) -> Call:
    outcome, details = _outcome(rng, frame, visit, at)
    return Call(at, frame.by, frame.role, "call", outcome, rng.randrange(35, 420), rng.choice(sayings.REACHED), details)


def _outcome(rng: Random, frame: Frame, visit: Visit | None, at: datetime) -> tuple[str, dict[str, Any]]:
    if visit is not None:
        if rng.random() < 0.7:
            return "booked", {
                "book_at": _agreed(rng, visit).isoformat(),
                "what": "首次保养" if frame.rule == "R08" else "定期保养",
            }
        return "will_come", {"planned_on": visit.day.isoformat()}
    if frame.rule != "R17":
        if frame.rule == "R06" and rng.random() < 0.02:
            return "complaint", {"complaint": rng.choice(sayings.COMPLAINTS)}
        return "will_come", {}
    luck = rng.random()
    if luck < 0.4:
        shop, fen = rng.choice(sayings.SHOPS)
        return "done_elsewhere", {"shop": shop, "price": fen, "done_on": add_months(at.date(), -1).isoformat()}
    if luck < 0.85:
        return "refused", {"why": rng.choice(sayings.REFUSALS)}
    return "will_come", {}


def _agreed(rng: Random, visit: Visit) -> datetime:
    return moment(visit.day, rng.randrange(9, 17), rng.choice((0, 30)))


def _slips(rng: Random, task: PastTask, visit: Visit) -> Iterator[Slip]:
    """The slips of a booked visit; before it, the appointments that were not kept."""
    call = task.calls[-1]
    at = datetime.fromisoformat(str(call.details["book_at"]))
    transport = rng.choice(("self", "self", "self", "pickup"))
    for nth in range(visit.missed, 0, -1):
        before = at - timedelta(days=4 * nth)
        if before > call.at:
            yield Slip(task.cust_no, task.vin, before, call.details["what"], transport, "missed", call.by, call.at)
    yield Slip(task.cust_no, task.vin, at, call.details["what"], transport, "came", call.by, call.at)
