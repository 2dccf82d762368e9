"""The states of a voucher and the steps between them."""

from cheyuan.kernel.moves import Moves

ASKED, GIVEN, USED, EXPIRED, WITHDRAWN, REFUSED = "asked", "given", "used", "expired", "withdrawn", "refused"
STATES = (GIVEN, ASKED, USED, EXPIRED, WITHDRAWN, REFUSED)
MOVES = Moves({
    (ASKED, "approve"): GIVEN, (ASKED, "refuse"): REFUSED, (ASKED, "cancel"): WITHDRAWN,
    (GIVEN, "use"): USED, (USED, "unuse"): GIVEN, (GIVEN, "expire"): EXPIRED,
    (GIVEN, "withdraw"): WITHDRAWN, (WITHDRAWN, "restore"): GIVEN,
})  # fmt: skip
