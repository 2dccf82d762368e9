"""Words of interviews: notices, sentences of the timeline, refusals."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.journal import verbs

SENTENCES = {"interview_score": _("The score is a whole number from 1 to 10.")}
VERBS = {
    "interview.noted": _("Said how the reception was: %(score)s of 10"),
    "guest.result": _("%(name)s was called after the visit on %(day)s: %(outcome)s"),
}


def result(facts: Mapping[str, Any]) -> str:
    """What the call to an important guest brought, with what the agent noted of it."""
    said = verbs.sentence("guest.result", facts)
    return gettext("%(said)s. “%(words)s”") % {"said": said, "words": facts["words"]} if facts.get("words") else said
