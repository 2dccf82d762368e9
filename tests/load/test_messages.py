"""P5, P6, P7: real workers in three clock zones, real kills, a provider that errs and falls silent after accepting.

MESSAGES and MESSAGE_KILLS say how many; ``cheyuan bench messages`` takes 5,000 and 50.
"""

import os
import sys

import pytest

from cheyuan.site.bench.house import House
from cheyuan.site.bench.messages import storm

pytestmark = pytest.mark.slow
COUNT, KILLS = int(os.environ.get("MESSAGES", "150")), int(os.environ.get("MESSAGE_KILLS", "4"))


def test_p5_p6_p7_nobody_is_forgotten_nobody_gets_it_twice_none_after_a_no_none_at_night(house: House) -> None:
    out = storm(house, COUNT, KILLS, seed=7)
    assert out.sent > COUNT // 2
    assert out.lost == []
    assert out.twice == []
    assert out.after_refusal == []
    assert out.at_night == []
    assert out.refused


CARELESS = """
from cheyuan.base.channels import moves
from cheyuan.kernel.moves import Moves
moves.MOVES = Moves({**moves.MOVES._table, ("claimed", "doubt"): "due"})
from cheyuan.site.cli import main
import sys
sys.argv = ["cheyuan", "worker"]
main()
"""
"""A worker that lets what is in doubt leave again."""


def test_p17_control_without_the_quarantine_people_get_it_twice(house: House) -> None:
    out = storm(house, 60, 0, seed=7, worker=[sys.executable, "-c", CARELESS])
    assert out.twice
