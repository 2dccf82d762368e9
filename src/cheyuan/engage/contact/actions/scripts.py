"""Writing scripts: every change is a new version (CARE-14)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.contact.models import ScriptVersion
from cheyuan.engage.contact.scripts.chosen import SHIPPED, shipped
from cheyuan.engage.contact.scripts.text import check
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Conflict, Refused
from cheyuan.kernel.ref import Ref

MOST_PASSAGES = 8
MESSAGE_LONGEST = 300
SHIPPED_BY = "Cheyuan"


def ensure_scripts(group_id: int, *, at: datetime) -> int:
    """Write version 1 of every shipped script that the group does not have yet; answers how many. Harmless when repeated."""
    by = system(group_id, (), SHIPPED_BY)
    rows = [
        ScriptVersion(
            group_id=group_id, rule=rule, language=language, number=1, message=message, by_name=SHIPPED_BY, at=at,
            passages=[{"label": label, "text": text} for label, text in passages],
        )
        for language, scripts in SHIPPED.items()
        for rule, (passages, message) in scripts.items()
    ]  # fmt: skip
    with scope(by):
        known = set(ScriptVersion.objects.values_list("rule", "language").distinct())
        new = [row for row in rows if (row.rule, row.language) not in known]
        ScriptVersion.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@action("contact.scripts.edit")
def save_script(
    by: Actor, rule: str, language: str, passages: Iterable[tuple[str, str]], message: str, *, at: datetime,
    beside: bool = False,
) -> ScriptVersion:  # fmt: skip
    """A new version, said from now on; ``beside`` the one before, to half of the customers each, until one is chosen.

    Refused: script_empty, script_variable(name), script_brace, script_long, script_rule, language_unknown.
    """
    if language not in SHIPPED:
        raise Refused("language_unknown", value=language)
    if not shipped(rule, language).passages and not ScriptVersion.objects.filter(rule=rule).exists():
        raise Refused("script_rule", rule=rule)
    kept = [(label.strip()[:20], check(text.strip())) for label, text in passages if text.strip()][:MOST_PASSAGES]
    if not kept:
        raise Refused("script_empty", field="passages")
    if len(check(message.strip())) > MESSAGE_LONGEST:
        raise Refused("script_long", most=MESSAGE_LONGEST)
    rows = ScriptVersion.objects.filter(rule=rule, language=language)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    version: ScriptVersion = ScriptVersion.objects.create(
        group_id=by.group_id, rule=rule, language=language, number=number, message=message.strip(), by_name=by.name, at=at,
        against=number - 1 if beside and number > 1 else None,
        passages=[{"label": label, "text": text} for label, text in kept],
    )  # fmt: skip
    note(
        by,
        "script.saved",
        Ref("script", version.pk),
        at=at,
        rule=rule,
        language=language,
        number=number,
        beside=version.against,
    )
    return version


@action("contact.scripts.edit")
def end_trial(by: Actor, rule: str, language: str, *, at: datetime) -> ScriptVersion:
    """The newest version is said to everybody from now on. Conflict("script_no_trial")."""
    rows = ScriptVersion.objects.select_for_update().filter(rule=rule, language=language, is_live=True)
    newest: ScriptVersion | None = rows.order_by("-number").first()
    if newest is None or newest.against is None:
        raise Conflict("script_no_trial")
    newest.against = None
    newest.save(update_fields=["against"])
    note(by, "script.decided", Ref("script", newest.pk), at=at, rule=rule, language=language, number=newest.number)
    return newest
