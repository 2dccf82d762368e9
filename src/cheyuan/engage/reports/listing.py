"""Addresses of the records of this room."""

from functools import cache

from django.urls import reverse


@cache
def _form(name: str) -> str:
    return reverse(f"reports:{name}", args=[0]).removesuffix("0")


def report_page(report_id: int) -> str:
    """The page of a monthly report."""
    return f"{_form('month')}{report_id}"


def proposal_page(proposal_id: int) -> str:
    """The page of a deduction or reward."""
    return f"{_form('proposal')}{proposal_id}"
