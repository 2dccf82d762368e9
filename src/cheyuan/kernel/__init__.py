"""Values and rules of the trade: no tables, no views, nothing of Django but translation."""
