"""How a rule says no: a stable code with its facts; one place turns codes into words for pages, one for the API."""


class Refused(Exception):
    """A rule refuses. ``code`` is part of the API and never changes; ``facts`` fill the sentence shown to the user."""

    status = 422

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({inside})"


class Missing(Refused):
    """What is asked for does not exist, or not for this actor: both look the same."""

    status = 404

    def __init__(self, kind: str, id: object = None) -> None:
        super().__init__("not_found", kind=kind, id=id)


class Denied(Refused):
    """The actor's roles do not carry the right that the action needs."""

    status = 403

    def __init__(self, right: str) -> None:
        super().__init__("denied", right=right)


class Conflict(Refused):
    """Somebody else was quicker, or the record is no longer in the state that the step needs."""

    status = 409
