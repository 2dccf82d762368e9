"""Scores of customers and cars: value and next visit (INS-11), trade-in (SAL-10); each with its reasons in plain words."""
