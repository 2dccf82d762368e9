"""Pages of care rules and of runs of the plan."""
