"""Tests of customer care."""
