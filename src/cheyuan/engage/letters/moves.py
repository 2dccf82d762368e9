"""Which step leads where: a mailing, a letter, and a package for the print house."""

from cheyuan.kernel.moves import Moves

DRAFT, MAKING, MADE, POSTED = "draft", "making", "made", "posted"
MAILING = Moves({
    (DRAFT, "make"): MAKING, (MAKING, "finish"): MADE, (MADE, "lose"): MAKING, (MAKING, "lose"): MAKING,
    (MAKING, "discard"): DRAFT, (MADE, "discard"): DRAFT, (MADE, "post"): POSTED,
})  # fmt: skip
"""``lose``: a file went because somebody in it was erased; it is made again without them."""
WAITING, STOPPED, SENT, RETURNED = "made", "stopped", "posted", "returned"
LETTER = Moves({
    (WAITING, "stop"): STOPPED, (WAITING, "post"): SENT, (SENT, "return"): RETURNED, (RETURNED, "back"): SENT,
})  # fmt: skip
"""``stop``: the person refused, or was erased, after it was made; it is taken out of the pile."""
