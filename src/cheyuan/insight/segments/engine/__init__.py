"""Segments over the lake's snapshot, in a process of the engine's own: never loaded by pages."""
