"""The gate to people, posts and rights."""

from cheyuan.base.accounts.actors import actor_in, actor_of, actor_of_all, standing_of

__all__ = ["actor_in", "actor_of", "actor_of_all", "standing_of"]
