"""The table of roles and rights names every room in words."""

from cheyuan.base.accounts.views.roles import ROOMS
from cheyuan.kernel.right import rights


def test_plt_60_every_room_of_rights_has_a_name() -> None:
    """Nobody reads a code in the table: a right of a new room needs its name there."""
    assert {name.split(".")[0] for name in rights()} <= set(ROOMS)
