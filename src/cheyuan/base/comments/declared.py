"""What comments make known to the other rooms."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.comments import actions, keeping, rights, words
from cheyuan.base.inbox import kinds
from cheyuan.base.jobs import retention
from cheyuan.base.ui import words as sentences
from cheyuan.kernel import policy, ref, right
from cheyuan.kernel.policy import PolicySpec

GROUP = _("Comments")
POLICIES = (
    PolicySpec(
        "comments.edit_minutes", 15, _("A comment can be changed for"), "minutes", least=0, most=1440, group=GROUP
    ),
    PolicySpec("comments.files", 5, _("Files of one comment"), least=0, most=20, group=GROUP),
    PolicySpec(
        "comments.file_megabytes", 10, _("Largest file of a comment, in megabytes"), least=1, most=50, group=GROUP
    ),
)


def _where(facts: Mapping[str, Any]) -> dict[str, Any]:
    kind = ref.kinds().get(str(facts.get("on", "")))
    return {"who": facts.get("who", ""), "kind": kind.label if kind else "", "title": facts.get("title", "")}


def _mentioned(facts: Mapping[str, Any]) -> str:
    return gettext("%(who)s mentioned you: %(kind)s %(title)s") % _where(facts)


def _answered(facts: Mapping[str, Any]) -> str:
    return gettext("%(who)s commented too: %(kind)s %(title)s") % _where(facts)


def declare() -> None:
    """Make all of it known; called once at start."""
    right.register(*rights.ALL)
    policy.register(*POLICIES, keeping.DAYS)
    retention.register(keeping.KEEPING)
    sentences.register(words.SENTENCES)
    kinds.register(
        kinds.Kind(actions.MENTIONED, _("Mention"), _mentioned, "chat"),
        kinds.Kind(actions.ANSWERED, _("Comment where I wrote"), _answered, "chat"),
    )
    register_router("comments", "cheyuan.base.comments.api.router")
