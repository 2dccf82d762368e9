"""Expressions over complaints: they know Ibis only, and are loaded by the engine's process alone."""
