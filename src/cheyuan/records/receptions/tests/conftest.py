"""A front desk, a consultant, and their store."""

import pytest

from cheyuan.kernel.actor import Actor


@pytest.fixture
def desk(actor) -> Actor:
    """Who keeps the book."""
    return actor("front_desk")
