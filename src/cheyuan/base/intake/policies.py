"""The limits of an import as policies."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cheyuan.base.intake.reading.limits import MIB, Limits
from cheyuan.base.policies import queries as policies
from cheyuan.kernel.policy import PolicySpec

GROUP = _("Import")
POLICIES = (
    PolicySpec("intake.file_mb", 100, _("Largest file"), "MB", least=1, most=500, group=GROUP),
    PolicySpec("intake.files", 10, _("Files in one import"), least=1, most=50, group=GROUP),
    PolicySpec("intake.rows", 1_000_000, _("Rows in one sheet"), least=1_000, most=2_000_000, group=GROUP),
    PolicySpec("intake.undo_hours", 24, _("An import can be taken back for"), "hours", least=1, most=168, group=GROUP),
    PolicySpec(
        "intake.keep_days", 7, _("Files that nobody imports are deleted after"), "days", least=1, most=90, group=GROUP,
        help=_("Refused rows stay for download as long. Files of a finished import are deleted at once."),
    ),
)  # fmt: skip


def limits(store_id: int) -> Limits:
    """How large an upload may be in this store."""
    values = policies.values("intake.", store_id)
    return Limits(file_bytes=values["intake.file_mb"] * MIB, rows=values["intake.rows"])


def files_at_once(store_id: int) -> int:
    """How many files one import may have."""
    return int(policies.value("intake.files", store_id))


def undo_for(store_id: int) -> timedelta:
    """How long an import can be taken back."""
    return timedelta(hours=policies.value("intake.undo_hours", store_id))


def keep_for(store_id: int) -> timedelta:
    """How long files of an import that nobody finishes are kept."""
    return timedelta(days=policies.value("intake.keep_days", store_id))
