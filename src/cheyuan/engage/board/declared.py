"""What the board makes known to the other rooms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cheyuan.base.apikit.registry import register_router
from cheyuan.base.ui import nav
from cheyuan.base.ui import words as sentences
from cheyuan.engage.board import queries, words
from cheyuan.kernel import ref


def declare() -> None:
    """Make all of it known; called once at start."""
    sentences.register(words.SENTENCES)
    ref.register(
        ref.Kind("balance", _("Evening out of the work"), lambda _one: reverse("board:board"), queries.RIGHT, "people")
    )
    register_router("board", "cheyuan.engage.board.api.router")
    nav.register(nav.Entry("board", _("Board"), "gauge", "board:board", right=queries.RIGHT, order=27))
