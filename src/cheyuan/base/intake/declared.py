"""What imports make known to the other rooms: rights, policies, kinds, words, the room on the rail, background work."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.intake import actions, policies, rights, words, work
from cheyuan.base.jobs import schedule
from cheyuan.base.jobs import work as jobs
from cheyuan.base.journal import verbs
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import now


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    register_router("imports", "cheyuan.base.intake.api.router")
    policy.register(*policies.POLICIES)
    sentences.register(words.SENTENCES)
    verbs.register(words.AUDIT)
    for name, function in (("read", work.read), ("check", work.check), ("commit", work.commit), ("undo", work.undo)):
        jobs.register(f"intake.{name}", function, words.WORK[f"intake.{name}"])
    ref.register(
        ref.Kind("batch", _("Import"), lambda one: reverse("intake:one", args=[one]), "intake.import", "upload")
    )
    nav.register(nav.Entry("intake", _("Import"), "upload", "intake:list", right="intake.import", order=80, rare=True))
    schedule.register("intake.forget", 3, 20, _forget)


def _forget(by: Actor, day: date) -> None:
    actions.forget_old(by, at=now())
