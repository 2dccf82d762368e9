"""What people are told of approvals (PLT-04): who is asked, who asked, and what waits too long."""

from cheyuan.base.approvals.chain import deciders
from cheyuan.base.approvals.events import Asked, Decided, Waits
from cheyuan.base.approvals.kinds import kinds
from cheyuan.base.approvals.models import WAITING, Approval
from cheyuan.base.inbox import actions as inbox
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.ref import Ref

ASKED, WAITS = "approval.asked", "approval.waits"
ANSWERS = {"approved": "approval.approved", "refused": "approval.refused"}


def _mine(by: Actor, one: Approval) -> list[int]:
    """Whose turn it is: people of the role that is next, else the rungs above; never who asked."""
    known = kinds().get(one.kind)
    ref = Ref("approval", one.pk)
    found = inbox.holders(by, one.store_id, {one.role}, ref, at=now())
    if known is not None and not set(found) - {one.asked_by_id}:
        found = inbox.holders(by, one.store_id, deciders(known.ladder, one.role), ref, at=now())
    return [account for account in found if account != one.asked_by_id]


def asked(by: Actor, news: Asked) -> None:
    """Tell whoever may sign now; those of the step before have nothing to do any more."""
    one = Approval.objects.filter(pk=news.approval_id, state=WAITING).first()
    if one is None:
        return
    ref, key = Ref("approval", one.pk), f"approval:{one.pk}:{one.step}"
    inbox.settle(ref, (ASKED, WAITS), at=now(), but=(key,))
    inbox.push(
        by, ASKED, ref, key, store_id=one.store_id, to=_mine(by, one), at=now(), title=one.title, who=one.asked_by_name
    )


def waits(by: Actor, news: Waits) -> None:
    """Remind them, once a day."""
    one = Approval.objects.filter(pk=news.approval_id, state=WAITING).first()
    if one is None:
        return
    key = f"approval:{one.pk}:{one.step}:{news.day}"
    facts = {"title": one.title, "hours": news.hours}
    inbox.push(by, WAITS, Ref("approval", one.pk), key, store_id=one.store_id, to=_mine(by, one), at=now(), **facts)


def decided(by: Actor, news: Decided) -> None:
    """Nobody is asked any more; who asked hears the answer."""
    ref = Ref("approval", news.approval_id)
    inbox.settle(ref, (ASKED, WAITS), at=now())
    one = Approval.objects.filter(pk=news.approval_id).first()
    if one is None or news.asked_by is None or news.state not in ANSWERS or not one.chain:
        return
    last = one.signatures.order_by("-id").first()
    facts = {"title": one.title, "who": last.by_name if last else "", "words": last.remark if last else ""}
    key = f"approval:{one.pk}:{news.state}"
    inbox.push(by, ANSWERS[news.state], ref, key, store_id=one.store_id, to=[news.asked_by], at=now(), **facts)
