"""The lines before the seats: who waits, whose turn it is. Knows nothing of requests."""

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Seat = TypeVar("Seat")


@dataclass(eq=False)
class Ticket(Generic[Seat]):
    """One who waits; ``called`` is released when a seat was given."""

    seat: Seat | None = None
    called: threading.Lock = field(default_factory=threading.Lock)


class Lines(Generic[Seat]):
    """Some seats, and one line per tenant before them, served in turn.

    A free seat is taken at once, for the price of one lock. No tenant holds more than three quarters of the ``places`` for
    waiting; ``most`` says how many seats a tenant may hold at once.
    """

    def __init__(self, seats: Sequence[Seat], places: int, most: Callable[[str], int]) -> None:
        self._free, self._most = list(seats), most
        self._places, self._share = places, max(1, places * 3 // 4)
        self._lines: OrderedDict[str, deque[Ticket[Seat]]] = OrderedDict()
        self._seated: Counter[str] = Counter()
        self._waiting, self._lock = 0, threading.Lock()

    def enter(self, tenant: str, patience: float) -> Seat | None:
        """A seat, waited for at most ``patience`` seconds; None when there is none to be had."""
        with self._lock:
            if self._free and self._may(tenant):
                self._seated[tenant] += 1
                return self._free.pop()
            line = self._lines.get(tenant, ())
            if self._waiting >= self._places or len(line) >= self._share:
                return None
            ticket: Ticket[Seat] = Ticket()
            ticket.called.acquire()
            self._lines.setdefault(tenant, deque()).append(ticket)
            self._waiting += 1
        if not ticket.called.acquire(timeout=patience):
            self._give_up(tenant, ticket)
        return ticket.seat

    def leave(self, tenant: str, seat: Seat) -> None:
        """Give the seat to whose turn it is, or leave it free."""
        with self._lock:
            self._seated[tenant] -= 1
            if not self._seated[tenant]:
                del self._seated[tenant]
            following = next((one for one in self._lines if self._may(one)), None)
            if following is None:
                self._free.append(seat)
                return
            ticket = self._lines[following].popleft()
            self._after(following)
            self._seated[following] += 1
            ticket.seat = seat
            ticket.called.release()

    def _may(self, tenant: str) -> bool:
        return self._seated[tenant] < self._most(tenant)

    def _give_up(self, tenant: str, ticket: Ticket[Seat]) -> None:
        """Out of the line; who was called in the very last moment keeps the seat."""
        with self._lock:
            if ticket.seat is None:
                self._lines[tenant].remove(ticket)
                self._after(tenant)

    def _after(self, tenant: str) -> None:
        self._waiting -= 1
        if self._lines[tenant]:
            self._lines.move_to_end(tenant)
        else:
            del self._lines[tenant]
