"""What became of mailings: posted, returned, replied, with the mean score of the replies; one question for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from cheyuan.base.tenancy import asked
from cheyuan.kernel.actor import Actor


@dataclass(frozen=True)
class Result:
    """Letters of one mailing by what became of them; ``score`` is the mean of the replies in hundredths of ten."""

    made: int = 0
    stopped: int = 0
    posted: int = 0
    returned: int = 0
    replied: int = 0
    score: int | None = None

    @property
    def arrived(self) -> int:
        """Posted and not come back."""
        return self.posted - self.returned

    @property
    def share(self) -> float | None:
        """Replies of those that arrived."""
        return self.replied / self.arrived if self.arrived > 0 else None

    @property
    def back(self) -> float | None:
        """Returned of those posted."""
        return self.returned / self.posted if self.posted else None

    @property
    def points(self) -> float | None:
        """The mean score as people read it."""
        return self.score / 100 if self.score is not None else None


_COUNTED = """
SELECT l.mailing_id, count(*), count(*) FILTER (WHERE l.state = 'stopped'),
  count(*) FILTER (WHERE l.state IN ('posted', 'returned')), count(*) FILTER (WHERE l.state = 'returned'),
  count(a.id) FILTER (WHERE l.state IN ('posted', 'returned')),
  (avg(a.csi) FILTER (WHERE l.state IN ('posted', 'returned')))::float
FROM letters_letter l
LEFT JOIN surveys_answer a ON a.store_id = l.store_id AND a.invitation_id = l.invitation_id
WHERE l.store_id = any(%(stores)s::bigint[]) AND l.mailing_id = any(%(mailings)s::bigint[]) GROUP BY 1
"""


def results(by: Actor, mailing_ids: Sequence[int]) -> dict[int, Result]:
    """Mailing → its result; one without letters is absent. Denied without ``letters.view``."""
    by.require("letters.view")
    rows = asked.rows(_COUNTED, stores=list(by.store_ids), mailings=list(mailing_ids))
    return {
        mailing: Result(made, stopped, posted, returned, replied, round(score) if score is not None else None)
        for mailing, made, stopped, posted, returned, replied, score in rows
    }
