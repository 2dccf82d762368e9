"""What the pages of imports show."""

from typing import Any

from django.db.models import QuerySet

from cheyuan.base.intake import afterwards, policies, queries, shown, words
from cheyuan.base.intake.models import Batch
from cheyuan.base.jobs import actions as jobs
from cheyuan.base.jobs import shown as work_shown
from cheyuan.base.jobs.models import Work
from cheyuan.base.tenancy.queries import store_names
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now
from cheyuan.kernel.errors import Refused

LISTED = 50
DIFFERENCES = 20
FOLD_FROM = 3  # sheets; of so many the clear ones are folded
WHAT = {"intake.read": "drop", "intake.check": "check", "intake.commit": "write", "intake.undo": "result"}


def index(by: Actor, wrong: Refused | None = None) -> dict[str, Any]:
    """The drop zone and the imports so far, newest first."""
    rows: QuerySet[Batch] = queries.batches(by).order_by("-created_at")
    several = by.store_id is None and len(by.store_ids) > 1
    limits = policies.limits(by.store_ids[0])
    return {
        "steps": shown.steps("drop"),
        "rows": [_row(one) for one in rows[:LISTED]],
        "stores": list(store_names(by.store_ids).items()) if several else [],
        "wrong": shown.sentence(wrong.code, wrong.facts) if wrong else "",
        "today": day_of(now()),
        "limit_mb": limits.file_bytes // 1_048_576,
        "limit_rows": limits.rows,
    }


def _row(one: Batch) -> dict[str, Any]:
    good = one.counts.get("good", 0) if one.counts else None
    return {
        "id": one.pk, "title": one.title, "state": words.STATES[one.state], "kind": words.KINDS[one.state],
        "good": good, "refused": one.counts.get("refused", 0), "by_name": one.by_name, "at": one.created_at,
    }  # fmt: skip


def page(by: Actor, batch_id: int, *, back: bool = False) -> dict[str, Any]:
    """One import at the step where it is; ``back``: its columns, although it was checked already."""
    one = queries.batch(by, batch_id)
    work = queries.work_of(one)
    busy = queries.busy(one)
    part = "columns" if back and one.state == "checked" else shown.AT[one.state]
    if work and not busy and work.by_id == by.account_id and work.seen_at is None and by.may("work.own"):
        jobs.mark_seen(by, work.pk, at=now())
    facts: dict[str, Any] = {
        "one": one, "busy": busy, "work": work_shown.row(work, by) if work else None, "part": part,
        "steps": shown.steps(WHAT.get(work.name, part) if work and busy else part), "wrong": _wrong(one, work),
        "state": words.STATES[one.state], "kind": words.KINDS[one.state], "counts": one.counts,
    }  # fmt: skip
    if not busy:
        facts |= _PARTS[part](by, one)
    return facts


def _wrong(one: Batch, work: Work | None) -> str:
    """Why the last step was not done, in words; the end of a broken import is told by itself."""
    if one.state == "broken":
        return shown.broken(one)
    if work is None or work.state not in ("failed", "cancelled"):
        return ""
    if work.state == "cancelled":
        return str(words.STOPPED)
    if work.error == "unexpected":
        return work_shown.error(work)
    return shown.sentence(work.error, work.error_facts)


def _columns(by: Actor, one: Batch) -> dict[str, Any]:
    sheets = shown.sheets(one)
    used = [sheet for sheet in sheets if sheet.sort not in ("", "-")]
    return {
        "sheets": sheets,
        "fold": len(used) >= FOLD_FROM,
        "ready": bool(used) and not any(sheet.missing for sheet in used),
        "questions": sum(sheet.open_questions for sheet in used),
        "unknown": sum(1 for sheet in sheets if not sheet.sort),
    }


def _check(by: Actor, one: Batch) -> dict[str, Any]:
    found = shown.kinds(queries.kinds_of_trouble(by, one.pk), queries.sample_troubles(by, one.pk))
    return {
        "errors": [kind for kind in found if kind.severity == "error"],
        "warnings": [kind for kind in found if kind.severity != "error"],
        "good": one.counts.get("good", 0),
        "refused": one.counts.get("refused", 0),
        "channels": words.CHANNELS.items(),
    }


def _result(by: Actor, one: Batch) -> dict[str, Any]:
    changes = [
        shown.Change(one.counts[name], str(label), afterwards.list_of(by, name))
        for name, label in words.CHANGES.items()
        if one.counts.get(name)
    ]
    opinions = queries.opinion_counts(by, one.pk)
    return {
        **_check(by, one),
        "changes": changes,
        "differs": shown.differs(queries.differences(by, one.pk, limit=DIFFERENCES)),
        "differ_count": sum(count for (_, compared), count in opinions.items() if compared),
        "waiting_count": sum(count for (_, compared), count in opinions.items() if not compared),
        "ways": afterwards.ways(by),
        "can_undo": by.may("intake.undo") and queries.can_undo(one, now()),
        "undo_until": queries.undo_until(one),
        "later": queries.written_after(one) if one.state == "done" else None,
    }


def _drop(by: Actor, one: Batch) -> dict[str, Any]:
    return {}


_PARTS = {"drop": _drop, "columns": _columns, "check": _check, "result": _result}
