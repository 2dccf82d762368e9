"""Policies: every number of the business is data with a history. Here only their declaration; base.policies keeps the values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cheyuan.kernel.errors import Refused


@dataclass(frozen=True)
class PolicySpec:
    """One policy: its key ("care.service.months"), default, unit and limits; the type is that of the default.

    ``label`` and ``help`` are lazily translated; ``unit`` is days, km, months, fen, percent, hours, time or empty.
    """

    key: str
    default: Any
    label: object
    unit: str = ""
    help: object = ""
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    group: object = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    def check(self, value: Any) -> Any:
        """The value if it fits the declaration, else Refused("policy_value")."""
        wrong = type(value) is not type(self.default)
        if not wrong and isinstance(value, int) and not isinstance(value, bool):
            wrong = (self.least is not None and value < self.least) or (self.most is not None and value > self.most)
        if wrong or (self.choices and value not in self.choices):
            raise Refused("policy_value", key=self.key, value=value, least=self.least, most=self.most)
        return value


_specs: dict[str, PolicySpec] = {}


def register(*specs: PolicySpec) -> None:
    """Make policies known; called in AppConfig.ready of the app that reads them."""
    _specs.update({spec.key: spec for spec in specs})


def specs() -> dict[str, PolicySpec]:
    """All declared policies by key."""
    return dict(_specs)


def spec(key: str) -> PolicySpec:
    """The declaration of a policy; Refused("policy_unknown") for a key that nobody declared."""
    try:
        return _specs[key]
    except KeyError:
        raise Refused("policy_unknown", key=key) from None
