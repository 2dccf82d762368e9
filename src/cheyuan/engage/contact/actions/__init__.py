"""What can be done in the contact centre."""

from cheyuan.engage.contact.actions.bookings import cancel_booking, mark_came, move_booking, undo_booking
from cheyuan.engage.contact.actions.corrections import answer_complaint, correct
from cheyuan.engage.contact.actions.dialling import dial, reveal_list
from cheyuan.engage.contact.actions.report import report, snooze, undo, wake
from cheyuan.engage.contact.actions.scripts import end_trial, ensure_scripts, save_script

__all__ = [
    "answer_complaint",
    "cancel_booking",
    "correct",
    "dial",
    "end_trial",
    "ensure_scripts",
    "mark_came",
    "move_booking",
    "report",
    "reveal_list",
    "save_script",
    "snooze",
    "undo",
    "undo_booking",
    "wake",
]
