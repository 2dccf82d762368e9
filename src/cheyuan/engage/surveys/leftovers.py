"""What a person answered and asked: in their copy; erased, the scores stay without words and without the person's link."""

from collections.abc import Collection, Mapping
from typing import Any

from cheyuan.engage.surveys.models import Answer, Invitation, Question
from cheyuan.records.customers.persons import Part, Subject, plain


def _copy(subject: Subject) -> Any:
    one = subject.customer.pk
    invitations = Invitation.objects.filter(customer_id=one).order_by("pk")
    answers = Answer.objects.filter(customer_id=one).order_by("pk")
    questions = Question.objects.filter(customer_id=one).order_by("pk")
    return {
        "invitations": plain(invitations, "store_id", "nonce", "origin", "by_id"),
        "answers": plain(answers, "store_id", "by_id"),
        "questions": plain(questions, "store_id", "replied_by_id"),
    }


def _erase(subject: Subject) -> Mapping[str, int]:
    one = subject.customer.pk
    invitations = Invitation.objects.filter(customer_id=one)
    invitations.filter(state="open").update(state="withdrawn", nonce="")
    answers = Answer.objects.filter(customer_id=one)
    questions = Question.objects.filter(customer_id=one)
    return {
        "surveys_invitation": invitations.count(),
        "surveys_answer": answers.update(words={}),
        "surveys_question": questions.update(text="", reply=""),
    }


def forget(answers: Collection[int]) -> None:
    """Empty the words of these answers and of what was asked in them."""
    Answer.objects.filter(pk__in=answers).update(words={})
    Question.objects.filter(answer_id__in=answers).update(text="", reply="")


PART = Part("surveys", _copy, _erase, ("surveys_invitation", "surveys_answer", "surveys_question"), order=7)
