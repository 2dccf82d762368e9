"""What customers make known to the other rooms: rights, policies, kinds, search, sentences of the timeline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.channels.policy import facts as contact_facts
from cheyuan.base.inbox import records
from cheyuan.base.intake import afterwards, loaders
from cheyuan.base.journal import verbs
from cheyuan.base.lists import spec as lists
from cheyuan.base.search import sources
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref
from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.customers import alerts, intake, panels, queries, rights, words
from cheyuan.records.customers.contactable import FACTS
from cheyuan.records.customers.listing import CUSTOMERS
from cheyuan.records.customers.panels import Topic

GROUP = _("Customers")
POLICIES = (
    PolicySpec(
        "customers.reveals_per_day", 200, _("Looks behind the mask per person and day"), least=1, most=200, group=GROUP
    ),
    PolicySpec(
        "customers.reveal_alert", 100, _("Looks per day that alert the manager"), least=1, most=200, group=GROUP
    ),
)
VERBS = {
    "customer.created": _("Customer file opened"),
    "customer.edited": _("Customer file changed: %(fields)s"),
    "customer.phone_changed": _("Phone number changed"),
    "customer.consent": _("Consent for %(purpose)s by %(channel)s: %(given)s"),
    "customer.stopped": _("Does not want to be contacted (%(scope)s)"),
    "customer.lifted": _("Allows contact again: %(purpose)s"),
    "customer.allowed": _("May be contacted again"),
    "customer.note": _("Note: %(text)s"),
    "customer.promise": _("Promised: %(text)s"),
    "customer.kept": _("Promise kept: %(text)s"),
}

TOPICS = (
    Topic("visit", _("Visits"), "wrench", 20),
    Topic("contact", _("Contacts"), "phone", 10),
    Topic("note", _("Notes"), "chat", 30),
    Topic("consent", _("Consent"), "rules", 60),
    Topic("car", _("Cars"), "car", 40),
    Topic("file", _("Changes of the file"), "edit", 70),
)
SENTENCES = {
    "store_missing": _("Please say in which store."),
    "reveal_limit": _(
        "You have looked behind %(limit)s masks today; that is the limit. Ask your manager if you need more."
    ),
    "cust_no_taken": _("The number %(value)s belongs to another customer. Please take another or leave it empty."),
    "field_unknown": _("The field “%(field)s” does not exist."),
    "phone_missing": _("Please write the phone number down: without it nobody can call."),
    "text_missing": _("Please write something first."),
    "tag_form": _("A tag has 1 to 30 signs."),
    "colleague_unknown": _("Please choose a colleague of this store."),
    "phone_known": _("This number is already on the file."),
    "lift_nothing": _("Please choose what they allow again."),
    "lift_how": _("Please say how they said it; without their own word a refusal stays."),
    "lift_when": _("Please say on which day they said it."),
    "lift_future": _("This day is still to come. Please choose today or an earlier day."),
    "lift_reason": _("Please write what they said."),
    "consent_refused": _("This person refused. Please lift the refusal on its own page, with their own words."),
    "consent_unknown": _("This purpose or channel does not exist."),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    lists.register(CUSTOMERS)
    contact_facts.register(FACTS)
    panels.topics(*TOPICS)
    sentences.register(SENTENCES)
    vocabulary()
    register_router("customers", "cheyuan.records.customers.api.router")
    nav.register(nav.Entry("customers", _("Customers"), "people", "customers:list", right="customers.view", order=30))
    nav.provide(banner=alerts.banner)
    policy.register(*POLICIES)
    verbs.register(VERBS)
    ref.register(
        ref.Kind(
            "customer", _("Customer"), lambda one: reverse("customers:page", args=[one]), "customers.view", "people"
        )
    )
    records.register(records.Record("customer", "customers.view", queries.customers, lambda row: row.name))
    sources.register(sources.Source("customer", _("Customers"), "customers.view", queries.phone_holds, order=10))
    loaders.register(10, intake.CustomersLoader)
    loaders.register_undo(90, intake.undo)
    for figure in ("customers_new", "customers_changed"):
        afterwards.register_list(figure, "customers:list", "customers.view")


def vocabulary() -> None:
    """The words behind the codes in sentences of the timeline."""
    verbs.vocabulary(
        {
            "purpose": dict(words.PURPOSES),
            "channel": dict(words.CHANNELS),
            "scope": dict(words.SCOPES),
            "given": {str(key): label for key, label in words.GIVEN.items()},
            "fields": words.FIELDS,
        }
    )
