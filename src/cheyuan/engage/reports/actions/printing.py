"""The signed report as a PDF, kept for good with its hash (CARE-41)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.core.files.base import ContentFile
from django.urls import reverse

from cheyuan.base.documents.press import typeset
from cheyuan.base.files.actions import receive
from cheyuan.base.jobs.work import Progress
from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.engage.reports.document import paper
from cheyuan.engage.reports.models import Report
from cheyuan.engage.reports.moves import APPROVED
from cheyuan.engage.reports.queries.closings import report
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict
from cheyuan.kernel.ref import Ref

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "reports.pdf"


@action("reports.team")
def print_report(by: Actor, report_id: int, *, at: datetime) -> Report:
    """Make the PDF of an approved report, once: whoever comes second finds it made.

    Conflict("report_unsigned"); Refused("document_slow", "document_failed").
    """
    one = report(by, report_id, lock=True)
    if one.state != APPROVED or one.approved_at is None:
        raise Conflict("report_unsigned")
    if one.file_id:
        return one
    content = typeset(paper(by, one), at=one.approved_at)
    name = f"{one.store.code}-{one.closing.month:%Y-%m}-v{one.closing.version}.pdf"
    upload = cast("UploadedFile[bytes]", ContentFile(content, name=name))
    kept = receive(by, upload, purpose=PURPOSE, allowed={"pdf"}, at=at, store_id=one.store_id)
    one.file_id, one.file_name, one.sha256 = kept.pk, kept.name, kept.sha256
    one.save(update_fields=["file_id", "file_name", "sha256"])
    note(by, "report.printed", Ref("month_report", one.pk), at=at, store_id=one.store_id, sha256=kept.sha256)
    return one


def work(by: Actor, progress: Progress, *, report_id: int) -> dict[str, Any]:
    """The same in the background; twice is harmless."""
    progress(0, 1)
    print_report(by, report_id, at=now())
    progress(1, 1)
    return {"address": reverse("reports:month", args=[report_id])}
