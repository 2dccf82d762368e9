"""Addresses of a customer."""

from django.urls import reverse


def page_of(customer_id: int) -> str:
    """The customer's page."""
    return reverse("customers:page", args=[customer_id])
