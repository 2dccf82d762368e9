"""What the contact centre makes known to the other rooms: rights, policies, sentences of the timeline."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.journal import verbs
from cheyuan.kernel import policy, right
from cheyuan.kernel.policy import PolicySpec
from cheyuan.kernel.right import CARE, MANAGERS, Right

RIGHTS = (
    Right("contact.scripts.edit", _("Write scripts"), MANAGERS),
    Right("contact.team", _("See the team's results"), MANAGERS | frozenset({"care_manager"})),
    Right("contact.bookings.view", _("See booking slips"), CARE | MANAGERS | {"front_desk", "service_advisor"}),
)
GROUP = _("Contact centre")
POLICIES = (
    PolicySpec("contact.attempts", 3, _("Attempts before a message is sent"), "", least=1, most=9, group=GROUP),
    PolicySpec("contact.undo_minutes", 15, _("An outcome can be taken back for"), "minutes", least=1, most=240, group=GROUP),
    PolicySpec("contact.message_channel", "sms", _("Message after the last attempt"), choices=("sms", "wechat", "email"),
               group=GROUP),
    PolicySpec("contact.correction_days", 3, _("Wrong data are corrected within"), "days", least=1, most=30, group=GROUP),
    PolicySpec("contact.complaint_minutes", 60, _("First answer to a complaint within"), "minutes", least=5, most=1440,
               group=GROUP),
)  # fmt: skip
VERBS = {
    "contact.booked": _("Booked for %(when)s: %(what)s"),
    "contact.will_come": _("Reached, will come by themselves"),
    "contact.call_later": _("Asked to be called at %(when)s"),
    "contact.no_answer": _("Called, no answer"),
    "contact.switched_off": _("Called, phone switched off"),
    "contact.wrong_number": _("Called, wrong number"),
    "contact.refused": _("Not this time: %(why)s"),
    "contact.done_elsewhere": _("Had it done elsewhere: %(shop)s"),
    "contact.sold_car": _("Has sold the car"),
    "contact.moved": _("Moved away: %(city)s"),
    "contact.complaint": _("Complained: %(complaint)s"),
    "contact.do_not_contact": _("Does not want to be contacted"),
    "contact.given_up": _("Not reached after %(attempts)s attempts; message prepared"),
    "contact.undone": _("Took back: %(outcome)s"),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*RIGHTS)
    policy.register(*POLICIES)
    verbs.register(VERBS)
