"""Who works in an invented store: every role of the house, several care agents, somebody away today."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cheyuan.kernel.right import ROLES
from cheyuan.site.demo import people

PASSWORD = "Cheyuan-demo-2026"  # noqa: S105 – printed by the seed command, refused outside a loopback demo
HEAD_COUNTS = {"care_agent": 4, "sales_consultant": 3, "service_advisor": 3, "technician": 4, "parts_clerk": 2}
SHORT = {
    "general_manager": "gm",
    "care_manager": "caremanager",
    "care_agent": "care",
    "sales_manager": "salesmanager",
    "sales_consultant": "sales",
    "service_manager": "servicemanager",
    "service_advisor": "advisor",
    "technician": "tech",
    "workshop_controller": "workshop",
    "quality_inspector": "quality",
    "parts_manager": "partsmanager",
    "parts_clerk": "parts",
    "marketing_manager": "marketingmanager",
    "front_desk": "desk",
}
DEPARTMENTS = {"care": "客服部", "sales": "销售部", "service": "售后部", "parts": "配件部", "office": "综合部"}
_DEPARTMENT = {"care": "care", "sales": "sales", "appraiser": "sales", "front": "sales", "service": "service"}
_DEPARTMENT |= {
    "technician": "service",
    "workshop": "service",
    "quality": "service",
    "driver": "service",
    "parts": "parts",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A role held in a store (code; None: in every store of the group), since a day."""

    role: str
    store: str | None
    department: str | None
    since: date
    is_team_lead: bool = False
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a colleague is away, and the login of who stands in."""

    since: date
    until: date
    deputy: str
    note: str


@dataclass(frozen=True, slots=True)
class Worker:
    """A member of staff with an invented name and a login."""

    login: str
    name: str
    posts: tuple[Post, ...]
    absences: tuple[Absence, ...] = field(default_factory=tuple)


def department(role: str) -> str:
    """The department of a role; the office for heads, finance and marketing."""
    return _DEPARTMENT.get(role.split("_")[0], "office")


def _skills(role: str, nth: int) -> tuple[str, ...]:
    return ("insurance",) if role == "care_agent" and nth in (1, 2) else ()


def of_store(rng: Random, store: str, sisters: tuple[str, ...], as_of: date) -> Iterator[Worker]:
    """The people of a store. Finance also works in the ``sisters``; the second care agent is away, the first stands in."""
    for role in ROLES:
        if role == "group_admin":
            continue
        for nth in range(1, HEAD_COUNTS.get(role, 1) + 1):
            login = f"{SHORT.get(role, role)}{nth if role in HEAD_COUNTS else ''}.{store}"
            since = as_of - timedelta(days=rng.randrange(200, 2_400))
            lead = role == "care_agent" and nth == 1
            places = (store, *sisters) if role == "finance" else (store,)
            posts = tuple(Post(role, place, department(role), since, lead, _skills(role, nth)) for place in places)
            away: tuple[Absence, ...] = ()
            if role == "care_agent" and nth == 2:
                away = (Absence(as_of, as_of + timedelta(days=2), f"care1.{store}", "外出培训"),)
            yield Worker(login, people.name(rng, rng.random() < 0.5), posts, away)


def of_group(rng: Random, group: str, as_of: date) -> Iterator[Worker]:
    """Who works for the whole group: its administrator."""
    since = as_of - timedelta(days=1_500)
    yield Worker(f"admin.{group}", people.name(rng, True), (Post("group_admin", None, None, since),))
