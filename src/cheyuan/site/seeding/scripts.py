"""The demo's script of regular service: three versions with the calls of the past year between them, two tried side by side."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.clock import now
from cheyuan.site.seeding import complaints

ROOM = "cheyuan.engage.contact."
RULE, LANGUAGE = "R09", "zh-hans"
AGO = (150, 45)
"""Days since the second and the third version."""


def write(store: Any, accounts: Any) -> int:
    """Versions for the group, once, and whose words each call of the store had; answers how many calls there were."""
    boss = complaints.people_of(store, accounts)["care_manager"]
    scope = import_string("cheyuan.base.tenancy.scope.scope")
    version = apps.get_model("contact", "ScriptVersion")
    with scope(boss):
        rows = list(version.objects.filter(rule=RULE, language=LANGUAGE).order_by("number"))
    if len(rows) == 1:
        rows += _written(boss, rows[0])
    if len(rows) < 3:
        return 0
    with scope(boss):
        return _spread(rows)


def _written(boss: Any, first: Any) -> list[Any]:
    """Shorter, then with a time offered at once; the last is tried beside the one before."""
    save = import_string(f"{ROOM}actions.save_script")
    words = [(one["label"], one["text"]) for one in first.passages]
    offer = [*words[:1], ("约时间", "给您留了{时间一}和{时间二}两个时间，您看哪个方便？"), *words[2:]]
    return [
        save(boss, RULE, LANGUAGE, given, first.message, at=now() - timedelta(days=days), beside=beside)
        for given, days, beside in ((words[:3], AGO[0], False), (offer, AGO[1], True))
    ]  # fmt: skip


def _spread(rows: list[Any]) -> int:
    """Each call had the words of its day; while two are tried, those that the customer hears."""
    attempt, hears = apps.get_model("contact", "Attempt"), import_string(f"{ROOM}scripts.chosen.hears_newer")
    calls = list(attempt.objects.filter(rule=RULE, channel="call").order_by("pk"))
    for call in calls:
        newest = max((row for row in rows[:3] if row.at <= call.at), key=lambda row: row.number, default=rows[0])
        if newest.number == 3 and not hears(newest, call.customer_id):
            newest = rows[1]
        call.script_id = newest.pk
    attempt.objects.bulk_update(calls, ["script_id"], batch_size=500)
    return len(calls)
