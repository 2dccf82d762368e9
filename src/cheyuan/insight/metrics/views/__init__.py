"""Pages of the dictionary."""
