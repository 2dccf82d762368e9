"""The life line of cars: one axis from delivery to the next years, laid out here from plain data, drawn by a template.

The scale changes at today: years before, months after. All x are percentages of the width, so that dots and words never
scale; y are pixels. Flags take the lowest free lane, estimated for a line 1000 px wide; near the right edge the words
turn left of the stem.
"""

from cheyuan.base.ui.lifeline.axis import Axis, axis_for
from cheyuan.base.ui.lifeline.data import Car, Due, Reading, Visit
from cheyuan.base.ui.lifeline.drawing import Picture, Row, draw
from cheyuan.base.ui.lifeline.flags import WIDTH, Flag, place, text_width
from cheyuan.base.ui.lifeline.past import radius

__all__ = [
    "WIDTH",
    "Axis",
    "Car",
    "Due",
    "Flag",
    "Picture",
    "Reading",
    "Row",
    "Visit",
    "axis_for",
    "draw",
    "place",
    "radius",
    "text_width",
]
