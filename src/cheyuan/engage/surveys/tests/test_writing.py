"""CARE-20: the builder. What was asked is never changed; ready-made surveys are there from the start."""

from dataclasses import replace

import pytest
from django.db import InternalError, ProgrammingError

from cheyuan.base.tenancy.scope import scope
from cheyuan.engage.surveys import actions, queries
from cheyuan.engage.surveys.actions.writing import Draft
from cheyuan.engage.surveys.models import SurveyVersion
from cheyuan.engage.surveys.sheet import Item, Option, items
from cheyuan.engage.surveys.tests.conftest import house
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Refused

pytestmark = pytest.mark.django_db
SCORE = Item("q1", "score", {"zh": "满意吗？", "en": "Content?"}, required=True)
DRAFT = Draft("event", {"zh": "讲座评价", "en": "Lecture"}, {}, {}, [SCORE])


def test_care_20_ready_made_surveys_come_once(tenants, boss):
    assert actions.ensure_surveys(tenants.group.pk, at=now()) == 0
    with scope(house(tenants.store)):
        about = {code: queries.for_rule(code).survey.code for code in ("R04", "R06", "R20")}
    assert about == {"R04": "delivery", "R06": "service", "R20": "visit"}
    for one in queries_of(boss):
        for item in one.items:
            assert set(item.words) == {"zh", "en"}, "both languages"


def queries_of(by):
    with scope(by):
        return queries.surveys(by)


def test_care_20_saving_makes_a_new_version_and_answers_keep_theirs(boss, answered, tenants):
    row = answered(9)
    with scope(boss):
        old = queries.survey(boss, "delivery").version
    asked = [SCORE, *items(old.questions)]
    new = actions.save_survey(boss, Draft("delivery", old.title, {}, {}, asked), code="delivery", at=now())
    assert (old.number, new.number) == (1, 2)
    with scope(boss):
        kept = queries.answer(boss, row.pk)
        assert kept.version.number == 1
        assert kept.version.questions == old.questions
        assert queries.for_rule("R04").number == 2


def test_care_20_an_open_link_asks_what_it_asked_when_it_was_sent(boss, invited, client):
    one = invited()
    actions.save_survey(boss, replace(DRAFT, about="delivery"), code="delivery", at=now())
    assert "满意吗？" in client.get(f"/s/{one.token}").content.decode()
    assert "车辆功能讲解得清楚吗？" in client.get(f"/s/{one.token}").content.decode()


@pytest.mark.parametrize("change", [{"title": {}}, {"questions": []}])
def test_care_20_the_application_cannot_change_what_was_asked(boss, tenants, change):
    with pytest.raises((ProgrammingError, InternalError)), scope(house(tenants.store)):
        SurveyVersion.objects.filter(survey__code="delivery").update(**change)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(DRAFT, title={"zh": ""}), "survey_title"),
        (replace(DRAFT, about="moon"), "survey_about"),
        (replace(DRAFT, items=[]), "survey_no_question"),
        (replace(DRAFT, items=[SCORE] * 21), "survey_questions"),
        (replace(DRAFT, items=[Item("q1", "score", {"zh": "", "en": "?"})]), "survey_question_words"),
        (replace(DRAFT, items=[Item("q1", "stars", {"zh": "?"})]), "survey_kind"),
        (replace(DRAFT, items=[Item("q1", "choice", {"zh": "?"})]), "survey_options"),
        (replace(DRAFT, items=[Item("q1", "choice", {"zh": "?"}, options=(Option("a", {"zh": "是"}),))]), "survey_options"),
        (replace(DRAFT, lead={"zh": "长" * 301}), "survey_long"),
    ],
)  # fmt: skip
def test_care_20_what_cannot_be_asked_is_refused(boss, draft, code):
    with pytest.raises(Refused) as refused:
        actions.save_survey(boss, draft, at=now())
    assert refused.value.code == code


def test_care_20_the_newest_survey_of_a_matter_is_used_and_an_archived_one_is_not(boss):
    made = actions.save_survey(boss, replace(DRAFT, about="delivery"), at=now())
    with scope(boss):
        assert queries.for_rule("R04").pk == made.pk
    actions.archive(boss, made.survey.code, at=now())
    with pytest.raises(Conflict):
        actions.archive(boss, made.survey.code, at=now())
    with scope(boss):
        assert queries.for_rule("R04").survey.code == "delivery"
    actions.restore(boss, made.survey.code, at=now())
    with scope(boss):
        assert queries.for_rule("R04").pk == made.pk


@pytest.mark.parametrize("role", ["care_agent", "service_advisor", "front_desk", "technician"])
def test_care_20_only_managers_write(actor, role):
    with pytest.raises(Denied):
        actions.save_survey(actor(role), DRAFT, at=now())


def form(**more):
    given = {
        "about": "event", "title_zh": "讲座评价", "title_en": "Lecture", "lead_zh": "", "lead_en": "", "thanks_zh": "谢谢",
        "thanks_en": "", "key": ["", "", ""], "kind": ["score0", "choice", "text"], "place": ["2", "1", "3"],
        "zh": ["内容有用吗？", "怎么知道的？", ""], "en": ["Useful?", "", ""], "options": ["", "朋友 | Friends\n微信", ""],
        "required": ["0"],
    }  # fmt: skip
    return {**given, **more}


def test_care_20_the_page_builds_it_in_order_and_shows_it(client_as, boss):
    client = client_as("care_manager")
    answer = client.post("/surveys/written/new", form())
    assert answer.status_code == 302
    with scope(boss):
        made = queries.in_use("event")
    asked = items(made.questions)
    assert [(one.key, one.kind, one.required) for one in asked] == [("q1", "choice", False), ("q2", "score0", True)]
    assert [each.words for each in asked[0].options] == [{"zh": "朋友", "en": "Friends"}, {"zh": "微信", "en": ""}]
    page = client.get(f"{answer.url}/preview").content.decode()
    assert page.index("怎么知道的？") < page.index("内容有用吗？")
    assert "讲座评价" in client.get("/surveys/written").content.decode()


def test_care_20_what_was_typed_stays_when_it_is_refused(client_as, boss):
    answer = client_as("care_manager").post("/surveys/written/new", form(title_zh=""))
    assert answer.status_code == 422
    assert "内容有用吗？" in answer.content.decode()


def test_care_20_the_draft_is_seen_while_it_is_written(client_as, boss):
    client = client_as("care_manager")
    assert "怎么知道的？" in client.post("/surveys/written/preview", form()).content.decode()
    assert "note" in client.post("/surveys/written/preview", form(title_zh="")).content.decode()
    assert client_as("care_agent").post("/surveys/written/preview", form()).status_code == 403
