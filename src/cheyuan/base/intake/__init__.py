"""Imports of every app: uploads read safely, mapped, checked, staged, committed whole or not at all."""
