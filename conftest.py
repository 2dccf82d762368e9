"""Fixtures of the test bench that must win over those of plugins; the rest comes from ``cheyuan.site.testing``."""

from cheyuan.site.testing.database import django_db_setup

__all__ = ["django_db_setup"]
