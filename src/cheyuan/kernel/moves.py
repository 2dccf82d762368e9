"""State changes as a table: (state, step) → state. What is not in the table cannot happen."""

from collections.abc import Mapping

from cheyuan.kernel.errors import Conflict


class Moves:
    """The move table of one kind of record."""

    def __init__(self, table: Mapping[tuple[str, str], str]) -> None:
        self._table = dict(table)

    @property
    def states(self) -> set[str]:
        """Every state that the table knows."""
        return {state for state, _ in self._table} | set(self._table.values())

    def to(self, state: str, step: str) -> str:
        """The state after the step; Conflict("wrong_state") when the step is not possible now."""
        try:
            return self._table[state, step]
        except KeyError:
            raise Conflict("wrong_state", state=state, step=step) from None

    def sources(self, step: str) -> list[str]:
        """The states from which the step is possible: the condition of the UPDATE that makes it."""
        return sorted(state for state, name in self._table if name == step)
