"""Words of the reports: figures with their definitions, kinds of findings, states; sentences of refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RATES: dict[str, object] = {
    "made": _("Reminders made"), "first_coverage": _("First services reminded"),
    "first_return": _("First-service return rate"), "periodic_return": _("Periodic return rate"),
    "booking": _("Booking rate"), "lapse": _("Lapse rate"), "recall": _("Recall rate"),
}  # fmt: skip
COLUMNS: dict[str, object] = {
    "due": pgettext_lazy("reminder", "Due"), "made": pgettext_lazy("reminder", "Made"),
    "reached": pgettext_lazy("reminder", "Reached"), "booked": pgettext_lazy("reminder", "Booked"),
    "returned": pgettext_lazy("reminder", "Returned"),
}  # fmt: skip
WHAT: dict[str, object] = {
    **COLUMNS, "missed": pgettext_lazy("reminder", "Not made"), "stayed": pgettext_lazy("reminder", "Not returned"),
}  # fmt: skip
DEFINITIONS: tuple[tuple[object, object], ...] = (
    (COLUMNS["due"], _("Reminders whose deadline lies in the period. What went away by itself before anybody tried is left out. "
                       "One reminder is one task of one rule, one subject, one cycle.")),
    (COLUMNS["made"], _("Of these: somebody tried at least once until the end of the period, or a message did the task.")),
    (COLUMNS["reached"], _("Of these: somebody was spoken to until the end of the period.")),
    (COLUMNS["booked"], _("Of these: a visit was booked until the end of the period.")),
    (COLUMNS["returned"], _("Of these: the car visited this store from the day the reminder opened to the end of the period. "
                            "Only reminders that call a car to the workshop count.")),
    (RATES["made"], _("Made ÷ due, all rules.")),
    (RATES["first_coverage"], _("Made ÷ due, both reminders of the first service.")),
    (RATES["booking"], _("Booked ÷ reached, reminders of a service.")),
    (RATES["first_return"], _("Cars whose first service was due in the period (delivery + months of the rule) and that had a "
                              "service here until its end ÷ all of these cars.")),
    (RATES["periodic_return"], _("Services whose next one was due in the period (day + months of the rule), followed by another "
                                 "service here until its end ÷ all of these services. Several on one day are one.")),
    (RATES["lapse"], _("Cars %(days)s days or more past their next service (by months) at the end of the period ÷ all active "
                       "cars that the store cares for.")),
    (RATES["recall"], _("Cars that had lapsed before the period and visited this store in it ÷ all cars that had lapsed "
                        "before.")),
)  # fmt: skip
KINDS: dict[str, object] = {
    "unfollowed": _("Failed call not followed"), "coverage": _("Too few first services reminded"),
    "birthday": _("Birthday missed"), "late": _("Reminder made late"), "missed": _("Reminder never made"),
    "audit": _("Insurance call failed its audit"), "lapse": _("Figures of lapsed owners late or false"),
    "report": _("No monthly report in time"), "plan": _("Improvement plan missing or incomplete"),
    "reward": _("Every reminder made"),
}  # fmt: skip
REPORT_STATES: dict[str, object] = {
    "draft": pgettext_lazy("report", "Draft"), "submitted": pgettext_lazy("report", "Waits for the signature"),
    "approved": pgettext_lazy("report", "Approved"),
}  # fmt: skip
REPORT_MARKS = {"draft": "now", "submitted": "wait", "approved": "well"}
STATES: dict[str, object] = {
    "proposed": pgettext_lazy("deduction", "Proposed"), "contested": pgettext_lazy("deduction", "Contested"),
    "upheld": pgettext_lazy("deduction", "Upheld"), "dropped": pgettext_lazy("deduction", "Dropped"),
    "settled": pgettext_lazy("deduction", "Settled"),
}  # fmt: skip
MARKS = {"proposed": "now", "contested": "wait", "upheld": "none", "dropped": "no", "settled": "well"}
STEPS: dict[str, object] = {
    "propose": _("Proposed by the figures"), "contest": _("Contested"), "uphold": _("Upheld by the manager"),
    "drop": _("Dropped by the manager"), "settle": _("Approved by the general manager"),
    "replace": _("Fell away: the month was opened again"),
}  # fmt: skip
PERIODS: dict[str, object] = {
    "day": pgettext_lazy("period", "Day"), "week": pgettext_lazy("period", "Week"), "month": pgettext_lazy("period", "Month"),
}  # fmt: skip
SENTENCES = {
    "month_runs": _("This month is still running. It can be closed from %(day)s on."),
    "reopen_reason": _("Please write why the month is opened again; it stays on file."),
    "closing_old": _("This month was opened again meanwhile. Please look at its newest version."),
    "report_waits": _("The report waits for a signature. Please take it back or have it decided first."),
    "report_closed": _("This report was given away already. Nothing of yours was saved."),
    "report_summary": _("Please write one or two sentences about the month."),
    "report_unsigned": _("Only a signed report is kept as a PDF."),
    "measure_what": _("Please write what is done."),
    "measure_weak": _("Please choose a weak point of the list."),
    "measure_owner": _("Please choose a colleague who is on duty."),
    "measure_changed": _("This measure was changed meanwhile. Please look again."),
    "proposal_words": _("Please write the reason; it stays on file."),
    "proposal_amount": _("Please enter an amount between 0 and %(most)s."),
    "proposal_own": _("Nobody decides about themselves. The general manager decides this one."),
    "proposal_others": _("Only the person concerned can contest it."),
    "contest_late": _("It could be contested for %(days)s days. Please speak with your manager."),
    "proposals_open": _("%(count)s of them are not decided yet."),
    "proposals_none": _("There is nothing to approve: nothing was upheld."),
    "money_waits": _("What was decided waits for approval and stays as it is until then."),
}
