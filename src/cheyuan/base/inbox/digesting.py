"""The daily digest (PLT-04): who wants it when, what stands in it, making it once per person and day, its letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.accounts.actors import actor_of_all, standing_of
from cheyuan.base.accounts.models import Account
from cheyuan.base.channels.lines import line_of
from cheyuan.base.channels.providers import DEFAULT
from cheyuan.base.inbox import listing, queries
from cheyuan.base.inbox.models import Digest, Notice, Wish
from cheyuan.base.jobs.retention import Keeping
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import values, values_of_stores
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.models import Store
from cheyuan.base.tenancy.scope import scope
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.policy import PolicySpec
from cheyuan.kernel.ref import Ref

GROUP = _("Inbox")
POLICIES = (
    PolicySpec("inbox.digest_on", True, _("Daily digest for everybody who chose nothing else"), group=GROUP),
    PolicySpec("inbox.digest_hour", 8, _("Hour of the daily digest"), "hours", least=0, most=23, group=GROUP),
    PolicySpec("inbox.notice_days", 365, _("Notices are removed after"), "days", least=0, most=7300,
               group=_("Time of keeping"), help=_("0 keeps them. Daily digests go with them.")),
)  # fmt: skip
SHOWN = 10
"""So many lines of one heading stand in a digest; the others are counted."""


@dataclass(frozen=True)
class Line:
    """One line of a digest: words in the reader's language and where they lead."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Part:
    """One heading. ``load(by, day)`` answers its lines, inside the person's scope and in their language."""

    key: str
    label: object
    load: Callable[[Actor, date], Sequence[Line]]
    right: str = "inbox.view"
    order: int = 50


_parts: dict[str, Part] = {}


def register(*parts: Part) -> None:
    """Put headings into the digest; done in AppConfig.ready of the app that knows."""
    _parts.update({one.key: one for one in parts})


def notices(by: Actor, _day: date) -> list[Line]:
    """What is new in the inbox."""
    rows = queries.notices(by).filter(queries.is_new(True)).order_by("-at", "-id")
    return [Line(listing.said(row), listing.page_of(row.pk)) for row in rows[:100]]


@dataclass(frozen=True)
class Choice:
    """Whether a person gets a digest, and at which hour of their store."""

    is_on: bool
    hour: int


def wish_of(by: Actor) -> Choice:
    """What the person chose, else what the store's policy says."""
    own = Wish.objects.filter(account_id=by.account_id or 0).first()
    if own:
        return Choice(own.is_on, own.hour)
    with scope(by):
        return _policy(values("inbox.digest", by.store_id))


def _policy(known: dict[str, object]) -> Choice:
    return Choice(bool(known["inbox.digest_on"]), int(str(known["inbox.digest_hour"])))


@action("inbox.view")
def choose(by: Actor, *, is_on: bool, hour: int, at: datetime) -> Choice:
    """The person decides for themselves; ``hour`` 0 to 23 of their store."""
    if by.account_id is None:
        return Choice(is_on, hour)
    row, _made = Wish.objects.update_or_create(account_id=by.account_id, defaults={"is_on": is_on, "hour": hour})
    note(by, "digest.chosen", Ref("account", by.account_id), at=at, on=is_on, hour=hour)
    return Choice(row.is_on, row.hour)


def houses() -> list[Actor]:
    """The system in each group, with all its stores that work."""
    found: dict[int, list[int]] = {}
    for store_id, group_id in Store.objects.filter(is_active=True).values_list("pk", "group_id"):
        found.setdefault(group_id, []).append(store_id)
    return [system(group, tuple(sorted(stores)), name="digest") for group, stores in sorted(found.items())]


def make_due(by: Actor, *, at: datetime) -> int:
    """Make the digest of everybody in the group whose hour has come and who has none today; answers how many were made."""
    with scope(by):
        zones = dict(Store.objects.filter(pk__in=by.store_ids).values_list("pk", "zone"))
        policy = {store: _policy(known) for store, known in values_of_stores("inbox.digest", by.store_ids).items()}
        around = (at - timedelta(days=1)).date()
        have = set(Digest.objects.filter(group_id=by.group_id, day__gte=around).values_list("account_id", "day"))
    wishes = {row.account_id: Choice(row.is_on, row.hour) for row in Wish.objects.all()}
    people = Account.objects.filter(group_id=by.group_id, kind="staff", is_active=True, memberships__isnull=False)
    made = 0
    for account in people.distinct().order_by("pk"):
        home = next(iter(standing_of(account).own_stores), None)
        if home is None or home not in policy:
            continue
        local, wish = at.astimezone(ZoneInfo(zones[home])), wishes.get(account.pk, policy[home])
        if wish.is_on and local.hour >= wish.hour and (account.pk, local.date()) not in have:
            made += _make(account, home, local.date(), at)
    return made


def _make(account: Account, home: int, day: date, at: datetime) -> bool:
    """One person's digest in one transaction; False when somebody else just made it."""
    by = actor_of_all(standing_of(account))
    with scope(by), translation.override(account.language):
        items = [item for part in sorted(_parts.values(), key=lambda one: one.order) for item in _items(part, by, day)]
        mailed = bool(items and account.email) and line_of(home, by.group_id, "email")[0].name != DEFAULT
        row = Digest(
            group_id=by.group_id, account=account, store_id=home, day=day, made_at=at, items=items,
            mail="waiting" if mailed else "none",
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return False
        return True


def _items(part: Part, by: Actor, day: date) -> list[dict[str, object]]:
    lines = list(part.load(by, day)) if by.may(part.right) else []
    if not lines:
        return []
    shown = [{"text": line.text, "address": line.address} for line in lines[:SHOWN]]
    return [{"label": str(part.label), "count": len(lines), "lines": shown, "more": max(0, len(lines) - SHOWN)}]


def letter(row: Digest) -> tuple[str, str]:
    """Subject and text of the letter: how many under each heading, no names; call it in the reader's language."""
    total = sum(int(item["count"]) for item in row.items)
    subject = ngettext("Cheyuan: %(count)s matter for you today", "Cheyuan: %(count)s matters for you today", total)
    lines = [f"{item['label']}: {item['count']}" for item in row.items]
    end = gettext(
        "What they are is written in Cheyuan, under Inbox, Daily digest. You choose hour or silence under My account."
    )
    return subject % {"count": total}, "\n".join([*lines, "", end])


def _remove(by: Actor, before: datetime, _at: datetime) -> int:
    with scope(by):
        Digest.objects.filter(group_id=by.group_id, made_at__lt=before).delete()
        return int(Notice.objects.filter(store_id__in=by.store_ids, at__lt=before).delete()[0])


KEEPING = Keeping("notices", "inbox.notice_days", _remove)
