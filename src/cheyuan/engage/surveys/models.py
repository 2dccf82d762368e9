"""Surveys with their versions, invitations to them, what was answered, and questions that customers raised."""

from typing import Any

from django.db import models

from cheyuan.base.tenancy.models import GroupRow, StoreRow


class Survey(GroupRow):
    """One survey of the group. ``about`` says after what it is asked; the newest one that is not archived is used."""

    code = models.SlugField(max_length=20, db_collation="C")
    about = models.CharField(max_length=10, default="other")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "code"], name="survey_once")]

    def __str__(self) -> str:
        return self.code


class SurveyVersion(GroupRow):
    """What a survey asks (CARE-20). Rows are only added: whoever was invited answers the version of that day.

    ``title``, ``lead`` and ``thanks`` are words by language ("zh", "en"); ``questions`` see ``sheet.Item``.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title: Any = models.JSONField(default=dict)
    lead: Any = models.JSONField(default=dict)
    thanks: Any = models.JSONField(default=dict)
    questions: Any = models.JSONField(default=list)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "survey", "number"], name="survey_version_once")]


class Invitation(StoreRow):
    """One person asked once. Of the link only the hash is kept; ``nonce`` and the keys of the house make it again.

    ``origin`` says why ("task:5", "slip:77:3"), once per store. ``settles``: the answer is the end of the care task.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    advisor = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    origin = models.CharField(max_length=60)
    task_id = models.BigIntegerField(null=True, blank=True)
    settles = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, default="link")
    nonce = models.CharField(max_length=32, db_collation="C")
    token_hash = models.BinaryField(max_length=32)
    state = models.CharField(max_length=10, default="open")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "origin"], name="invitation_once"),
            models.UniqueConstraint(fields=["store", "token_hash"], name="invitation_token_once"),
        ]
        indexes = [
            models.Index(fields=["store", "customer", "-created_at"], name="invitation_of_customer"),
            models.Index(fields=["store", "-created_at", "id"], name="invitation_newest"),
        ]


class Answer(StoreRow):
    """What one person answered, once per invitation. ``values``: scores and choices by question; ``words``: what they wrote.

    ``csi`` is the mean of the scores in hundredths of a point of ten, ``nps`` 0–10, ``lowest`` the lowest of all of them
    on the scale of ten. ``complaint_id`` is the complaint that a low one opened.
    """

    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, related_name="answers", db_constraint=False, db_index=False
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    vehicle = models.ForeignKey(
        "vehicles.Vehicle", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    advisor = models.ForeignKey(
        "accounts.Account", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=10, default="link")
    language = models.CharField(max_length=10, default="zh-hans")
    values: Any = models.JSONField(default=dict)
    words: Any = models.JSONField(default=dict)
    csi = models.PositiveSmallIntegerField(null=True, blank=True)
    nps = models.PositiveSmallIntegerField(null=True, blank=True)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    low = models.BooleanField(default=False)
    complaint_id = models.BigIntegerField(null=True, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "invitation"], name="answer_once")]
        indexes = [
            models.Index(fields=["store", "-at", "id"], name="answer_newest"),
            models.Index(fields=["store", "survey", "day"], name="answer_by_day"),
            models.Index(fields=["store", "advisor", "-at"], name="answer_of_advisor"),
            models.Index(fields=["store", "customer", "-at"], name="answer_of_customer"),
        ]


class Question(StoreRow):
    """A question that a customer raised in the form (CARE-21): answered by somebody until ``due_at``."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="asked", db_constraint=False)
    customer = models.ForeignKey(
        "customers.Customer", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    text = models.TextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reply = models.TextField(blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by_id = models.BigIntegerField(null=True, blank=True)
    replied_by_name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "answer"], name="question_once")]
        indexes = [
            models.Index(fields=["store", "due_at", "id"], name="question_by_due"),
            models.Index(fields=["store", "-asked_at", "id"], name="question_newest"),
        ]
