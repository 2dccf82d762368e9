"""The gate to people, posts and rights."""

from cheyuan.base.accounts.actors import Standing, actor_in, actor_of, actor_of_all, standing_of
from cheyuan.base.accounts.models import Account, SecondFactor
from cheyuan.base.accounts.rights import PRIVILEGED

__all__ = [
    "Standing",
    "actor_in",
    "actor_of",
    "actor_of_all",
    "has_second_factor",
    "must_have_second_factor",
    "standing_of",
]


def has_second_factor(account: Account) -> bool:
    """Does the login ask for a code?"""
    return SecondFactor.objects.filter(account=account).exists()


def must_have_second_factor(standing: Standing) -> bool:
    """Does one of the person's roles, in any store, demand it?"""
    return any(post.role in PRIVILEGED for post in standing.posts)
