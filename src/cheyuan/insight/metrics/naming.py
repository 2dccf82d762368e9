"""Dims in words: colleagues, rules and codes as people call them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.accounts.queries import named
from cheyuan.base.tenancy.queries import store_names
from cheyuan.insight.metrics import declaring
from cheyuan.insight.metrics.declaring import Metric
from cheyuan.kernel.actor import Actor


def labels(by: Actor, one: Metric, dim: str, values: Collection[str]) -> Mapping[str, str]:
    """Value → what it is called; the empty one is "unknown", a code that nobody explains stays as it is."""
    known: dict[str, Any] = {}
    if dim == "agent":
        known = {str(key): name for key, name in named(by, [int(one) for one in values if one.isdecimal()]).items()}
    elif dim == "store":
        known = {str(key): name for key, name in store_names([int(one) for one in values]).items()}
    else:
        known = {**declaring.told(by, dim, values), **one.words.get(dim, {})}
    return {one: str(known.get(one) or one or _("unknown")) for one in values}
