"""P15: overload is turned away at the door, and one tenant's crowd does not stand in another's way.

A few requests are worked on at once; the others wait in one line per tenant (group). Whoever finds no place, or waits too
long, gets 503 with Retry-After at once instead of hanging.
"""
