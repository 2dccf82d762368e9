"""Sentences for the refusals of the contact centre."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "outcome_unfit": _("This outcome belongs to calls about a visit. Please choose another."),
    "task_taken": _("%(name)s has this task open just now. Nothing of yours was saved; please take the next one."),
    "task_of_colleague": _("This task belongs to %(name)s. Ask your manager if you need it."),
    "task_changed": _("This task has moved on meanwhile. Nothing of yours was saved; please look again."),
    "task_other_form": _("This task has a form of its own. Please open it in the contact centre."),
    "outcome_unknown": _("Please choose what came of the call."),
    "answer_missing": _("This is still missing."),
    "moment_past": _("This moment has passed. Please choose a later one."),
    "moment_missing": _("Please choose a day and a time."),
    "day_future": _("This day is still to come. Please choose today or an earlier day."),
    "moment_form": _("This is not a moment."),
    "seconds_form": _("A call lasts between 0 seconds and 6 hours."),
    "snooze_long": _("A task can be put off for at most %(days)s days."),
    "phone_same": _("This is the number we already have."),
    "call_not_now": "%(words)s",
    "phone_none": _("There is no phone number on file."),
    "undo_late": _("This can no longer be taken back. Nothing was changed."),
    "undo_not_newest": _("Something newer has been reported since. Take that back first."),
    "store_closed": _("The store is closed then. Please choose another time."),
    "slot_full": _("This time is full. Please choose another one."),
    "script_variable": _("“%(name)s” is not a variable. The list beside the text shows all of them."),
    "script_brace": _("A brace or bracket does not close, or one stands in another."),
    "script_no_trial": _("No two versions are being tried side by side."),
    "script_long": _("This is too long: at most %(most)s signs."),
    "script_empty": _("A script needs at least one passage."),
    "script_rule": _("There is no rule %(rule)s to write a script for."),
    "language_unknown": _("There are scripts in Chinese and in English only."),
}
