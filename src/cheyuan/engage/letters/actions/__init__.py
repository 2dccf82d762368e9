"""What can be done with letters."""

from cheyuan.engage.letters.actions.drafting import Draft, remove, save
from cheyuan.engage.letters.actions.making import begin, discard, renew
from cheyuan.engage.letters.actions.packing import ask, take
from cheyuan.engage.letters.actions.posting import post
from cheyuan.engage.letters.actions.returning import give_back, take_back

__all__ = ["Draft", "ask", "begin", "discard", "give_back", "post", "remove", "renew", "save", "take", "take_back"]
