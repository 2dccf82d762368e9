"""The gate to mailings, their files and their packages."""

from datetime import date

from django.db.models import QuerySet

from cheyuan.base.approvals.models import APPROVED, Approval
from cheyuan.base.policies.queries import value
from cheyuan.base.ui import human
from cheyuan.engage.letters.models import Mailing, Package, Part
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

KIND, RECORD = "mailing", "letters_package"


def mailings(by: Actor) -> QuerySet[Mailing]:
    """The mailings of the actor's stores; Denied without ``letters.view``."""
    by.require("letters.view")
    rows: QuerySet[Mailing] = Mailing.objects.filter(store_id__in=by.store_ids)
    return rows


def mailing(by: Actor, mailing_id: int, *, lock: bool = False) -> Mailing:
    """One of them; Missing when there is none for this actor."""
    rows = mailings(by).select_related("store")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=mailing_id).first()
    if found is None:
        raise Missing("mailing", mailing_id)
    return found


def most(store_id: int) -> int:
    """The most letters that one mailing of the store may have."""
    return int(value("letters.most", store_id))


def parts(one: Mailing, kind: str = "") -> list[Part]:
    """The files of a mailing in order; inside a scope."""
    rows = Part.objects.filter(store_id=one.store_id, mailing_id=one.pk)
    return list((rows.filter(kind=kind) if kind else rows).order_by("-kind", "number"))


def packages(one: Mailing) -> list[Package]:
    """What was asked for the print house, newest first; inside a scope."""
    return list(Package.objects.filter(store_id=one.store_id, mailing_id=one.pk).order_by("-pk")[:20])


def package(by: Actor, package_id: int, *, lock: bool = False) -> Package:
    """One package, for who asked and for who decides; Missing for anybody else."""
    rows = Package.objects.filter(store_id__in=by.store_ids, pk=package_id).select_related("mailing")
    found: Package | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None or not (is_own(by, found) or by.may("approvals.decide")):
        raise Missing("letters_package", package_id)
    return found


def is_own(by: Actor, one: Package) -> bool:
    """Whether the actor is who asked."""
    return by.account_id is not None and one.asked_by_id == by.account_id


def is_approved(one: Package) -> bool:
    """Whether somebody other than who asked has approved exactly this package (P11)."""
    rows = Approval.objects.filter(
        pk=one.approval_id, kind=KIND, object_kind=RECORD, object_id=one.pk, state=APPROVED, store_id=one.store_id
    )
    return rows.filter(signatures__verdict="yes").exclude(signatures__by_id=one.asked_by_id).exists()


def house_values(one: Mailing, posts_on: date | None = None) -> dict[str, str]:
    """The values of the placeholders that all letters of a mailing share."""
    return {"store": one.store.name, "phone": one.store.phone, "day": human.month_and_day(posts_on or one.posts_on)}
