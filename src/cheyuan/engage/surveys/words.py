"""Words of surveys: kinds of questions, what they are about, channels, states, refusals, sentences of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, object] = {
    "score": _("Score from 1 to 10"), "score0": _("Score from 0 to 10"), "nps": _("Would recommend us (NPS)"),
    "choice": pgettext_lazy("survey", "Choice"), "text": pgettext_lazy("survey", "Text"),
}  # fmt: skip
ABOUT: dict[str, object] = {
    "delivery": _("A week after delivery"), "service": pgettext_lazy("survey", "After the service"),
    "visit": _("After the first visit"), "event": _("After an event"), "other": pgettext_lazy("survey", "Other"),
}  # fmt: skip
CHANNELS: dict[str, object] = {
    "message": pgettext_lazy("survey", "Message"), "slip": _("Slip with QR code"), "link": pgettext_lazy("survey", "Link"),
    "agent": _("In a call"), "letter": pgettext_lazy("survey", "Letter"),
}  # fmt: skip
STATES: dict[str, object] = {
    "open": pgettext_lazy("invitation", "Open"), "answered": pgettext_lazy("invitation", "Answered"),
    "withdrawn": pgettext_lazy("invitation", "Withdrawn"),
}  # fmt: skip
SENTENCES = {
    "survey_title": _("Please give the survey a name in Chinese."),
    "survey_question_words": _("Please write question %(number)s in Chinese."),
    "survey_no_question": _("A survey needs at least one question."),
    "survey_questions": _("A survey has at most %(most)s questions; whoever is asked more gives up."),
    "survey_kind": _("Please choose the kind of question %(number)s."),
    "survey_about": _("Please choose after what the survey is asked."),
    "survey_options": _("Question %(number)s needs two to ten choices, one a line."),
    "survey_long": _("At most %(most)s signs, please."),
    "survey_archived": _("This survey is archived. Bring it back before you use it."),
    "survey_none": _("There is no survey for this. A manager can write one under Surveys."),
    "survey_required": _("This one is needed, please."),
    "survey_value": _("Please choose one of the answers."),
    "survey_answered": _("This survey was answered already. Nothing was changed."),
    "survey_expired": _("The time for this survey is over."),
    "survey_vehicle": _("This car does not belong to that customer."),
    "survey_not_sent": _("Nothing was sent: %(why)s."),
    "survey_sent": _("This survey went out before. Nothing was sent twice."),
    "survey_reply": _("Please write what was answered."),
    "survey_replied": _("This question was answered already, by %(name)s."),
}
VERBS = {
    "survey.invited": _("Invited to a survey: %(survey)s"),
    "survey.answered": _("Answered a survey: %(survey)s, %(score)s of 10"),
    "survey.answered_plain": _("Answered a survey: %(survey)s"),
    "survey.asked": _("Asked in a survey: %(words)s"),
    "survey.replied": _("Question from a survey answered: %(words)s"),
}
REASONS = {
    "survey": _("Survey, a week after delivery"), "survey_asked": _("Survey, sent by a colleague"),
    "survey_many": _("Survey, sent to a selection of customers"),
}  # fmt: skip
LEFT: dict[str, object] = {
    "survey_asked_already": _("this survey was asked not long ago"), "no_address": _("there is no phone, WeChat or email"),
    "refused": _("the customer refused such messages"), "no_consent": _("the customer has not agreed to such messages"),
    "stopped": _("the customer wants no contact"), "stale": _("it is too late for it"),
}  # fmt: skip
