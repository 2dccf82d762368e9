"""Who belongs to a segment, who came and went, how its size moved. Written by ``counting``, read here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from cheyuan.base.tenancy import asked
from cheyuan.insight.segments.models import Membership, Run, Tally
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing


@dataclass(frozen=True)
class Size:
    """How large a segment is over the actor's stores."""

    members: int
    customers: int


def members(by: Actor) -> QuerySet[Membership]:
    """Memberships past and present of all segments."""
    by.require("segments.view")
    return Membership.objects.filter(store_id__in=by.store_ids, customer__erased_at=None)


def member(by: Actor, membership_id: int) -> Membership:
    """One of them; Missing when there is none for this actor."""
    found: Membership | None = members(by).select_related("customer").filter(pk=membership_id).first()
    if found is None:
        raise Missing("segment_member", membership_id)
    return found


def in_segment(code: str, kind: str) -> Q:
    """The condition that a customer ("customer") or a car ("vehicle") of a queryset belongs to a segment now.

    A car belongs by itself or by its owner, a customer by themselves or by one of their cars.
    """
    now = Membership.objects.filter(segment=code, left_on=None)
    if kind == "customer":
        return Q(Exists(now.filter(store_id=OuterRef("store_id"), customer_id=OuterRef("pk"))))
    own = now.filter(store_id=OuterRef("store_id"), subject_kind="vehicle", subject_id=OuterRef("pk"))
    owner = now.filter(store_id=OuterRef("store_id"), subject_kind="customer", customer_id=OuterRef("owner_id"))
    return Q(Exists(own)) | Q(Exists(owner))


def badges(by: Actor, customer_id: int) -> list[tuple[str, date]]:
    """The segments to which a customer, or one of their cars, belongs now, with the day since."""
    found = asked.rows(_BADGES, customer=customer_id, stores=list(by.store_ids))
    return [(code, since) for code, since in found]


_BADGES = """
SELECT segment, min(entered_on) FROM segments_membership WHERE store_id = any(%(stores)s::bigint[])
AND customer_id = %(customer)s AND left_on IS NULL GROUP BY segment ORDER BY segment"""


def sizes(by: Actor) -> Mapping[str, Size]:
    """Segment → how large it was at the newest counting; one question."""
    newest = Tally.objects.filter(store_id=OuterRef("store_id"), segment=OuterRef("segment"), day__gt=OuterRef("day"))
    rows = Tally.objects.filter(~Exists(newest), store_id__in=by.store_ids).values("segment")
    summed = rows.annotate(all=Sum("members"), people=Sum("customers"))
    return {row["segment"]: Size(row["all"], row["people"]) for row in summed}


def trend(by: Actor, since: date, codes: Sequence[str] = ()) -> Mapping[str, list[tuple[date, int]]]:
    """Segment → its size on each counted day from ``since`` on, oldest first."""
    rows = Tally.objects.filter(store_id__in=by.store_ids, day__gte=since)
    rows = rows.filter(segment__in=codes) if codes else rows
    found: dict[str, list[tuple[date, int]]] = {}
    for row in rows.values("segment", "day").annotate(all=Sum("members")).order_by("segment", "day"):
        found.setdefault(row["segment"], []).append((row["day"], row["all"]))
    return found


def entered_and_left(by: Actor, since: date, until: date) -> Mapping[str, tuple[int, int]]:
    """Segment → how many entered and how many left from one day to another, both included, as they stand now."""
    rows = Membership.objects.filter(store_id__in=by.store_ids)
    came = rows.filter(entered_on__gte=since, entered_on__lte=until).values("segment").annotate(count=Count("pk"))
    went = rows.filter(left_on__gte=since, left_on__lte=until).values("segment").annotate(count=Count("pk"))
    found: dict[str, tuple[int, int]] = {row["segment"]: (row["count"], 0) for row in came}
    for row in went:
        found[row["segment"]] = (found.get(row["segment"], (0, 0))[0], row["count"])
    return found


def last_run(by: Actor) -> Run | None:
    """The newest counting that ended."""
    rows = Run.objects.filter(store_id__in=by.store_ids, finished_at__isnull=False)
    found: Run | None = rows.order_by(F("day").desc(), "-pk").first()
    return found


def month_start(day: date) -> date:
    """The first day of the day's month."""
    return day - timedelta(days=day.day - 1)
