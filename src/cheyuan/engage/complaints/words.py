"""Words of complaints: channels, departments, kinds, states, steps, clocks; sentences of refusals and of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHANNELS: dict[str, object] = {
    "hotline": _("Hotline"), "site": _("Website"), "wechat": _("WeChat"), "survey": pgettext_lazy("channel", "Survey"),
    "listening": _("Social media"), "front_desk": _("Front desk"), "call": _("Call by us"),
}  # fmt: skip
DEPARTMENTS: dict[str, object] = {
    "care": _("Customer care"), "sales": pgettext_lazy("department", "Sales"), "service": pgettext_lazy("department", "Service"),
    "parts": pgettext_lazy("department", "Parts"), "office": pgettext_lazy("department", "Office"),
}  # fmt: skip
KINDS: dict[str, object] = {
    "attitude": pgettext_lazy("complaint", "Attitude"), "technical": pgettext_lazy("complaint", "Technical"),
    "price": pgettext_lazy("complaint", "Price"), "waiting": pgettext_lazy("complaint", "Waiting time"),
    "parts": pgettext_lazy("complaint", "Parts"), "delivery": pgettext_lazy("complaint", "Delivery"),
    "other": pgettext_lazy("complaint", "Other"),
}  # fmt: skip
SEVERITIES: dict[str, object] = {
    "urgent": pgettext_lazy("complaint", "Urgent"), "normal": pgettext_lazy("complaint", "Normal"),
}  # fmt: skip
STATES: dict[str, object] = {
    "received": pgettext_lazy("complaint", "Received"), "classified": pgettext_lazy("complaint", "Classified"),
    "assigned": pgettext_lazy("complaint", "Assigned"), "in_work": pgettext_lazy("complaint", "In work"),
    "solved": pgettext_lazy("complaint", "Solved"), "told": pgettext_lazy("complaint", "Told"),
    "revisited": pgettext_lazy("complaint", "Revisited"), "closed": pgettext_lazy("complaint", "Closed"),
    "withdrawn": pgettext_lazy("complaint", "Withdrawn"),
}  # fmt: skip
MARKS = {
    "received": "now", "classified": "none", "assigned": "none", "in_work": "none", "solved": "well", "told": "well",
    "revisited": "well", "closed": "well", "withdrawn": "no",
}  # fmt: skip
SATISFACTION: dict[str, object] = {
    "yes": _("Satisfied"), "partly": _("Partly satisfied"), "no": _("Not satisfied"), "unreached": _("Not reached"),
}  # fmt: skip
CLOCKS: dict[str, object] = {
    "answer": _("First answer"), "solve": _("Solution"), "tell": _("Result told"), "revisit": pgettext_lazy("clock", "Revisit"),
}  # fmt: skip
LEVELS: dict[int, object] = {1: _("runs out soon"), 2: _("has run out"), 3: _("ran out long ago")}
REPORTED: dict[int, object] = {1: _("Team lead"), 2: _("Department manager"), 3: _("General manager")}
"""Who knows of it, by the level of the escalation."""
BUTTONS: dict[str, object] = {
    "answer": _("Note the first answer"), "classify": _("Classify"), "assign": _("Give to"), "start": _("Begin work"),
    "wait": _("Wait for the customer"), "resume": _("Go on working"), "solve": _("Note the solution"),
    "tell": _("Note that the customer knows"), "revisit": _("Note the revisit"), "close": _("Close complaint"),
    "reopen": _("Reopen complaint"), "withdraw": _("Withdraw complaint"), "remark": _("Add a note"),
    "compensate": _("Ask for a compensation"),
}  # fmt: skip
DONE: dict[str, object] = {
    "receive": _("Complaint taken"), "answer": _("First answer given"), "classify": _("Complaint classified"),
    "assign": _("Complaint given out"), "start": _("Work on the complaint begun"), "wait": _("Waiting for the customer"),
    "resume": _("Complaint goes on"), "solve": _("Complaint solved"), "tell": _("Customer told the result"),
    "revisit": _("Customer revisited"), "close": _("Complaint closed"), "reopen": _("Complaint reopened"),
    "withdraw": _("Complaint withdrawn"), "remark": _("Note on the complaint"), "undo": _("Step of a complaint taken back"),
    "compensate": _("Compensation asked for"), "granted": _("Compensation approved"), "denied": _("Compensation refused"),
    "escalate": _("Complaint escalated"),
}  # fmt: skip
VERBS = {
    "complaint.receive": _("Complained (%(number)s, %(channel)s): %(words)s"),
    "complaint.answer": _("Complaint %(number)s answered: %(words)s"),
    "complaint.solve": _("Complaint %(number)s solved: %(words)s"),
    "complaint.tell": _("Told the result of complaint %(number)s: %(words)s"),
    "complaint.revisit": _("Revisited about complaint %(number)s: %(satisfaction)s"),
    "complaint.close": _("Complaint %(number)s closed"),
    "complaint.reopen": _("Complaint %(number)s reopened: %(words)s"),
    "complaint.withdraw": _("Complaint %(number)s withdrawn: %(words)s"),
    "complaint.granted": _("Compensation for complaint %(number)s approved: %(amount)s"),
    "complaint.undo": _("A step of complaint %(number)s was taken back"),
}
SENTENCES = {
    "complaint_channel": _("Please choose how the complaint reached us."),
    "complaint_kind": _("Please choose what the complaint is about."),
    "complaint_department": _("Please choose the department."),
    "complaint_severity": _("Please choose how urgent it is."),
    "complaint_words": _("Please write a few words; whoever goes on needs them."),
    "complaint_assignee": _("Please choose a colleague who is on duty."),
    "complaint_satisfaction": _("Please choose whether the customer is satisfied."),
    "complaint_future": _("This moment is still to come."),
    "complaint_old": _("A complaint is entered within %(days)s days."),
    "complaint_vehicle": _("This car does not belong to that customer."),
    "complaint_changed": _("This complaint has moved on meanwhile. Nothing of yours was saved; please look again."),
    "complaint_waits": _("We wait for the customer already."),
    "complaint_runs": _("Nobody waits here; work goes on already."),
    "complaint_answered": _("The first answer was given already."),
    "complaint_nothing": _("There is nothing that could be taken back."),
    "complaint_others": _("Only the person who did it can take it back."),
    "complaint_late": _("This can no longer be taken back. Nothing was changed."),
    "complaint_early": _(
        "The revisit is due on %(day)s. Before that a satisfied word of the customer is enough to note it."
    ),
    "compensation_amount": _("Please enter an amount above zero."),
    "compensation_state": _("A closed or withdrawn complaint is compensated no more; reopen it first."),
    "improvement_what": _("Please write what is changed."),
    "improvement_week": _("A week begins on a Monday."),
}
