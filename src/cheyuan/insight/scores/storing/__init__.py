"""Reckoning and writing the scores of a store: loaded by their own process only, it brings the data engine with it."""
