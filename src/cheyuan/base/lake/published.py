"""Naming what an app publishes to the lake: its ``exports.py`` holds a list of these. No personal data."""

from collections.abc import Iterable
from dataclasses import dataclass

VEHICLE, CUSTOMER = "vehicle", "customer"
SUBJECTS = ":subjects"


@dataclass(frozen=True)
class Published:
    """A table of the lake: its name and the statement that cuts it, of rows in scope; every statement names ``store_id``.

    ``subject``: the kind whose rows change together ("vehicle": the column ``vehicle_id``); all that the statement reads
    must be watched for it (``touches.watch``), else the table is read whole each time. ``few``: another way to write the
    same for few subjects, where ``:subjects`` stands for the array of their ids.
    """

    name: str
    select: str
    subject: str = ""
    few: str = ""

    @property
    def key(self) -> str:
        """The column with the subject's id."""
        return f"{self.subject}_id"

    def among(self, ids: Iterable[int]) -> str:
        """The statement for these subjects alone."""
        if self.few:
            return self.few.replace(SUBJECTS, array(ids))
        return f"SELECT * FROM ({self.select}) t WHERE t.{self.key} = ANY({array(ids)})"  # noqa: S608 - our own words


def array(ids: Iterable[int]) -> str:
    """Whole numbers as an array in SQL."""
    return "'{" + ",".join(str(int(one)) for one in ids) + "}'::bigint[]"
