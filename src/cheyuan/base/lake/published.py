"""Naming what an app publishes to the lake: its ``exports.py`` holds a list of these. No personal data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A table of the lake: its name and the statement that cuts it, of rows in scope; every statement names ``store_id``."""

    name: str
    select: str
