"""The gate to surveys and their versions; both belong to the group."""

from dataclasses import dataclass

from django.utils.translation import get_language

from cheyuan.engage.surveys.models import Survey, SurveyVersion
from cheyuan.engage.surveys.sheet import Item, items, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.errors import Missing

ABOUT_OF_RULE = {"R04": "delivery", "R06": "service", "R07": "service", "R19": "service", "R20": "visit"}
"""After what the rules of the plan ask; a manager's own rule uses the survey for other matters."""


@dataclass(frozen=True)
class Known:
    """A survey with its newest version; ``used``: messages and slips about its matter carry this one."""

    survey: Survey
    version: SurveyVersion
    used: bool

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.version.title, get_language() or "")

    @property
    def items(self) -> list[Item]:
        """Its questions."""
        return items(self.version.questions)


def surveys(by: Actor) -> list[Known]:
    """All surveys of the group, those in use first."""
    by.require("surveys.view")
    newest = _newest()
    used = {one.pk for one in _in_use(newest).values()}
    rows = Survey.objects.filter(pk__in=newest).order_by("archived_at", "pk")
    found = [Known(one, newest[one.pk], newest[one.pk].pk in used) for one in rows]
    return sorted(found, key=lambda one: (one.survey.archived_at is not None, not one.used, one.survey.pk))


def _newest() -> dict[int, SurveyVersion]:
    rows = SurveyVersion.objects.order_by("survey_id", "-number").distinct("survey_id").select_related("survey")
    return {row.survey_id: row for row in rows}


def _in_use(newest: dict[int, SurveyVersion]) -> dict[str, SurveyVersion]:
    found: dict[str, SurveyVersion] = {}
    for row in sorted(newest.values(), key=lambda one: (one.survey.created_at, one.survey_id)):
        if row.survey.archived_at is None:
            found[row.survey.about] = row
    return found


def in_use(about: str) -> SurveyVersion | None:
    """What is asked about a matter now: the newest survey that is not archived. Inside the caller's scope."""
    return _in_use(_newest()).get(about)


def for_rule(rule: str) -> SurveyVersion | None:
    """The survey that a care rule's message or call asks; None when there is none. Inside the caller's scope."""
    return in_use(ABOUT_OF_RULE.get(rule, "other"))


def survey(by: Actor, code: str) -> Known:
    """One survey by its code; Missing when the group has none of it."""
    found = next((one for one in surveys(by) if one.survey.code == code), None)
    if found is None:
        raise Missing("survey", code)
    return found


def versions(by: Actor, code: str) -> list[SurveyVersion]:
    """Every version, newest first."""
    by.require("surveys.view")
    return list(SurveyVersion.objects.filter(survey__code=code).order_by("-number")[:200])


def version(by: Actor, code: str, number: int) -> SurveyVersion:
    """One version; Missing when there is none."""
    found = next((one for one in versions(by, code) if one.number == number), None)
    if found is None:
        raise Missing("survey", f"{code}/{number}")
    return found


def titles() -> list[tuple[str, str]]:
    """Id and title of every survey, for a choice. Inside the caller's scope."""
    language = get_language() or ""
    return [(str(one.survey_id), said(one.title, language)) for one in _newest().values()]
