"""The states of a booking slip."""

from cheyuan.kernel.moves import Moves

BOOKING = Moves(
    {
        ("booked", "came"): "came",
        ("booked", "cancel"): "cancelled",
        ("booked", "move"): "booked",
        ("came", "undo"): "booked",
        ("cancelled", "undo"): "booked",
    }
)
