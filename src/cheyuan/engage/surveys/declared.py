"""What surveys make known to the other rooms: rights, policies, sentences, lists, panels, the person's part."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.channels import reasons
from cheyuan.base.inbox import kinds as notices
from cheyuan.base.inbox import records
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.surveys import (
    facing,
    keeping,
    leftovers,
    listing,
    policies,
    queries,
    reminding,
    rights,
    segmenting,
    words,
)
from cheyuan.engage.surveys.metrics import METRICS
from cheyuan.insight.metrics import declaring
from cheyuan.kernel import policy, ref, right
from cheyuan.records.customers import panels, persons


def declare() -> None:
    """Make all of it known; called once at start."""
    declaring.register(*METRICS)
    right.register(*rights.ALL)
    policy.register(*policies.POLICIES, keeping.WORDS)
    retention.register(keeping.KEEPING)
    sentences.register(words.SENTENCES)
    segmenting.declare()
    verbs.register(words.VERBS)
    reasons.register(words.REASONS)
    lists.register(listing.ANSWERS)
    lists.register(listing.QUESTIONS)
    lists.extend("customers", facing.MORE)
    panels.topics(facing.TOPIC)
    panels.present(**facing.PRESENT)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    ref.register(ref.Kind("survey", _("Answer to a survey"), listing.page_of, "surveys.view", "gauge", rights.sees_all))
    question = _("Question from a survey")
    ref.register(ref.Kind("survey_question", question, listing.question_page, "surveys.view", "help", rights.sees_all))
    records.register(records.Record("survey_question", "surveys.view", queries.questions, lambda row: row.text[:40]))
    notices.register(notices.Kind(reminding.WAITING, _("Question that waits"), reminding.said, "help"))
    schedule.register(reminding.NAME, reminding.HOUR, reminding.MINUTE, reminding.daily)
    register_router("surveys", "cheyuan.engage.surveys.api.surveys")
    register_router("invitations", "cheyuan.engage.surveys.api.invitations")
    register_router("answers", "cheyuan.engage.surveys.api.answers")
    register_router("questions", "cheyuan.engage.surveys.api.questions")
    nav.register(nav.Entry("surveys", _("Surveys"), "gauge", "surveys:home", right="surveys.view", order=47))
