"""What can be done with surveys."""

from cheyuan.engage.surveys.actions.answering import answer, fill_in, seen
from cheyuan.engage.surveys.actions.asking import Whom, invite, link_for_task, link_of, slip
from cheyuan.engage.surveys.actions.many import invite_many, withdraw_many
from cheyuan.engage.surveys.actions.replying import reply
from cheyuan.engage.surveys.actions.sending import Sent, send, send_for_task, send_many
from cheyuan.engage.surveys.actions.writing import Draft, archive, ensure_surveys, restore, save_survey

__all__ = [
    "Draft",
    "Sent",
    "Whom",
    "answer",
    "archive",
    "ensure_surveys",
    "fill_in",
    "invite",
    "invite_many",
    "link_for_task",
    "link_of",
    "reply",
    "restore",
    "save_survey",
    "seen",
    "send",
    "send_for_task",
    "send_many",
    "slip",
    "withdraw_many",
]
