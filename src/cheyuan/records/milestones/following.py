"""Rooms above that want to know of milestones at once, in the same transaction (a message to the customer)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from cheyuan.kernel.actor import Actor
from cheyuan.records.milestones.models import Job, Milestone


class Told(NamedTuple):
    """What the customer hears: the message that is held, or a short code why there is none."""

    message_id: int | None
    code: str = ""


@dataclass(frozen=True)
class Follower:
    """``noted`` answers what the customer hears of a milestone; ``undone`` takes that back."""

    noted: Callable[[Actor, Job, Milestone, datetime], Told]
    undone: Callable[[Actor, Job, Milestone, datetime], None]


_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Say who tells customers; a second one replaces the first. Done in AppConfig.ready of a room above."""
    _followers[:] = [follower]


def noted(by: Actor, job: Job, milestone: Milestone, at: datetime) -> Told:
    """Tell it on; nothing is said where nobody listens."""
    return _followers[0].noted(by, job, milestone, at) if _followers else Told(None)


def undone(by: Actor, job: Job, milestone: Milestone, at: datetime) -> None:
    """It was taken back."""
    for follower in _followers:
        follower.undone(by, job, milestone, at)
