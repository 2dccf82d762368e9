"""What customers make known to the other rooms: rights, policies, kinds, search, sentences of the timeline."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.intake import loaders
from cheyuan.base.journal import verbs
from cheyuan.base.search import sources
from cheyuan.kernel import policy, ref
from cheyuan.kernel.policy import PolicySpec
from cheyuan.records.customers import intake, queries, rights

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
    "customer.allowed": _("May be contacted again"),
    "customer.note": _("Note: %(text)s"),
    "customer.promise": _("Promised: %(text)s"),
    "customer.kept": _("Promise kept: %(text)s"),
}


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    policy.register(*POLICIES)
    verbs.register(VERBS)
    ref.register(
        ref.Kind(
            "customer", _("Customer"), lambda one: reverse("customers:page", args=[one]), "customers.view", "people"
        )
    )
    sources.register(sources.Source("customer", _("Customers"), "customers.view", queries.phone_holds, order=10))
    loaders.register(10, intake.CustomersLoader)
    loaders.register_undo(90, intake.undo)
