"""How far a pass is: half of the way are the rows, half the statements that match and write them."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
STATEMENTS = 60
"""How many statements a pass has, more or less; the meter never runs past its end."""
EVERY = 2_000


class Meter:
    """Counts rows and statements into one figure; a stop that was asked for comes out of it as an exception."""

    def __init__(self, progress: Progress | None, rows: int) -> None:
        self._tell, self._rows, self._seen, self._steps = progress, max(rows, 1), 0, 0

    def row(self) -> None:
        """One more row is read."""
        self._seen += 1
        if self._tell and self._seen % EVERY == 0:
            self._tell(self._seen, 2 * self._rows)

    def step(self) -> None:
        """One more statement is through."""
        if self._tell and self._seen:
            self._steps = min(self._steps + 1, STATEMENTS - 1)
            self._tell(self._rows + self._rows * self._steps // STATEMENTS, 2 * self._rows)

    def finish(self) -> None:
        """All is done."""
        if self._tell:
            self._tell(2 * self._rows, 2 * self._rows)

    def through(self) -> None:
        """One more statement of a pass without rows is through."""
        self._seen = self._seen or 1
        self.step()
