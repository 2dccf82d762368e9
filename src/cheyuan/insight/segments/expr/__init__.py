"""Conditions as Ibis expressions: they know Ibis and the kernel only, and run wherever the data are."""
