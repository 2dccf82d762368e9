"""The way out of the house: files and addresses in one package, asked for, approved by a second person, taken once (P11)."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext, ngettext

from cheyuan.base.approvals import actions as approvals
from cheyuan.base.approvals.models import APPROVED, Approval
from cheyuan.base.files.queries import entrusted
from cheyuan.base.handouts.sheet import written
from cheyuan.base.journal.actions import note
from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy.acting import action
from cheyuan.base.ui import human
from cheyuan.engage.letters import queries
from cheyuan.engage.letters.models import Letter, Mailing, Package
from cheyuan.engage.letters.moves import MADE, WAITING
from cheyuan.engage.letters.pressing import PURPOSE
from cheyuan.engage.letters.queries.mailings import KIND, RECORD, is_approved, is_own
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Conflict, Denied, Missing
from cheyuan.kernel.ref import Ref


@dataclass(frozen=True)
class Taken:
    """The package as it leaves the house, once."""

    title: str
    content: bytes


@action("letters.make")
def ask(by: Actor, mailing_id: int, reason: str, *, at: datetime) -> Package:
    """Ask for the package; somebody else must approve. Conflict("letter_unmade"), Refused("approval_reason")."""
    one = queries.mailing(by, mailing_id, lock=True)
    if by.account_id is None:
        raise Denied("letters.make")
    if one.state != MADE:
        raise Conflict("letter_unmade")
    row = Package(
        store_id=one.store_id, mailing_id=one.pk, reason=reason.strip()[:500], asked_by_id=by.account_id,
        asked_by_name=by.name, asked_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    count = ngettext("%(count)s letter", "%(count)s letters", one.count) % {"count": f"{one.count:,}"}
    title = gettext("To the print house: %(title)s, %(count)s") % {"title": one.title, "count": count}
    note(by, "package.asked", Ref(RECORD, row.pk), at=at, store_id=one.store_id, mailing=one.pk, letters=one.count)
    asked = approvals.ask(by, KIND, Ref(RECORD, row.pk), store_id=one.store_id, title=title, reason=reason, at=at)
    row.approval_id = asked.pk
    row.save(update_fields=["approval_id"])
    return row


def decided(by: Actor, approval: Approval, at: datetime) -> None:
    """The answer, in the same transaction."""
    row = Package.objects.select_for_update().filter(store_id=approval.store_id, pk=approval.object_id).first()
    if row is None or row.state != "asked":
        return
    row.state = approval.state
    if approval.state == APPROVED:
        row.expires_at = at + timedelta(hours=int(value("letters.package_hours", row.store_id)))
    row.save(update_fields=["state", "expires_at"])


@action("letters.make")
def take(by: Actor, package_id: int, *, at: datetime) -> Taken:
    """The zip, once, for who asked. Conflict: package_unready, package_taken, package_over, letter_unmade, letters_refused."""
    row = queries.package(by, package_id, lock=True)
    one = queries.mailing(by, row.mailing_id, lock=True)
    if not is_own(by, row):
        raise Missing(RECORD, package_id)
    _ready(row, one, at)
    if found := queries.refused_since(by, one, at=at):
        raise Conflict("letters_refused", count=len(found))
    content, row.rows = _zip(by, one, row, at)
    row.digest, row.state, row.taken_at = sha256(content).hexdigest(), "taken", at
    row.save(update_fields=["rows", "digest", "state", "taken_at"])
    note(
        by, "package.taken", Ref(RECORD, row.pk), at=at, store_id=one.store_id, mailing=one.pk, rows=row.rows,
        digest=row.digest, approval=row.approval_id,
    )  # fmt: skip
    return Taken(f"{one.title}-{human.local(at):%Y%m%d-%H%M}.zip", content)


def _ready(row: Package, one: Mailing, at: datetime) -> None:
    if row.state == "taken":
        raise Conflict("package_taken")
    if row.state == "expired" or (row.expires_at is not None and at >= row.expires_at):
        raise Conflict("package_over")
    if row.state != APPROVED or not is_approved(row):
        raise Conflict("package_unready")
    if one.state != MADE:
        raise Conflict("letter_unmade")


def _zip(by: Actor, one: Mailing, row: Package, at: datetime) -> tuple[bytes, int]:
    """Files, addresses, checksums, written in memory: it never lies on a disk in plain text."""
    letters = list(Letter.objects.filter(store_id=one.store_id, mailing_id=one.pk, state=WAITING).order_by("place"))
    mark = gettext("Copy of %(name)s, approval %(number)s, %(when)s. Not to be passed on.") % {
        "name": row.asked_by_name, "number": row.approval_id, "when": human.exact(at),
    }  # fmt: skip
    inside = [("addresses.csv", written(_lines(letters), "csv", mark))]
    for part in queries.parts(one):
        if part.file_id is not None:
            content = b"".join(entrusted(by, part.file_id, purpose=PURPOSE).content)
            inside.append((f"{part.kind}-{part.number:02d}.pdf", content))
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in inside)
    inside.append(("SHA256SUMS", sums.encode()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside:
            archive.writestr(zipfile.ZipInfo(name, human.local(at).timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return file.getvalue(), len(letters)


def _lines(letters: Sequence[Letter]) -> list[list[str]]:
    head = [gettext("Letter number"), gettext("Receiver"), gettext("Postcode"), gettext("Address")]
    return [head, *([row.number, str(row.name), str(row.postcode), str(row.address)] for row in letters)]
