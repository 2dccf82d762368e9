"""What other apps may read of surveys."""

from cheyuan.engage.surveys.queries.answers import answer, answers, of_customer
from cheyuan.engage.surveys.queries.invitations import invitation, invitations, links_of, of_task
from cheyuan.engage.surveys.queries.questions import open_questions, question, questions
from cheyuan.engage.surveys.queries.surveys import (
    ABOUT_OF_RULE,
    Known,
    for_rule,
    in_use,
    survey,
    surveys,
    titles,
    version,
    versions,
)

__all__ = [
    "ABOUT_OF_RULE",
    "Known",
    "answer",
    "answers",
    "for_rule",
    "in_use",
    "invitation",
    "invitations",
    "links_of",
    "of_customer",
    "of_task",
    "open_questions",
    "question",
    "questions",
    "survey",
    "surveys",
    "titles",
    "version",
    "versions",
]
