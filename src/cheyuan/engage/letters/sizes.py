"""Paper and envelopes: millimetres, and what goes into what.

Envelopes as GB/T 1416 names them: DL 220 × 110 and C5 229 × 162 for folded and flat sheets, B6 176 × 125 for a folded card.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Size(NamedTuple):
    """Width and height in millimetres as it is read, and its name."""

    width: int
    height: int
    label: object


PAPERS: dict[str, Size] = {
    "a5l": Size(210, 148, _("Card A5, landscape")), "a5": Size(148, 210, _("Sheet A5")),
    "dlc": Size(210, 99, _("Long card DL")), "a4": Size(210, 297, _("Sheet A4")),
}  # fmt: skip
ENVELOPES: dict[str, Size] = {
    "dl": Size(220, 110, _("Envelope DL")), "c5": Size(229, 162, _("Envelope C5")), "b6": Size(176, 125, _("Envelope B6")),
    "labels": Size(210, 297, _("Address labels, 24 on a sheet")), "none": Size(0, 0, _("No envelope")),
}  # fmt: skip
FITS: dict[str, tuple[str, ...]] = {
    "a5l": ("c5", "b6", "labels", "none"), "a5": ("c5", "b6", "labels", "none"), "dlc": ("dl", "c5", "labels", "none"),
    "a4": ("dl", "c5", "labels", "none"),
}  # fmt: skip
"""A5 goes flat into C5 or folded once into B6; A4 in three into DL or in two into C5."""


def fitting(paper: str, wished: str) -> str:
    """The envelope itself when the paper fits into it, else the first into which it does."""
    return wished if wished in FITS[paper] else FITS[paper][0]
