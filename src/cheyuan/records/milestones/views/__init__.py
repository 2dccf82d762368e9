"""Pages of milestones."""
