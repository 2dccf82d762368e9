"""What the contact centre makes known to the other rooms: rights, policies, sentences of the timeline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.jobs import retention, schedule
from cheyuan.base.journal import verbs
from cheyuan.base.ui import nav, words
from cheyuan.engage.contact import facing, keeping, leftovers, surveying
from cheyuan.engage.contact.metrics import METRICS
from cheyuan.engage.contact.outcomes import BY_CODE, LATER_LABELS, REASONS
from cheyuan.engage.contact.words import SENTENCES
from cheyuan.insight.metrics import declaring
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.policy import PolicySpec
from cheyuan.kernel.right import CARE, MANAGERS, Right
from cheyuan.records.customers import panels, persons

SLIPS = CARE | MANAGERS | {"front_desk", "service_advisor"}
RIGHTS = (
    Right("contact.scripts.edit", _("Write scripts"), MANAGERS),
    Right("contact.team", _("See the team's results"), MANAGERS | frozenset({"care_manager"})),
    Right("contact.bookings.view", _("See booking slips"), SLIPS),
    Right("contact.bookings.edit", _("Change booking slips"), SLIPS),
)
GROUP = _("Contact centre")
POLICIES = (
    PolicySpec("contact.attempts", 3, _("Attempts before a message is sent"), "", least=1, most=9, group=GROUP),
    PolicySpec("contact.undo_minutes", 15, _("An outcome can be taken back for"), "minutes", least=1, most=240, group=GROUP),
    PolicySpec("contact.message_channel", "sms", _("Message after the last attempt"), choices=("sms", "wechat", "email"),
               group=GROUP),
    PolicySpec("contact.slot_minutes", 90, _("Time between two bookings"), "minutes", least=15, most=240, group=GROUP),
    PolicySpec("contact.slot_cars", 3, _("Cars at one time"), least=1, most=50, group=GROUP),
    PolicySpec("contact.correction_days", 3, _("Wrong data are corrected within"), "days", least=1, most=30, group=GROUP),
    PolicySpec("contact.script_level", 95, _("Versions of scripts are called different at a certainty of"), "percent", least=80,
               most=99, group=GROUP),
    PolicySpec("contact.script_effect", 5, _("A difference between scripts that would matter"), "points", least=1, most=30,
               group=GROUP, help=_("In percent points of the people called.")),
    PolicySpec("contact.complaint_minutes", 60, _("First answer to a complaint within"), "minutes", least=5, most=1440,
               group=GROUP),
)  # fmt: skip
VERBS = {
    "contact.booked": _("Booked for %(when)s: %(what)s"),
    "contact.will_come": _("Reached, will come by themselves"),
    "contact.talked": _("Talked to about the visit"),
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
    "contact.undone": _("Took an outcome back"),
    "contact.corrected": _("Data put right: %(note)s"),
    "contact.not_found": _("Right data not to be found: %(note)s"),
    "contact.answered": _("Complaint answered: %(note)s"),
    "booking.came": _("Came as booked: %(what)s"),
    "booking.cancel": _("Booking cancelled: %(what)s"),
    "booking.moved": _("Booking moved to %(when)s: %(what)s"),
    "booking.undo": _("Booking stands again: %(what)s"),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    declaring.register(*METRICS)
    right.register(*RIGHTS)
    policy.register(*POLICIES, keeping.NOTES)
    retention.register(keeping.KEEPING)
    schedule.register(surveying.NAME, surveying.HOUR, surveying.MINUTE, surveying.daily)
    verbs.register(VERBS)
    verbs.vocabulary({"why": REASONS, "outcome": {**{one.code: one.label for one in BY_CODE.values()}, **LATER_LABELS}})
    words.register(SENTENCES)
    panels.register(*facing.PANELS)
    persons.register(leftovers.PART)
    register_router("tasks", "cheyuan.engage.contact.api.tasks")
    register_router("attempts", "cheyuan.engage.contact.api.attempts")
    register_router("bookings", "cheyuan.engage.contact.api.bookings")
    ref.register(
        ref.Kind(
            "booking",
            _("Booking"),
            lambda one: reverse("bookings:slip", args=[one]),
            "contact.bookings.view",
            "calendar",
        ),
    )
    nav.register(
        nav.Entry("contact", _("Contact"), "phone", "contact:queue", right="care.tasks.work", order=20),
        nav.Entry("bookings", _("Bookings"), "calendar", "bookings:day", right="contact.bookings.view", order=25),
    )
