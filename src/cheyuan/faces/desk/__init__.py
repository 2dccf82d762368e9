"""The staff's desk: what composes several rooms. Here: one search over all of them."""
