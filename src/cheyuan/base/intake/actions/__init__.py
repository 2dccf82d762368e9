"""An import from upload to undo. The files lie sealed until they are written or dropped; a crash leaves the book as it was."""

from cheyuan.base.intake.actions.background import declare_consent, put_in_line, start
from cheyuan.base.intake.actions.ending import break_off, compare, compare_open, discard, forget_old, undo
from cheyuan.base.intake.actions.passing import check, commit
from cheyuan.base.intake.actions.taking import begin, choose, choose_all, read, receive, take

__all__ = [
    "begin", "break_off", "check", "choose", "choose_all", "commit", "compare", "compare_open", "declare_consent", "discard",
    "forget_old", "put_in_line", "read", "receive", "start", "take", "undo",
]  # fmt: skip
