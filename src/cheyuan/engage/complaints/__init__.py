"""Complaints from whatever channel: taken, answered in time, solved, told, revisited, closed, learnt from (CARE-30 … CARE-33)."""
