"""Surveys over the API: what is asked, invitations, answers, and questions that customers raised."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import Field

from cheyuan.base.apikit.idempotency import idempotent
from cheyuan.base.apikit.paging import Page, PageIn, page
from cheyuan.base.apikit.schemas import Id, In, Out
from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, queries
from cheyuan.engage.surveys.actions.answering import Given
from cheyuan.engage.surveys.actions.writing import Draft
from cheyuan.engage.surveys.models import Answer, Invitation, Question, SurveyVersion
from cheyuan.engage.surveys.queries.surveys import Known
from cheyuan.engage.surveys.sheet import Item, Option
from cheyuan.kernel.clock import now

surveys, invitations, answers, questions = Router(), Router(), Router(), Router()
About = Literal["delivery", "service", "visit", "event", "other"]
Kind = Literal["score", "score0", "nps", "choice", "text"]
Channel = Literal["message", "slip", "link", "agent"]
Code = Annotated[str, Field(min_length=1, max_length=20, description="Code of a survey")]
Written = Annotated[str, Field(max_length=1000)]


class WordsIO(In):
    """The same words in Chinese and English; English may be empty."""

    zh: Annotated[str, Field(max_length=300)] = ""
    en: Annotated[str, Field(max_length=300)] = ""


class OptionIO(In):
    """One choice."""

    key: Annotated[str, Field(min_length=1, max_length=20)]
    words: WordsIO


class ItemIO(In):
    """One question; its key stays the same in all versions."""

    key: Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]{0,19}$")]
    kind: Kind
    words: WordsIO
    required: bool = False
    options: Annotated[list[OptionIO], Field(max_length=10)] = []


class SurveyIn(In):
    """A survey as somebody wrote it."""

    about: About
    title: WordsIO
    lead: WordsIO = WordsIO()
    thanks: WordsIO = WordsIO()
    questions: Annotated[list[ItemIO], Field(min_length=1, max_length=20)]

    def draft(self) -> Draft:
        """As the action takes it."""
        items = [
            Item(
                one.key, one.kind, one.words.model_dump(), one.required,
                tuple(Option(each.key, each.words.model_dump()) for each in one.options),
            )
            for one in self.questions
        ]  # fmt: skip
        return Draft(self.about, self.title.model_dump(), self.lead.model_dump(), self.thanks.model_dump(), items)


class SurveyOut(Out):
    """A survey with its newest version."""

    code: str
    about: About
    archived: bool
    used: bool = Field(description="Messages and slips about its matter carry this one")
    number: int
    title: dict[str, str]
    lead: dict[str, str]
    thanks: dict[str, str]
    questions: list[dict[str, Any]]


class InviteIn(In):
    """Whom to ask what; once a day for a customer, car and survey."""

    customer_id: Id
    code: Code
    vehicle_id: Id | None = None
    channel: Literal["slip", "link"] = "link"


class InvitationOut(Out):
    """One invitation."""

    id: int
    store_id: int
    survey_id: int
    customer_id: int | None
    vehicle_id: int | None
    advisor_id: int | None
    channel: Channel
    state: Literal["open", "answered", "withdrawn"]
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    answered_at: datetime | None


class InvitedOut(InvitationOut):
    """The same with its link; whoever has it may answer."""

    link: str


class AnswerOut(Out):
    """One answer; ``csi`` in hundredths of a point of ten."""

    id: int
    store_id: int
    invitation_id: int
    survey_id: int
    version_id: int
    customer_id: int | None
    vehicle_id: int | None
    advisor_id: int | None
    channel: Channel
    values: dict[str, Any]
    words: dict[str, str]
    csi: int | None
    nps: int | None
    lowest: int | None
    low: bool
    complaint_id: int | None
    day: date
    at: datetime


class AnswersIn(PageIn):
    """Which answers; oldest number first."""

    customer_id: Id | None = None
    low: bool = Field(False, description="Only low ones")
    since: date | None = None
    until: date | None = None


class FillIn(In):
    """What a customer said on the phone about the survey of a care task."""

    task_id: Id
    values: Annotated[dict[str, Any], Field(max_length=20, description="Scores and choices by question")] = {}
    words: Annotated[dict[str, Written], Field(max_length=20, description="Texts by question")] = {}
    question: Written = ""


class QuestionOut(Out):
    """A question that a customer raised."""

    id: int
    store_id: int
    answer_id: int
    customer_id: int | None
    text: str
    asked_at: datetime
    due_at: datetime
    reply: str
    replied_at: datetime | None
    replied_by_name: str


class QuestionsIn(PageIn):
    """Which questions; oldest number first."""

    open: bool = Field(False, description="Only those that wait for an answer")


class ReplyIn(In):
    """What was told to the customer."""

    reply: Annotated[str, Field(min_length=1, max_length=1000)]


def _out(known: Known) -> dict[str, Any]:
    one, version = known.survey, known.version
    return {
        "code": one.code, "about": one.about, "archived": one.archived_at is not None, "used": known.used,
        "number": version.number, "title": version.title, "lead": version.lead, "thanks": version.thanks,
        "questions": version.questions,
    }  # fmt: skip


@surveys.get("", response=list[SurveyOut], summary="List surveys", operation_id="surveys")
def all_surveys(request: Any) -> list[dict[str, Any]]:
    """Of the group, those in use first."""
    return [_out(one) for one in queries.surveys(request.actor)]


@surveys.post("", response={201: SurveyOut}, summary="Write a survey", operation_id="survey_new")
@idempotent
def new_survey(request: Any, given: SurveyIn) -> Any:
    """A new survey; the newest about its matter is used."""
    version: SurveyVersion = actions.save_survey(request.actor, given.draft(), at=now())
    with scope(request.actor):
        return 201, _out(queries.survey(request.actor, version.survey.code))


@surveys.get("/{code}", response=SurveyOut, summary="One survey", operation_id="survey")
def one_survey(request: Any, code: str) -> dict[str, Any]:
    """With its newest version."""
    return _out(queries.survey(request.actor, code))


@surveys.put("/{code}", response=SurveyOut, summary="Write a new version of a survey", operation_id="survey_version")
@idempotent
def new_version(request: Any, code: str, given: SurveyIn) -> dict[str, Any]:
    """Earlier versions stay with their answers."""
    actions.save_survey(request.actor, given.draft(), code=code, at=now())
    with scope(request.actor):
        return _out(queries.survey(request.actor, code))


@invitations.get("", response=Page[InvitationOut], summary="List invitations", operation_id="invitations")
def all_invitations(request: Any, asked: Query[PageIn]) -> Any:
    """Without their links."""
    return page(queries.invitations(request.actor), asked)


@invitations.post("", response={201: InvitedOut}, summary="Invite a customer to a survey", operation_id="invite")
@idempotent
def invite(request: Any, given: InviteIn) -> Any:
    """The same link when asked again on the same day."""
    one: Invitation = actions.invite(request.actor, at=now(), **given.model_dump())
    with scope(request.actor):
        one.link = actions.link_of(one)  # type: ignore[attr-defined]
    return 201, one


@answers.get("", response=Page[AnswerOut], summary="List answers to surveys", operation_id="answers")
def all_answers(request: Any, asked: Query[AnswersIn]) -> Any:
    """What this person may see."""
    rows = queries.answers(request.actor)
    rows = rows.filter(customer_id=asked.customer_id) if asked.customer_id else rows
    rows = rows.filter(low=True) if asked.low else rows
    rows = rows.filter(day__gte=asked.since) if asked.since else rows
    return page(rows.filter(day__lte=asked.until) if asked.until else rows, asked)


@answers.get("/{int:answer_id}", response=AnswerOut, summary="One answer to a survey", operation_id="answer")
def one_answer(request: Any, answer_id: int) -> Answer:
    """With the customer's words."""
    return queries.answer(request.actor, answer_id)


@answers.post("", response={201: AnswerOut}, summary="Fill in a survey with a customer", operation_id="fill_in")
@idempotent
def fill_in(request: Any, given: FillIn) -> Any:
    """Once per care task, whether by the link or here."""
    said = Given(given.values, given.words, given.question)
    return 201, actions.fill_in(request.actor, given.task_id, said, at=now())


@questions.get("", response=Page[QuestionOut], summary="List questions from surveys", operation_id="questions")
def all_questions(request: Any, asked: Query[QuestionsIn]) -> Any:
    """What this person may see."""
    rows = queries.questions(request.actor)
    return page(rows.filter(replied_at=None) if asked.open else rows, asked)


@questions.post("/{int:question_id}/reply", response=QuestionOut, summary="Answer a question", operation_id="reply")
@idempotent
def reply(request: Any, question_id: int, given: ReplyIn) -> Question:
    """What was told to the customer."""
    return actions.reply(request.actor, question_id, given.reply, at=now())
