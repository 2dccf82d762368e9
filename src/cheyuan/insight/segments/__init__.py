"""Segments: named sets of customers or cars, made of conditions; who belongs to them on which day."""
