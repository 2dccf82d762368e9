"""Writing surveys: every change is a new version, so that answers always stand beside what was asked (CARE-20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cheyuan.base.journal.actions import note
from cheyuan.base.tenancy.acting import action
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys.models import Survey, SurveyVersion
from cheyuan.engage.surveys.sheet import KINDS, Item
from cheyuan.engage.surveys.shipped import SURVEYS, THANKS
from cheyuan.engage.surveys.words import ABOUT
from cheyuan.kernel.actor import Actor, system
from cheyuan.kernel.errors import Conflict, Missing, Refused
from cheyuan.kernel.ref import Ref

SHIPPED_BY = "Cheyuan"
MOST, LONGEST, TITLE = 20, 300, 60


@dataclass(frozen=True)
class Draft:
    """A survey as somebody wrote it; words by language ("zh", "en")."""

    about: str
    title: Mapping[str, str]
    lead: Mapping[str, str]
    thanks: Mapping[str, str]
    items: Sequence[Item]

    def check(self) -> None:
        """Refused: survey_title, survey_about, survey_no_question, survey_questions, survey_long, survey_question_words,
        survey_kind, survey_options."""
        if not self.title.get("zh"):
            raise Refused("survey_title", field="title_zh")
        if self.about not in ABOUT:
            raise Refused("survey_about", field="about")
        if not self.items:
            raise Refused("survey_no_question")
        if len(self.items) > MOST:
            raise Refused("survey_questions", most=MOST)
        _short(self.title, TITLE)
        for words in (self.lead, self.thanks):
            _short(words, LONGEST)
        for number, one in enumerate(self.items, 1):
            _sound(number, one)


def _short(words: Mapping[str, str], most: int) -> None:
    if any(len(text) > most for text in words.values()):
        raise Refused("survey_long", most=most)


def _sound(number: int, one: Item) -> None:
    if one.kind not in KINDS:
        raise Refused("survey_kind", number=number)
    if not one.words.get("zh"):
        raise Refused("survey_question_words", number=number)
    if one.kind == "choice" and not 2 <= len({each.key for each in one.options}) == len(one.options) <= 10:
        raise Refused("survey_options", number=number)
    for words in (one.words, *(each.words for each in one.options)):
        _short(words, LONGEST)


def ensure_surveys(group_id: int, *, at: datetime) -> int:
    """Write every shipped survey that the group does not have yet; answers how many. Harmless when repeated."""
    by, made = system(group_id, (), SHIPPED_BY), 0
    with scope(by):
        known = set(Survey.objects.values_list("code", flat=True))
        for one in SURVEYS:
            if one.code in known:
                continue
            row = Survey(group_id=group_id, code=one.code, about=one.about, created_at=at)
            Survey.objects.bulk_create([row], ignore_conflicts=True)
            row = Survey.objects.get(group_id=group_id, code=one.code)
            version = _version(by, row, Draft(one.about, one.title, one.lead, THANKS, one.items), 1, at)
            SurveyVersion.objects.bulk_create([version], ignore_conflicts=True)
            made += 1
    return made


def _version(by: Actor, survey: Survey, draft: Draft, number: int, at: datetime) -> SurveyVersion:
    return SurveyVersion(
        group_id=by.group_id, survey=survey, number=number, title=dict(draft.title), lead=dict(draft.lead),
        thanks=dict(draft.thanks), questions=[one.stored() for one in draft.items], by_name=by.name, at=at,
    )  # fmt: skip


@action("surveys.edit")
def save_survey(by: Actor, draft: Draft, *, code: str = "", at: datetime) -> SurveyVersion:
    """A new survey, or a new version of the one of this code; asked from now on. Refused as ``Draft.check``; Missing."""
    draft.check()
    survey = _held(by, code) if code else _new(by, draft.about, at)
    if survey.about != draft.about:
        Survey.objects.filter(pk=survey.pk).update(about=draft.about)
    last = SurveyVersion.objects.filter(survey=survey).order_by("-number").values_list("number", flat=True).first()
    row = _version(by, survey, draft, (last or 0) + 1, at)
    row.save(force_insert=True)
    note(by, "survey.saved", Ref("survey_version", row.pk), at=at, code=survey.code, number=row.number)
    return row


def _new(by: Actor, about: str, at: datetime) -> Survey:
    row: Survey = Survey.objects.create(group_id=by.group_id, code=f"new-{at:%f%S}", about=about, created_at=at)
    row.code = f"s{row.pk}"
    row.save(update_fields=["code"])
    return row


def _held(by: Actor, code: str) -> Survey:
    found: Survey | None = Survey.objects.select_for_update().filter(group_id=by.group_id, code=code).first()
    if found is None:
        raise Missing("survey", code)
    return found


@action("surveys.edit")
def archive(by: Actor, code: str, *, at: datetime) -> None:
    """Nobody is invited to it any more; open links can still be answered. Conflict("survey_archived")."""
    survey = _held(by, code)
    if survey.archived_at:
        raise Conflict("survey_archived")
    Survey.objects.filter(pk=survey.pk).update(archived_at=at)
    note(by, "survey.archived", Ref("survey_version", survey.pk), at=at, code=code)


@action("surveys.edit")
def restore(by: Actor, code: str, *, at: datetime) -> None:
    """It is used again."""
    survey = _held(by, code)
    Survey.objects.filter(pk=survey.pk).update(archived_at=None)
    note(by, "survey.restored", Ref("survey_version", survey.pk), at=at, code=code)
