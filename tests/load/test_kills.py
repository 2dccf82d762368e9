"""P1, P13: real processes, real kills. KILLS and DATABASE_KILLS say how many; ``cheyuan bench promises`` takes 50 and 20."""

import os

import pytest

from cheyuan.site.bench.house import House
from cheyuan.site.bench.kills import storm

pytestmark = pytest.mark.slow
KILLS, DATABASES = int(os.environ.get("KILLS", "3")), int(os.environ.get("DATABASE_KILLS", "2"))


def test_p1_p13_what_was_acknowledged_survives_and_trouble_has_a_code(house: House) -> None:
    out = storm(house, KILLS, DATABASES, seed=7)
    assert out.acknowledged > KILLS
    assert out.lost == []
    assert out.twice == []
    assert out.ill == []
    assert 500 not in out.statuses
    assert len(out.recoveries) == KILLS + DATABASES
